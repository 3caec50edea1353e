#include "ui/usage/rankingmodel.h"

#include "core/base/format.h"
#include "ui/charts/chartfigures.h"
#include "ui/usage/barcelldelegate.h"
#include "ui/usage/usagetext.h"
#include "ui/widgets/tooltip.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

bool sameKeys(const UsageRanking &a, const UsageRanking &b)
{
    return std::equal(a.ranks.begin(), a.ranks.end(), b.ranks.begin(), b.ranks.end(),
        [](const UsageRank &one, const UsageRank &other) { return one.key == other.key; });
}

QVariant figure(std::optional<double> value)
{
    return value ? QVariant(*value) : QVariant();
}

} // namespace

RankingModel::RankingModel(QObject *parent) : FiguresModel(ColumnCount, parent) { }

void RankingModel::show(const UsageRanking &ranking)
{
    if (!sameKeys(ranking, m_ranking)) {
        beginResetModel();
        m_ranking = ranking;
        endResetModel();
    } else if (ranking.ranks != m_ranking.ranks) {
        m_ranking = ranking;
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

int RankingModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_ranking.ranks.size());
}

double RankingModel::shareOf(const UsageRank &rank) const
{
    return m_ranking.tokens > 0 ? rank.tokens / m_ranking.tokens : 0;
}

/// The first one's bar is full.
QVariant RankingModel::barOf(const UsageRank &rank) const
{
    const double most = m_ranking.ranks.constFirst().tokens;
    return most > 0 ? rank.tokens / most : 0;
}

QVariant RankingModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const UsageRank &rank = m_ranking.ranks.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return textOf(index.row(), index.column());
    case Qt::ToolTipRole:
        return index.column() == NameColumn ? QVariant(plainToolTip(rankName(rank))) : QVariant();
    case Qt::AccessibleTextRole:
        return index.column() == ChangeColumn ? changeSpoken(rank.tokens, rank.before)
                                              : textOf(index.row(), index.column());
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column());
    case SortRole:
        return sortValue(index.row(), index.column());
    case BarRole:
        return index.column() == TokensColumn ? barOf(rank) : QVariant();
    case FigureRole:
        return figureOf(index.row(), index.column());
    default:
        return {};
    }
}

QVariant RankingModel::textOf(int row, int column) const
{
    const UsageRank &rank = m_ranking.ranks.at(row);
    switch (column) {
    case PlaceColumn:
        return QString::number(row + 1);
    case NameColumn:
        return rankName(rank);
    case TokensColumn:
        return formatCount(rank.tokens);
    case ShareColumn:
        return percentText(shareOf(rank));
    case ChangeColumn:
        return changeText(rank.tokens, rank.before);
    case BeforeColumn:
        return rank.before ? formatCount(*rank.before) : u"–"_s;
    case UnobservedColumn:
        return rank.unobserved > 0 ? formatCount(rank.unobserved) : u"–"_s;
    case ModelColumn:
        return rank.isGone() ? u"–"_s : displayText(rank.model);
    default:
        return rank.isGone() ? u"–"_s : statusWord(rank.status);
    }
}

QVariant RankingModel::figureOf(int row, int column) const
{
    const UsageRank &rank = m_ranking.ranks.at(row);
    switch (column) {
    case PlaceColumn:
        return qint64(row + 1);
    case NameColumn:
        return rank.isGone() ? QVariant() : QVariant(rank.name);
    case TokensColumn:
        return rank.tokens;
    case ShareColumn:
        return std::round(shareOf(rank) * 10'000) / 100;
    case ChangeColumn:
        return rank.before ? QVariant(rank.tokens - *rank.before) : QVariant();
    case BeforeColumn:
        return figure(rank.before);
    case UnobservedColumn:
        return rank.unobserved;
    case ModelColumn:
        return rank.isGone() ? QVariant() : QVariant(rank.model);
    default:
        return rank.isGone() ? QVariant() : QVariant(statusId(rank.status));
    }
}

/// Changes sort by how many tokens more there are: a key that is new has no percentage.
QVariant RankingModel::sortValue(int row, int column) const
{
    const UsageRank &rank = m_ranking.ranks.at(row);
    constexpr double Least = std::numeric_limits<double>::lowest();
    switch (column) {
    case NameColumn:
        return rankName(rank);
    case ChangeColumn:
        return rank.before ? rank.tokens - *rank.before : Least;
    case BeforeColumn:
        return rank.before.value_or(Least);
    case StatusColumn:
        return rank.isGone() ? -1 : int(rank.status);
    default:
        return figureOf(row, column);
    }
}

FiguresModel::Heading RankingModel::headingAt(int column) const
{
    switch (column) {
    case PlaceColumn:
        return {tr("#"), u"place"_s};
    case NameColumn:
        return {tr("Key"), u"name"_s, false};
    case TokensColumn:
        return {tr("Tokens"), u"tokens"_s};
    case ShareColumn:
        return {tr("Share"), u"percent"_s};
    case ChangeColumn:
        return {tr("Change"), u"tokens_more"_s};
    case BeforeColumn:
        return {tr("Before"), u"tokens_before"_s};
    case UnobservedColumn:
        return {tr("Not observed"), u"not_observed"_s};
    case ModelColumn:
        return {tr("Model"), u"model"_s, false};
    default:
        return {tr("Status now"), u"status"_s, false};
    }
}

} // namespace keydeck
