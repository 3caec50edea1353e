// Proposals below the search line.
#pragma once

#include "core/query/querycompletion.h"

#include <QListView>
#include <QObject>
#include <QPointer>

class QLineEdit;
class QModelIndex;
class QStandardItemModel;

namespace keydeck {

/// Offers terms and their values while somebody types, in a list over the window that never takes
/// the focus and never changes what is typed by itself: Down chooses, Return, Tab or a click takes
/// what is chosen, Escape closes. Down or Ctrl+Space asks for every term. Without a choice Return
/// and Tab are the line's own.
class QueryCompleter final : public QObject
{
    Q_OBJECT

public:
    /// The line must outlive it.
    explicit QueryCompleter(QLineEdit &line);
    ~QueryCompleter() override;

    void setVocabulary(const QueryVocabulary &vocabulary) { m_vocabulary = vocabulary; }

    /// Puts the proposals away: the text is somebody else's now.
    void close() { m_list->hide(); }

    [[nodiscard]] const QListView &list() const { return *m_list; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void propose();
    void showList();
    void take(const QModelIndex &index);
    void move(int by);
    [[nodiscard]] bool pressWhileShown(int key);

    QLineEdit &m_line;
    QueryVocabulary m_vocabulary;
    QueryCompletion m_completion;
    QStandardItemModel *m_model;
    QPointer<QListView> m_list; ///< a child of the window, over it
};

} // namespace keydeck
