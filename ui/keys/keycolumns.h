// Which columns the table shows, in which order and how wide.
#pragma once

#include <QList>
#include <QObject>

class QAction;
class QMenu;

namespace keydeck {

class KeyGrouping;
class KeysTable;

/// The choice of columns, and of what to sort by, as actions: for the header's own menu and for
/// others. The name stays: it is what the other columns are about.
class KeyColumns final : public QObject
{
    Q_OBJECT

public:
    /// Belongs to the table. The header's menu has the grouping as well, which must outlive it.
    KeyColumns(KeysTable &table, const KeyGrouping &grouping);

    /// One a column, then the way back to how it was at first.
    void addTo(QMenu &menu) const;
    /// What the keys can be sorted by, for who has no mouse; the same again turns the order round.
    void addSortingTo(QMenu &menu) const;

    /// Order, widths, which are hidden, and how it is sorted.
    [[nodiscard]] QByteArray saveState() const;
    /// Requires a state of a table with as many columns.
    void restoreState(const QByteArray &state);

private:
    void show(int column, bool shown);
    void sortBy(int column);
    void reset();
    void followTable();
    void openMenu(const QPoint &at);

    KeysTable &m_table;
    const KeyGrouping &m_grouping;
    QList<QAction *> m_columns; ///< by KeyModel::Column
    QList<QAction *> m_sortings; ///< the same
    QAction *m_reset;
};

} // namespace keydeck
