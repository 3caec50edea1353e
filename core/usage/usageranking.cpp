#include "core/usage/usageranking.h"

#include <QHash>

#include <algorithm>

namespace keydeck {

namespace {

bool ranksBefore(const UsageRank &a, const UsageRank &b)
{
    if (a.tokens != b.tokens)
        return a.tokens > b.tokens;
    return a.before != b.before ? a.before > b.before : a.key < b.key;
}

/// Of duplicate keys the first, as for the gateway.
QHash<QString, qsizetype> indexesOf(const KeySet &keys)
{
    QHash<QString, qsizetype> indexes;
    const std::vector<KeyRef> refs = keys.refs();
    indexes.reserve(qsizetype(refs.size()));
    for (size_t i = 0; i < refs.size(); ++i) {
        if (refs[i].occurrence == 0)
            indexes.insert(refs[i].key, qsizetype(i));
    }
    return indexes;
}

void describe(UsageRank &rank, const ApiKey &key, qint64 nowMs)
{
    rank.name = key.name();
    rank.model = effectiveModel(key);
    rank.status = keyState(key, nowMs).status;
}

/// By key, what both periods have.
QHash<QString, UsageRank> ranksOf(const StoreUsage &period, const StoreUsage &before)
{
    QHash<QString, UsageRank> ranks;
    for (const KeyUsage &usage : period.keys) {
        UsageRank &rank = ranks[usage.key];
        rank.tokens = usage.total();
        rank.unobserved = usage.unobserved;
    }
    const bool isComparable = before.beganMs > 0 && before.beganMs <= before.span.fromMs;
    if (!isComparable)
        return ranks;
    for (const KeyUsage &usage : before.keys)
        ranks[usage.key].before = usage.total();
    for (UsageRank &rank : ranks)
        rank.before = rank.before.value_or(0);
    return ranks;
}

} // namespace

UsageRanking usageRanking(
    const StoreUsage &period, const StoreUsage &before, const KeySet &keys, qint64 nowMs)
{
    const QHash<QString, qsizetype> indexes = indexesOf(keys);
    UsageRanking ranking;
    ranking.keys = indexes.size();
    const QHash<QString, UsageRank> ranks = ranksOf(period, before);
    for (auto found = ranks.cbegin(); found != ranks.cend(); ++found) {
        UsageRank rank = *found;
        if (const auto index = indexes.constFind(found.key()); index != indexes.cend()) {
            rank.key = found.key();
            describe(rank, keys.at(*index), nowMs);
            ranking.used += rank.tokens > 0;
        }
        ranking.tokens += rank.tokens;
        ranking.unobserved += rank.unobserved;
        if (rank.before)
            ranking.before = ranking.before.value_or(0) + *rank.before;
        ranking.ranks.append(rank);
    }
    std::sort(ranking.ranks.begin(), ranking.ranks.end(), ranksBefore);
    return ranking;
}

QList<UsageShare> usageShares(const UsageRanking &ranking, ShareBy by)
{
    QHash<QString, UsageShare> shares;
    for (const UsageRank &rank : ranking.ranks) {
        if (rank.tokens <= 0)
            continue;
        const QString id = by == ShareBy::Model ? rank.model : statusId(rank.status);
        UsageShare &share = shares[rank.isGone() ? QString() : id];
        share.id = rank.isGone() ? QString() : id;
        share.keys += !rank.isGone();
        share.tokens += rank.tokens;
    }
    QList<UsageShare> sorted = shares.values();
    std::sort(sorted.begin(), sorted.end(), [](const UsageShare &a, const UsageShare &b) {
        return a.tokens != b.tokens ? a.tokens > b.tokens : a.id < b.id;
    });
    return sorted;
}

qsizetype ranksForShare(const UsageRanking &ranking, double share)
{
    double sum = 0;
    qsizetype count = 0;
    while (count < ranking.ranks.size() && sum < share * ranking.tokens)
        sum += ranking.ranks[count++].tokens;
    return count;
}

} // namespace keydeck
