// Two ways to do a thing, timed in one run.
#pragma once

#include <functional>

namespace keydeck::bench {

/// In the unit that was measured: seconds from compare(). The ratio is the median of the pairs' own
/// ratios, so that a machine which slows down in the middle slows down both.
struct Comparison
{
    double ours = 0;
    double reference = 0;
    double ratio = 0; ///< ours to reference
};

/// `make bench` measures; the test of the benchmarks (KEYDECK_BENCH=smoke) runs each only far
/// enough to see that it works.
[[nodiscard]] bool isSmoke();
/// The size, or in a smoke test the small one.
[[nodiscard]] int benchSize(int full, int smoke);

/// What is measured: the processor's time of this thread, which other programs do not add to; or
/// the time that passes, where the work waits for a disk or for other threads.
enum class Time
{
    Processor,
    Passing
};

/// Runs both in turn, after one round that does not count, and takes medians. Both must do their
/// work anew every time, and the compiler must not see that nobody needs it (keep()).
[[nodiscard]] Comparison compare(int rounds, const std::function<void()> &ours,
    const std::function<void()> &reference, Time time = Time::Processor);

/// The same where each says itself what it took.
[[nodiscard]] Comparison compareMeasured(
    int rounds, const std::function<double()> &ours, const std::function<double()> &reference);

/// The median of what the function says it took, over the rounds, after one that does not count.
[[nodiscard]] double median(int rounds, const std::function<double()> &measure);
/// The median time of the function, in seconds.
[[nodiscard]] double medianSeconds(
    int rounds, const std::function<void()> &work, Time time = Time::Processor);
/// How long it takes once, in seconds.
[[nodiscard]] double secondsOf(const std::function<void()> &work, Time time = Time::Processor);

/// Has the compiler believe that the value is needed.
template <typename Value>
inline void keep(const Value &value)
{
    asm volatile("" : : "r"(&value) : "memory");
}

} // namespace keydeck::bench
