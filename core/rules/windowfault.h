// What may be wrong with when a usage window starts: the lint says it, its fixes mend it.
#pragma once

#include "core/store/apikey.h"

namespace keydeck {

/// Clocks of the gateway's host and of this one may differ by this much.
inline constexpr qint64 WindowClockSkewMs = 60'000;

enum class WindowStartFault
{
    None,
    Unreadable, ///< counted, but no date: the gateway throws when it is the first one
    NotCounted, ///< never >= the cutoff: the window is dropped at the next use
    Zoneless, ///< compared as UTC, and its end worked out in the gateway's own zone
    Offset, ///< its text is compared with a UTC time
    Odd, ///< no ISO 8601 text, and its text is compared with one
    Future, ///< counted for longer than 5 hours from now
};

/// cutoff is usageCutoff(nowMs). A window that has closed may have a fault too: its start may have
/// been meant otherwise.
[[nodiscard]] WindowStartFault windowStartFault(
    const UsageWindow &window, const QString &cutoff, qint64 nowMs);

} // namespace keydeck
