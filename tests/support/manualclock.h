// A clock that a test holds still and moves by hand.
#pragma once

#include "core/base/clock.h"

#include <atomic>

namespace keydeck::test {

/// 2026-01-18T10:30:00.000Z, the moment that most tests take for now.
inline constexpr qint64 SomeNowMs = 1'768'732'200'000;

class ManualClock final : public Clock
{
public:
    explicit ManualClock(qint64 nowMs = SomeNowMs);

    [[nodiscard]] qint64 nowMs() const override;
    [[nodiscard]] qint64 monotonicMs() const override;
    void advance(qint64 ms);

private:
    std::atomic<qint64> m_nowMs;
    std::atomic<qint64> m_monotonicMs{1'000'000};
};

} // namespace keydeck::test
