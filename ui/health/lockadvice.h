// What the state of the store's lock means.
#pragma once

#include "core/store/filelock.h"
#include "ui/widgets/mark.h"

namespace keydeck {

/// Held for longer than this, a lock is one that somebody left behind: the gateway holds it for
/// milliseconds, and gives up waiting after half a second.
inline constexpr qint64 StaleLockMs = 5000;

struct LockAdvice
{
    theme::Role role = theme::Role::Ok;
    Mark mark = Mark::Check;
    QString sentence;
};
[[nodiscard]] LockAdvice lockAdvice(const LockStatus &lock, qint64 nowMs);

} // namespace keydeck
