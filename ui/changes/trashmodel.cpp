#include "ui/changes/trashmodel.h"

#include "core/base/format.h"
#include "ui/widgets/tooltip.h"

#include <QFontDatabase>

namespace keydeck {

void TrashModel::setKeys(const QList<TrashedKey> &keys, qint64 nowMs)
{
    beginResetModel();
    m_keys = keys;
    m_nowMs = nowMs;
    endResetModel();
}

int TrashModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_keys.size());
}

int TrashModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString TrashModel::text(const TrashedKey &key, int column) const
{
    switch (column) {
    case NameColumn:
        return key.name.isEmpty() ? tr("(no name)") : displayText(key.name);
    case KeyColumn:
        return key.maskedKey;
    case AgeColumn:
        return formatRelative(key.deletedMs, m_nowMs);
    case AuthorColumn:
        return displayText(key.author);
    default:
        return {};
    }
}

QVariant TrashModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TrashedKey &key = m_keys[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return text(key, index.column());
    case Qt::FontRole:
        return index.column() == KeyColumn
            ? QVariant(QFontDatabase::systemFont(QFontDatabase::FixedFont))
            : QVariant();
    case Qt::ToolTipRole:
        return plainToolTip(
            index.column() == AgeColumn ? formatExact(key.deletedMs) : text(key, index.column()));
    default:
        return {};
    }
}

QVariant TrashModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString titles[ColumnCount] = {tr("Name"), tr("Key"), tr("Deleted"), tr("By")};
    return section >= 0 && section < ColumnCount ? titles[section] : QVariant();
}

} // namespace keydeck
