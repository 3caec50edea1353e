#include "ui/changes/backupsmodel.h"

#include "core/base/format.h"
#include "ui/widgets/tooltip.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace keydeck {

void BackupsModel::setBackups(const QList<BackupLine> &backups, qint64 nowMs)
{
    beginResetModel();
    m_backups = backups;
    m_nowMs = nowMs;
    endResetModel();
}

int BackupsModel::firstUsable() const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (m_backups[row].problem.isEmpty())
            return row;
    }
    return -1;
}

int BackupsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_backups.size());
}

int BackupsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

Qt::ItemFlags BackupsModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (!m_backups[index.row()].problem.isEmpty())
        return Qt::ItemNeverHasChildren;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

QString BackupsModel::text(const BackupLine &line, int column) const
{
    switch (column) {
    case AgeColumn:
        return formatRelative(line.backup.takenMs, m_nowMs);
    case MomentColumn:
        return formatExact(line.backup.takenMs);
    case KeysColumn:
        return line.problem.isEmpty() ? formatCount(double(line.keyCount)) : tr("not usable");
    case SizeColumn:
        return QLocale().formattedDataSize(line.backup.size);
    case EditColumn:
        return line.edit;
    default:
        return {};
    }
}

QVariant BackupsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const BackupLine &line = m_backups[index.row()];
    const bool isFigure = index.column() == KeysColumn || index.column() == SizeColumn;
    switch (role) {
    case Qt::DisplayRole:
        return text(line, index.column());
    case Qt::TextAlignmentRole:
        return int((isFigure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        if (!line.problem.isEmpty())
            return plainToolTip(
                tr("The gateway could not use the store as it was then. %1").arg(line.problem));
        return index.column() == EditColumn ? plainToolTip(line.edit) : QString();
    default:
        return {};
    }
}

QVariant BackupsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const bool isFigure = section == KeysColumn || section == SizeColumn;
    if (role == Qt::TextAlignmentRole)
        return int((isFigure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const QString titles[ColumnCount]
        = {tr("Taken"), tr("Time"), tr("Keys"), tr("Size"), tr("Before")};
    return role == Qt::DisplayRole ? QVariant(titles[section]) : QVariant();
}

} // namespace keydeck
