// What a person does with saved filters.
#pragma once

#include "core/query/savedfilter.h"
#include "ui/filters/filtercounter.h"

#include <QObject>

namespace keydeck {

class KeyModel;
class KeysPage;
class MessageBar;
class SavedFilterList;

/// Saves the search as a filter, shows what a filter finds, renames and deletes them, and keeps the
/// rail's counts in step with the store.
///
/// Thread: the GUI's.
class FilterOperations final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    struct Surroundings
    {
        QWidget &window;
        const KeyModel &model;
        KeysPage &page;
        SavedFilterList &list;
        MessageBar &messages;
    };

    explicit FilterOperations(const Surroundings &surroundings, QObject *parent = nullptr);

    /// Those of the store that is open.
    void setFilters(const QList<SavedFilter> &filters);
    [[nodiscard]] const QList<SavedFilter> &filters() const { return m_filters; }

    /// Asks for a name. A search with a whole key in it, or one that is not understood, is refused
    /// in a sentence: filters are kept as they are typed.
    void save();

Q_SIGNALS:
    /// A person changed them: they are to be remembered.
    void changed(const QList<keydeck::SavedFilter> &filters);
    /// The keys page is wanted.
    void pageRequested();

private:
    [[nodiscard]] QString whyNotSaved(const QString &query) const;
    void add(qsizetype at, const SavedFilter &filter);
    void show(int row);
    void rename(int row, const QString &name);
    void remove(int row);
    void take(const QList<SavedFilter> &filters);
    void count();

    Surroundings m_in;
    QList<SavedFilter> m_filters;
    FilterCounter m_counter;
};

} // namespace keydeck
