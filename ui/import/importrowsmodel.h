// What becomes of each row, as a table.
#pragma once

#include "core/import/importplan.h"

#include <QAbstractTableModel>

#include <memory>

namespace keydeck {

/// Bad rows first, then the others, each in the file's order. Keys are masked.
class ImportRowsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        LineColumn,
        NameColumn,
        KeyColumn, ///< masked, or that a new one is made
        LimitColumn,
        ExpiryColumn,
        ModelColumn,
        VerdictColumn,
        ColumnCount,
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// nullptr: none. nowMs: what moments are shown beside.
    void setPlan(std::shared_ptr<const ImportPlan> plan, qint64 nowMs = 0);
    void setOnlyBad(bool onlyBad);

    /// "Line 4: why it cannot be imported."
    [[nodiscard]] QString sentence(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    void arrange();
    [[nodiscard]] const PlannedKey &at(int row) const { return m_plan->rows[m_order[size_t(row)]]; }
    [[nodiscard]] QString text(const PlannedKey &row, int column) const;

    std::shared_ptr<const ImportPlan> m_plan;
    qint64 m_nowMs = 0;
    std::vector<size_t> m_order; ///< rows of the plan
    bool m_onlyBad = false;
};

} // namespace keydeck
