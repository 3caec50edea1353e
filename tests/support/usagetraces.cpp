#include "tests/support/usagetraces.h"

#include "core/rules/usagewindow.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace keydeck::test {

namespace {

constexpr qint64 StepMs = 2LL * 60 * 1000; ///< at most one booking in each
constexpr qint64 HourMs = 60LL * 60 * 1000;
constexpr qint64 DayMs = 24 * HourMs;
constexpr double BookingsOfBusyWindow = 75;

double hill(double hour, double from, double to)
{
    return hour <= from || hour >= to ? 0 : std::sin((hour - from) / (to - from) * M_PI);
}

double steady(double hour, bool weekend)
{
    return (weekend ? 0.6 : 1) * (0.25 + 0.4 * hill(hour, 6, 23));
}

double office(double hour, bool weekend)
{
    return weekend ? 0.01 : 0.8 * hill(hour, 7, 19) * (hour > 12 && hour < 13 ? 0.4 : 1);
}

/// How likely a booking is, step by step, and how large.
class Demand final
{
public:
    Demand(const TraceOptions &options, std::mt19937 &random) : m_options(options), m_random(random)
    { }

    [[nodiscard]] double chance(qint64 ms)
    {
        const qint64 day = (ms - m_options.beginMs) / DayMs;
        const bool weekend = day % 7 >= 5;
        const double hour = double((ms - m_options.beginMs) % DayMs) / HourMs;
        switch (m_options.temperament) {
        case Temperament::Steady:
        case Temperament::Growing:
            return steady(hour, weekend);
        case Temperament::Office:
        case Temperament::Bursts:
            return office(hour, weekend);
        case Temperament::Nightly:
            return 0.95 * hill(hour, 0.5, 5.5);
        case Temperament::Sessions:
            return inSession(ms, hour) ? 0.7 : 0.01;
        }
        Q_UNREACHABLE();
    }

    [[nodiscard]] double weight(qint64 ms)
    {
        const qint64 day = (ms - m_options.beginMs) / DayMs;
        if (m_options.temperament == Temperament::Growing)
            return 0.25 + 0.75 * double(day) / m_options.days;
        if (day != m_day) {
            m_day = day;
            const bool burst = std::bernoulli_distribution(0.25)(m_random);
            m_weight = std::lognormal_distribution<double>(0, 0.25)(m_random) * (burst ? 3 : 1);
        }
        return m_options.temperament == Temperament::Bursts ? m_weight / 2 : 1;
    }

private:
    bool inSession(qint64 ms, double hour)
    {
        if (ms < m_sessionEndMs)
            return true;
        const double begins = 0.03 * hill(hour, 7, 24);
        if (std::bernoulli_distribution(begins)(m_random)) {
            m_sessionEndMs
                = ms + std::uniform_int_distribution<qint64>(HourMs / 2, 2 * HourMs)(m_random);
        }
        return false;
    }

    const TraceOptions &m_options;
    std::mt19937 &m_random;
    qint64 m_day = -1;
    double m_weight = 1;
    qint64 m_sessionEndMs = 0;
};

/// The gateway's usage write.
void book(KeyHistory *history, double limit, qint64 atMs, double tokens)
{
    QList<RecordedWindow> &windows = history->windows;
    if (windows.isEmpty() || atMs > windows.last().startMs + UsageWindowMs)
        windows.append({atMs, 0, limit});
    else if (windows.last().tokens > limit)
        return;
    windows.last().tokens += tokens;
    history->lifetime.append({atMs, history->lifetime.last().tokens + tokens});
}

} // namespace

const char *nameOf(Temperament temperament)
{
    constexpr std::array Names{"steady", "office", "sessions", "bursts", "nightly", "growing"};
    return Names[size_t(temperament)];
}

KeyHistory usageTrace(const TraceOptions &options)
{
    std::mt19937 random(options.seed * 1000 + unsigned(options.temperament));
    Demand demand(options, random);
    std::lognormal_distribution<double> size(-0.18, 0.6); // around 1
    std::uniform_real_distribution<double> chance;
    std::uniform_int_distribution<qint64> moment(0, StepMs - 1);
    const double typical = options.load * options.limit / BookingsOfBusyWindow;
    const qint64 endMs = options.beginMs + options.days * DayMs;
    KeyHistory history;
    history.lifetime.append({options.beginMs, 0});
    for (qint64 step = options.beginMs; step + StepMs <= endMs; step += StepMs) {
        const double weight = demand.weight(step);
        if (chance(random) < demand.chance(step)) {
            const double tokens = std::max(1.0, std::round(typical * weight * size(random)));
            book(&history, options.limit, step + moment(random), tokens);
        }
    }
    history.watched.append({options.beginMs, endMs});
    return history;
}

} // namespace keydeck::test
