// What the keys of a store used, slot by slot, in layers.
#pragma once

#include "core/usage/storeusageview.h"
#include "ui/charts/figuresmodel.h"

namespace keydeck {

/// One layer as a person knows it, with its tokens in each slot.
struct StackLayer
{
    enum class Kind
    {
        Key,
        Others,
        Unobserved,
    };
    Kind kind = Kind::Key;
    QString id; ///< says which, whatever its name and place; never a key
    QString name;
    QList<double> tokens;

    friend bool operator==(const StackLayer &a, const StackLayer &b) = default;
};

/// A row for each layer of each slot in which it has tokens, so that the figures add up to the
/// period's. Data that stays the same signals nothing.
class UsageStackModel final : public FiguresModel
{
    Q_OBJECT

public:
    enum Column
    {
        FromColumn,
        ToColumn,
        LayerColumn,
        TokensColumn,
        ObservedColumn,
        ColumnCount,
    };

    explicit UsageStackModel(QObject *parent = nullptr);

    void show(const StoreUsageView &view);

    /// From below; only those that have any tokens.
    [[nodiscard]] const QList<StackLayer> &layers() const { return m_layers; }
    [[nodiscard]] const LocalSlots &times() const { return m_times; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Cell
    {
        int slot = 0;
        int layer = 0;
    };
    [[nodiscard]] Heading headingAt(int column) const override;
    [[nodiscard]] QVariant textOf(const Cell &cell, int column) const;
    [[nodiscard]] QVariant figureOf(const Cell &cell, int column) const;

    LocalSlots m_times;
    QList<StackLayer> m_layers;
    QList<Cell> m_cells;
};

} // namespace keydeck
