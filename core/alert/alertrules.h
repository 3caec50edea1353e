// What there is to be alerted of at one moment. The one place that decides it.
#pragma once

#include "core/alert/alert.h"
#include "core/changes/shrinkage.h"
#include "core/rules/keystatus.h"
#include "core/store/keyset.h"
#include "core/store/lockdoctor.h"

#include <QList>

#include <vector>

namespace keydeck {

/// A key that expired longer ago than this is no news.
inline constexpr qint64 ExpiryNewsMs = 7LL * 24 * 60 * 60 * 1000;
/// A restart of the gateway is over by then.
inline constexpr qint64 GatewaySilenceMs = 30'000;

/// Of each key what is worst of its limit (80 or 100 %, in a window that the gateway counts), and
/// what is worst of its expiry. Of duplicate keys the first, as the gateway uses no other. refs
/// and states are those of keys, one each.
[[nodiscard]] QList<Alert> keyAlerts(const KeySet &keys, const std::vector<KeyRef> &refs,
    const std::vector<KeyState> &states, qint64 nowMs);

/// The gateway has answered nothing since then, for failure's reason (a sentence; empty: it
/// answers).
[[nodiscard]] std::optional<Alert> gatewayAlert(
    const QString &failure, qint64 sinceMs, qint64 nowMs);

/// The gateway sees none of the keys since then, for that reason (a sentence; empty: it may see
/// them).
[[nodiscard]] std::optional<Alert> sightAlert(const QString &blindness, qint64 sinceMs);

/// A gateway's clock that is off by that much ends windows and keys at other times than we say.
inline constexpr qint64 AlarmingSkewMs = 60'000;
[[nodiscard]] std::optional<Alert> clockAlert(qint64 skewMs, qint64 sinceMs);

[[nodiscard]] std::optional<Alert> lockAlert(const LockReport &report);
[[nodiscard]] std::optional<Alert> shrinkageAlert(const Shrinkage &shrinkage);

} // namespace keydeck
