// The 5-hour arithmetic of the gateway, quirks included. Everything that shows usage calls this.
#pragma once

#include "core/store/apikey.h"

namespace keydeck {

inline constexpr qint64 UsageWindowMs = 5LL * 60 * 60 * 1000;

/// The gateway's checkRateLimit at one moment. Tokens are JavaScript numbers.
struct RateLimit
{
    double used = 0; ///< the sum over the active windows; NaN where a value is not a number
    double limit = 0; ///< NaN where it is missing or not a number: then nothing is ever blocked
    QString startedAt; ///< window_start of the first active window in file order, as it stands
    qint64 startMs = 0;
    qint64 endMs = 0;
    qint64 retryAfterS = 0; ///< whole seconds to the window's end, at least 0
    bool started = false; ///< there is an active window; else the times are those of one begun now
    bool blocked = false; ///< used > limit: the next request gets a 429
    /// The gateway throws (no usage_windows, a window start that is no date): status 500. The other
    /// figures are then 0.
    bool gatewayFails = false;

    /// max(0, limit - used), as /stats says it; NaN where either is.
    [[nodiscard]] double remaining() const;
    /// used / limit in percent; 0 for a limit that is no positive number.
    [[nodiscard]] double usedPercent() const;
};

[[nodiscard]] RateLimit checkRateLimit(const ApiKey &key, qint64 nowMs);

/// The cutoff that window starts are compared with, as text: now - 5 h.
[[nodiscard]] QString usageCutoff(qint64 nowMs);

/// JavaScript's window_start >= cutoff: false for anything but a string.
[[nodiscard]] bool isActiveWindow(const UsageWindow &window, const QString &cutoff);

/// A number of tokens as the gateway writes it: finite, whole, not negative.
[[nodiscard]] bool isTokenCount(const JsonValue &value);

/// What the gateway counts a tokens_used for where its window is the only one: 45 for "45", NaN
/// where it is missing or no number.
[[nodiscard]] double countedTokens(const JsonValue &tokensUsed);

} // namespace keydeck
