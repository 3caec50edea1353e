// Everything that finds: the search, saved filters, the columns that are seen, and the jump.
#pragma once

#include "core/query/savedfilter.h"

#include <QObject>

class QMainWindow;

namespace keydeck {

class Actions;
class FilterOperations;
class JumpPalette;
class MessageBar;
class WindowMenus;
class WorkArea;

/// Puts them together in the window. Thread: the GUI's.
class FindController final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    struct Surroundings
    {
        QMainWindow &window;
        Actions &actions;
        WindowMenus &menus;
        WorkArea &workArea;
        MessageBar &messages;
    };

    explicit FindController(const Surroundings &surroundings, QObject *parent = nullptr);

    /// Those of the store that is open; none where none is.
    void setFilters(const QList<SavedFilter> &filters);

Q_SIGNALS:
    /// A person changed them.
    void filtersChanged(const QList<keydeck::SavedFilter> &filters);

private:
    Surroundings m_in;
    FilterOperations *m_filters;
    JumpPalette *m_jump; ///< the window's
};

} // namespace keydeck
