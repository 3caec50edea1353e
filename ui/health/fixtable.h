// What fixes change, a row a value.
#pragma once

#include "core/rules/fixplan.h"

#include <QAbstractTableModel>

namespace keydeck {

/// One change, as people read it. Never a key.
struct FixRow
{
    QString key; ///< whose: its name; empty for the store
    QString field;
    QString before;
    QString after;
    QString remark;
};

[[nodiscard]] std::vector<FixRow> fixRows(const KeySet &keys, const FixPlan &plan);

class FixTable final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Key,
        Field,
        Before,
        After,
        Remark,
        ColumnCount
    };

    explicit FixTable(std::vector<FixRow> rows, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<FixRow> m_rows;
};

} // namespace keydeck
