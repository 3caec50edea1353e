// What the models, or the states, of the keys have of the tokens.
#pragma once

#include "core/usage/usageranking.h"
#include "ui/charts/figuresmodel.h"

namespace keydeck {

/// A row for each, most tokens first. Data that stays the same signals nothing.
class ShareModel final : public FiguresModel
{
    Q_OBJECT

public:
    enum Column
    {
        NameColumn,
        KeysColumn,
        TokensColumn,
        PercentColumn,
        ColumnCount,
    };

    explicit ShareModel(ShareBy by, QObject *parent = nullptr);

    void show(const UsageRanking &ranking);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] Heading headingAt(int column) const override;
    [[nodiscard]] double shareOf(const UsageShare &share) const;
    [[nodiscard]] QVariant textOf(const UsageShare &share, int column) const;
    [[nodiscard]] QVariant valueOf(const UsageShare &share, int column) const;

    ShareBy m_by;
    QList<UsageShare> m_shares;
    double m_tokens = 0;
};

} // namespace keydeck
