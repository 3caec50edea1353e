// Who used how much in a stretch of time, and how that compares with the stretch before.
#pragma once

#include "core/history/historyvalues.h"
#include "core/rules/keystatus.h"
#include "core/store/keyset.h"

#include <optional>

namespace keydeck {

/// One key of the store that used something in the period or in the one before; or all those
/// together that the store no longer has.
struct UsageRank
{
    QString key; ///< empty: those that the store no longer has
    QString name; ///< as it is stored
    QString model; ///< the one in effect
    KeyStatus status = KeyStatus::Active;
    double tokens = 0; ///< observed or not
    double unobserved = 0;
    std::optional<double> before; ///< nothing where the history begins later than that

    [[nodiscard]] bool isGone() const { return key.isEmpty(); }
    friend bool operator==(const UsageRank &a, const UsageRank &b) = default;
};

struct UsageRanking
{
    QList<UsageRank> ranks = {}; ///< most tokens first
    qsizetype keys = 0; ///< that the store has
    qsizetype used = 0; ///< of these in the period
    double tokens = 0; ///< the sum of the ranks', observed or not
    double unobserved = 0;
    std::optional<double> before;
};

/// What keys with something in common used together.
struct UsageShare
{
    QString id; ///< the model in effect, or a status' id; empty for keys that are gone
    qsizetype keys = 0;
    double tokens = 0;

    friend bool operator==(const UsageShare &a, const UsageShare &b) = default;
};

enum class ShareBy
{
    Model,
    Status,
};

/// Linear in the keys of both periods, but for sorting.
[[nodiscard]] UsageRanking usageRanking(
    const StoreUsage &period, const StoreUsage &before, const KeySet &keys, qint64 nowMs);

/// Most tokens first; they add up to the ranking's. Keys without tokens in the period are left out.
[[nodiscard]] QList<UsageShare> usageShares(const UsageRanking &ranking, ShareBy by);

/// How many of the first ranks it takes for that share of all tokens, from 0 to 1.
[[nodiscard]] qsizetype ranksForShare(const UsageRanking &ranking, double share);

} // namespace keydeck
