// The keys by what they used in a period.
#pragma once

#include "core/usage/usageranking.h"
#include "ui/charts/figuresmodel.h"

namespace keydeck {

/// A row for each key that used something in the period or in the one before, most tokens first.
/// Rows of the same keys in the same order stay, so that a selection survives new figures.
class RankingModel final : public FiguresModel
{
    Q_OBJECT

public:
    enum Column
    {
        PlaceColumn,
        NameColumn,
        TokensColumn,
        ShareColumn,
        ChangeColumn,
        BeforeColumn,
        UnobservedColumn,
        ModelColumn,
        StatusColumn,
        ColumnCount,
    };

    explicit RankingModel(QObject *parent = nullptr);

    void show(const UsageRanking &ranking);

    [[nodiscard]] const UsageRank &rankAt(int row) const { return m_ranking.ranks.at(row); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] Heading headingAt(int column) const override;
    [[nodiscard]] double shareOf(const UsageRank &rank) const;
    [[nodiscard]] QVariant textOf(int row, int column) const;
    [[nodiscard]] QVariant figureOf(int row, int column) const;
    [[nodiscard]] QVariant sortValue(int row, int column) const;
    [[nodiscard]] QVariant barOf(const UsageRank &rank) const;

    UsageRanking m_ranking;
};

} // namespace keydeck
