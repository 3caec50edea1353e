// The 5-hour arithmetic of the gateway, quirks included. Everything that shows usage calls this.
#pragma once

#include "core/store/apikey.h"

namespace keydeck {

inline constexpr qint64 UsageWindowMs = 5LL * 60 * 60 * 1000;

/// The gateway's checkRateLimit at one moment. Tokens are JavaScript numbers. It stays as it is for
/// as long as the same windows are active, since no moment is in it.
struct RateLimit
{
    double used = 0; ///< the sum over the active windows; NaN where a value is not a number
    double limit = 0; ///< NaN where it is missing or not a number: then nothing is ever blocked
    qint64 beganMs = 0; ///< the first active window in file order, where there is one
    bool started = false; ///< there is an active window
    bool blocked = false; ///< used > limit: the next request gets a 429
    /// The gateway throws (no usage_windows, a window start that is no date): status 500. The other
    /// figures are then 0.
    bool gatewayFails = false;

    /// max(0, limit - used), as /stats says it; NaN where either is.
    [[nodiscard]] double remaining() const;
    /// used / limit in percent; 0 for a limit that is no positive number.
    [[nodiscard]] double usedPercent() const;

    // Where no window is active the gateway gives the times of one that begins now.
    [[nodiscard]] qint64 startMs(qint64 nowMs) const { return started ? beganMs : nowMs; }
    [[nodiscard]] qint64 endMs(qint64 nowMs) const { return startMs(nowMs) + UsageWindowMs; }
    /// Whole seconds to the window's end, at least 0.
    [[nodiscard]] qint64 retryAfterS(qint64 nowMs) const;
};

[[nodiscard]] RateLimit checkRateLimit(const ApiKey &key, qint64 nowMs);

/// What the gateway calls the window's start: window_start of the first active window in file
/// order, as it stands, or else now.
[[nodiscard]] QString windowStartedAt(const ApiKey &key, qint64 nowMs);

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
