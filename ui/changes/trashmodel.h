// Deleted keys as a table.
#pragma once

#include "core/changes/trash.h"

#include <QAbstractTableModel>

namespace keydeck {

class TrashModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        NameColumn,
        KeyColumn, ///< masked
        AgeColumn, ///< "3 min ago"
        AuthorColumn,
        ColumnCount,
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setKeys(const QList<TrashedKey> &keys, qint64 nowMs);
    [[nodiscard]] const TrashedKey &at(int row) const { return m_keys[row]; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const TrashedKey &key, int column) const;

    QList<TrashedKey> m_keys;
    qint64 m_nowMs = 0;
};

} // namespace keydeck
