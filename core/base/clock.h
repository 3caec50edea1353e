// Where time comes from. Everything that asks for the time takes a Clock, so that a test can hold
// it still.
#pragma once

#include <QtGlobal>

namespace keydeck {

/// Implementations may be called from any thread.
class Clock
{
public:
    virtual ~Clock() = default;

    /// Wall clock, milliseconds since 1970-01-01 UTC: the gateway's Date.now().
    [[nodiscard]] virtual qint64 nowMs() const = 0;

    /// Milliseconds that never run backwards and do not follow the wall clock. The origin is
    /// arbitrary; the resolution is that of the coarse system clock, 4 ms or better.
    [[nodiscard]] virtual qint64 monotonicMs() const = 0;
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] qint64 nowMs() const override;
    [[nodiscard]] qint64 monotonicMs() const override;

    /// The one instance for callers that have no reason to hold time still. Immutable.
    [[nodiscard]] static const SystemClock &instance();
};

} // namespace keydeck
