#include "tests/bench/support/comparison.h"

#include <QByteArray>

#include <algorithm>
#include <vector>

#include <time.h>

namespace keydeck::bench {

namespace {

double middle(std::vector<double> samples)
{
    const auto half = samples.begin() + std::ptrdiff_t(samples.size() / 2);
    std::nth_element(samples.begin(), half, samples.end());
    return *half;
}

double secondsBy(clockid_t clock)
{
    timespec now{};
    ::clock_gettime(clock, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

} // namespace

bool isSmoke()
{
    static const bool smoke = qgetenv("KEYDECK_BENCH") == "smoke";
    return smoke;
}

int benchSize(int full, int smoke)
{
    return isSmoke() ? smoke : full;
}

double secondsOf(const std::function<void()> &work, Time time)
{
    const clockid_t clock = time == Time::Processor ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC;
    const double start = secondsBy(clock);
    work();
    return secondsBy(clock) - start;
}

Comparison compare(int rounds, const std::function<void()> &ours,
    const std::function<void()> &reference, Time time)
{
    return compareMeasured(
        rounds, [&] { return secondsOf(ours, time); }, [&] { return secondsOf(reference, time); });
}

Comparison compareMeasured(
    int rounds, const std::function<double()> &ours, const std::function<double()> &reference)
{
    std::vector<double> ourTimes;
    std::vector<double> theirTimes;
    std::vector<double> ratios;
    const int counted = isSmoke() ? 1 : rounds;
    for (int round = isSmoke() ? 0 : -1; round < counted; ++round) {
        const double our = ours();
        const double their = reference();
        if (round < 0)
            continue;
        ourTimes.push_back(our);
        theirTimes.push_back(their);
        ratios.push_back(our / their);
    }
    return {middle(ourTimes), middle(theirTimes), middle(ratios)};
}

double median(int rounds, const std::function<double()> &measure)
{
    std::vector<double> samples;
    const int counted = isSmoke() ? 1 : rounds;
    if (!isSmoke())
        measure();
    for (int round = 0; round < counted; ++round)
        samples.push_back(measure());
    return middle(std::move(samples));
}

double medianSeconds(int rounds, const std::function<void()> &work, Time time)
{
    return median(rounds, [&] { return secondsOf(work, time); });
}

} // namespace keydeck::bench
