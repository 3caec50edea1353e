// The copies of a store as a table.
#pragma once

#include "ui/session/changescontroller.h"

#include <QAbstractTableModel>

namespace keydeck {

/// Copies of stores that the gateway could not use cannot be chosen, and say why in their tooltip.
class BackupsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        AgeColumn, ///< "3 min ago"
        MomentColumn, ///< exact, with the zone
        KeysColumn,
        SizeColumn,
        EditColumn, ///< that it was made before
        ColumnCount,
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setBackups(const QList<BackupLine> &backups, qint64 nowMs);
    [[nodiscard]] const BackupLine &at(int row) const { return m_backups[row]; }
    /// The first that can be chosen; -1 for none.
    [[nodiscard]] int firstUsable() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const BackupLine &line, int column) const;

    QList<BackupLine> m_backups;
    qint64 m_nowMs = 0;
};

} // namespace keydeck
