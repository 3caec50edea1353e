#include "ui/keys/keycolumns.h"

#include "ui/keys/keygrouping.h"
#include "ui/keys/keymodel.h"
#include "ui/keys/keystable.h"
#include "ui/keys/keytext.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>

namespace keydeck {

KeyColumns::KeyColumns(KeysTable &table, const KeyGrouping &grouping)
    : QObject(&table)
    , m_table(table)
    , m_grouping(grouping)
    , m_reset(new QAction(tr("&Reset columns"), this))
{
    for (int column = 0; column < KeyModel::ColumnCount; ++column) {
        auto *action = new QAction(columnTitle(column), this);
        action->setCheckable(true);
        action->setToolTip(tr("Show this column, or hide it"));
        connect(action, &QAction::triggered, this,
            [this, column](bool isChecked) { show(column, isChecked); });
        m_columns.append(action);
        auto *sorting = new QAction(columnTitle(column), this);
        sorting->setCheckable(true);
        connect(sorting, &QAction::triggered, this, [this, column] { sortBy(column); });
        m_sortings.append(sorting);
    }
    m_columns[KeyModel::IdentityColumn]->setEnabled(false);
    m_columns[KeyModel::IdentityColumn]->setToolTip(tr("The name is always shown."));
    m_reset->setToolTip(tr("The columns as they were at first, sorted by name"));
    connect(m_reset, &QAction::triggered, this, &KeyColumns::reset);
    QHeaderView *header = table.horizontalHeader();
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this, &KeyColumns::openMenu);
    connect(header, &QHeaderView::sortIndicatorChanged, this, &KeyColumns::followTable);
    followTable();
}

void KeyColumns::addTo(QMenu &menu) const
{
    menu.addActions(m_columns);
    menu.addSeparator();
    menu.addAction(m_reset);
    menu.setToolTipsVisible(true);
}

void KeyColumns::addSortingTo(QMenu &menu) const
{
    menu.addActions(m_sortings);
    menu.setToolTipsVisible(true);
}

void KeyColumns::sortBy(int column)
{
    const QHeaderView *header = m_table.horizontalHeader();
    const bool isAgain = header->sortIndicatorSection() == column
        && header->sortIndicatorOrder() == Qt::AscendingOrder;
    m_table.sortByColumn(column, isAgain ? Qt::DescendingOrder : Qt::AscendingOrder);
    followTable();
}

/// A table that is sorted by what nobody sees looks as if it were not sorted.
void KeyColumns::show(int column, bool shown)
{
    QHeaderView *header = m_table.horizontalHeader();
    header->setSectionHidden(column, !shown);
    if (!shown && header->sortIndicatorSection() == column)
        m_table.sortByColumn(KeyModel::IdentityColumn, Qt::AscendingOrder);
    followTable();
}

void KeyColumns::reset()
{
    m_table.layOutColumns();
    m_table.sortByColumn(KeyModel::IdentityColumn, Qt::AscendingOrder);
    followTable();
}

void KeyColumns::followTable()
{
    for (int column = 0; column < KeyModel::ColumnCount; ++column) {
        const bool isHidden = m_table.isColumnHidden(column);
        m_columns[column]->setChecked(!isHidden);
        QAction *sorting = m_sortings[column];
        sorting->setChecked(m_table.horizontalHeader()->sortIndicatorSection() == column);
        sorting->setEnabled(!isHidden);
        sorting->setToolTip(isHidden
                ? tr("Show this column first.")
                : tr("Sort the keys by this column; again turns the order round"));
    }
}

void KeyColumns::openMenu(const QPoint &at)
{
    auto *menu = new QMenu(&m_table);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addTo(*menu);
    menu->addSeparator();
    m_grouping.addTo(*menu);
    menu->popup(m_table.horizontalHeader()->viewport()->mapToGlobal(at));
}

QByteArray KeyColumns::saveState() const
{
    return m_table.horizontalHeader()->saveState();
}

void KeyColumns::restoreState(const QByteArray &state)
{
    QHeaderView *header = m_table.horizontalHeader();
    if (!state.isEmpty() && header->restoreState(state))
        header->setSectionHidden(KeyModel::IdentityColumn, false);
    m_table.sortByColumn(header->sortIndicatorSection(), header->sortIndicatorOrder());
    followTable();
}

} // namespace keydeck
