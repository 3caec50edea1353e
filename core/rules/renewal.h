// How long a key is renewed for.
#pragma once

#include "core/base/result.h"
#include "core/store/jsonvalue.h"

#include <array>

namespace keydeck {

/// A number of days, or to the end of a month.
struct RenewalStep
{
    int days = 0; ///< 0: to the end of a month

    [[nodiscard]] bool isEndOfMonth() const { return days == 0; }
    friend bool operator==(const RenewalStep &, const RenewalStep &) = default;
};

/// What people choose from.
inline constexpr std::array UsualRenewals{
    RenewalStep{7}, RenewalStep{30}, RenewalStep{90}, RenewalStep{365}, RenewalStep{}};

/// "30d", "end-of-month".
[[nodiscard]] QString renewalText(RenewalStep step);
/// The step that such a text names: whole days ("30d", "2w", "1y"), ten years at most.
/// InvalidInput, with what there is to choose from.
[[nodiscard]] Result<RenewalStep> parseRenewal(const QString &text);

/// The expiry after that step, as the store wants it: ISO text with milliseconds and Z.
///
/// It counts from the later of now and the present expiry, and from now where the gateway knows of
/// none (missing, or no date to it). Days keep the time of day, in UTC. The end of a month is its
/// last second, 23:59:59Z: of the month counted from, or of the next one where that second has
/// come. InvalidInput beyond the year 9999.
[[nodiscard]] Result<QString> renewedExpiry(
    const JsonValue &expiry, qint64 nowMs, RenewalStep step);

} // namespace keydeck
