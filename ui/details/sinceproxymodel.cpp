#include "ui/details/sinceproxymodel.h"

namespace keydeck {

SinceProxyModel::SinceProxyModel(const Roles &roles, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_roles(roles)
{
    setSortRole(roles.sortRole);
}

void SinceProxyModel::setSince(qint64 sinceMs)
{
    if (sinceMs != m_sinceMs) {
        m_sinceMs = sinceMs;
        invalidateRowsFilter();
    }
}

bool SinceProxyModel::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex end = sourceModel()->index(row, m_roles.endColumn, parent);
    return end.data(m_roles.sortRole).toLongLong() >= m_sinceMs;
}

} // namespace keydeck
