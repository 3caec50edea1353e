#include "tests/bench/support/comparison.h"

#include <QByteArray>

#include <algorithm>
#include <chrono>
#include <vector>

namespace keydeck::bench {

namespace {

double middle(std::vector<double> samples)
{
    const auto half = samples.begin() + std::ptrdiff_t(samples.size() / 2);
    std::nth_element(samples.begin(), half, samples.end());
    return *half;
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

double secondsOf(const std::function<void()> &work)
{
    using Clock = std::chrono::steady_clock;
    const Clock::time_point start = Clock::now();
    work();
    return std::chrono::duration<double>(Clock::now() - start).count();
}

Comparison compare(
    int rounds, const std::function<void()> &ours, const std::function<void()> &reference)
{
    std::vector<double> ourTimes;
    std::vector<double> theirTimes;
    std::vector<double> ratios;
    const int counted = isSmoke() ? 1 : rounds;
    for (int round = isSmoke() ? 0 : -1; round < counted; ++round) {
        const double our = secondsOf(ours);
        const double their = secondsOf(reference);
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

double medianSeconds(int rounds, const std::function<void()> &work)
{
    return median(rounds, [&work] { return secondsOf(work); });
}

} // namespace keydeck::bench
