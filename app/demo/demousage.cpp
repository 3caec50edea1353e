#include "app/demo/demousage.h"

#include "core/rules/usagewindow.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace keydeck {

namespace {

constexpr qint64 MinuteMs = 60'000;
constexpr qint64 HourMs = 60 * MinuteMs;
constexpr qint64 DayMs = 24 * HourMs;
constexpr qint64 MonthDays = 30;
constexpr qint64 NightOffDaysAgo = 5;
constexpr qint64 ThinnedMs = 15 * MinuteMs;
constexpr qint64 StepMs = 6 * MinuteMs; ///< at most one booking in each
constexpr double BookingsPerBusyWindow = 25;
constexpr double UnlimitedScale = 100'000; ///< the limit that is missing, as a measure of usage

struct Booking
{
    qint64 atMs;
    qint64 tokens;
};

double scaleOf(const DemoCharacter &who)
{
    return who.limit == DemoCharacter::NoLimit ? UnlimitedScale : double(who.limit);
}

double windowLimit(const DemoCharacter &who)
{
    return who.limit == DemoCharacter::NoLimit ? std::numeric_limits<double>::quiet_NaN()
                                               : double(who.limit);
}

qint64 offsetFromUtcMs(qint64 nowMs)
{
    return QDateTime::fromMSecsSinceEpoch(nowMs).offsetFromUtc() * 1000LL;
}

/// The night in which Keydeck was not running: some days ago, from the evening to the morning.
TimeSpan nightOff(qint64 nowMs)
{
    const qint64 offset = offsetFromUtcMs(nowMs);
    const qint64 midnightMs = ((nowMs + offset) / DayMs - NightOffDaysAgo) * DayMs - offset;
    return {midnightMs - 140 * MinuteMs, midnightMs + 430 * MinuteMs};
}

/// A hill between two hours of the day.
double hill(double hour, double from, double to)
{
    return hour <= from || hour >= to ? 0 : std::sin((hour - from) / (to - from) * M_PI);
}

/// How likely each of the rhythms is to book something in a step, over the month.
class Calendar final
{
public:
    Calendar(const DemoCharacter &who, qint64 nowMs, std::mt19937 &random)
        : m_rhythm(who.rhythm)
        , m_beginMs(nowMs - MonthDays * DayMs)
        , m_offsetMs(offsetFromUtcMs(nowMs))
    {
        std::bernoulli_distribution burst(0.2);
        std::generate(m_burst.begin(), m_burst.end(), [&] { return burst(random); });
    }

    [[nodiscard]] double chance(qint64 ms) const
    {
        const double hour = double((ms + m_offsetMs) % DayMs) / HourMs;
        const qint64 day = (ms + m_offsetMs) / DayMs;
        const bool weekend = (day + 3) % 7 >= 5; // 1970-01-01 was a Thursday
        const double office
            = weekend ? 0.02 : 0.8 * hill(hour, 7, 19) * (hour > 12 && hour < 13 ? 0.4 : 1);
        const double steady = (weekend ? 0.6 : 1) * (0.25 + 0.5 * hill(hour, 6, 23));
        switch (m_rhythm) {
        case DemoRhythm::Never:
            return 0;
        case DemoRhythm::Office:
            return office;
        case DemoRhythm::Evenings:
            return (weekend ? 0.7 : 0.45) * hill(hour, weekend ? 12 : 17, 24);
        case DemoRhythm::Nightly:
            return 0.95 * hill(hour, 1, 4.5);
        case DemoRhythm::Steady:
        case DemoRhythm::Growing:
            return steady;
        case DemoRhythm::Bursts:
            return bursts(ms) ? std::max(office, 0.5 * steady) : 0.05 * office;
        }
        Q_UNREACHABLE();
    }

    /// What a booking's size is multiplied with.
    [[nodiscard]] double weight(qint64 ms) const
    {
        if (m_rhythm == DemoRhythm::Growing)
            return 0.15 + 0.85 * double(ms - m_beginMs) / (MonthDays * DayMs);
        return m_rhythm == DemoRhythm::Bursts && bursts(ms) ? 3 : 1;
    }

private:
    [[nodiscard]] bool bursts(qint64 ms) const
    {
        return m_burst[std::size_t((ms - m_beginMs) / DayMs) % m_burst.size()];
    }

    DemoRhythm m_rhythm;
    qint64 m_beginMs;
    qint64 m_offsetMs;
    std::array<bool, MonthDays + 1> m_burst{};
};

std::vector<Booking> pastBookings(
    const DemoCharacter &who, qint64 nowMs, qint64 beginMs, qint64 endMs, std::mt19937 &random)
{
    const Calendar calendar(who, nowMs, random);
    const double typical = who.load * scaleOf(who) / BookingsPerBusyWindow;
    std::uniform_real_distribution<double> chance;
    std::lognormal_distribution<double> size(-0.18, 0.6); // around 1
    std::uniform_int_distribution<qint64> moment(0, StepMs - 1);
    std::vector<Booking> bookings;
    for (qint64 step = beginMs; step + StepMs <= endMs; step += StepMs) {
        if (chance(random) < calendar.chance(step)) {
            const double tokens = typical * calendar.weight(step) * size(random);
            bookings.push_back({step + moment(random), std::max<qint64>(1, std::llround(tokens))});
        }
    }
    return bookings;
}

/// The present window. What goes above the limit comes with the last request, since the gateway
/// would have refused another one.
std::vector<Booking> presentBookings(const DemoCharacter &who, qint64 nowMs, std::mt19937 &random)
{
    std::vector<Booking> bookings;
    if (who.used <= 0)
        return bookings;
    const int count = std::max(2, who.windowMinutes / 6);
    const qint64 startMs = nowMs - who.windowMinutes * MinuteMs;
    const qint64 total = std::llround(who.used * scaleOf(who));
    const double before = who.used > 1 ? 0.97 * scaleOf(who) : double(total) * (count - 1) / count;
    std::uniform_real_distribution<double> size(0.4, 1);
    qint64 left = total;
    for (int n = 0; n < count; ++n) {
        const bool last = n == count - 1;
        const qint64 tokens = last ? left : std::llround(before / (count - 1) * size(random));
        bookings.push_back(
            {startMs + n * (who.windowMinutes - 1) * MinuteMs / (count - 1), tokens});
        left -= tokens;
    }
    return bookings;
}

/// The gateway's usage write, for one key in the order of time, and what Keydeck noted of it.
class Ledger final
{
public:
    Ledger(const DemoCharacter &who, DemoUsage &usage, qint64 nowMs)
        : m_limit(windowLimit(who))
        , m_usage(usage)
        , m_nowMs(nowMs)
        , m_off(nightOff(nowMs))
    { }

    /// A window begun now would still be open at endMs.
    [[nodiscard]] bool wouldReach(qint64 atMs, qint64 endMs) const
    {
        return !isOpen(atMs) && atMs + UsageWindowMs >= endMs;
    }

    void book(const Booking &booking)
    {
        QList<RecordedWindow> &windows = m_usage.history.windows;
        const bool isUnseen = booking.atMs > m_off.fromMs && booking.atMs < m_off.toMs;
        if (isUnseen && !std::exchange(m_wasUnseen, true))
            m_seenTokens = windows.isEmpty() ? 0 : windows.last().tokens;
        if (!isOpen(booking.atMs)) {
            if (isUnseen)
                dropUnseen();
            windows.append({booking.atMs, 0, m_limit});
        } else if (windows.last().tokens > m_limit) {
            return;
        }
        windows.last().tokens += double(booking.tokens);
        m_usage.lifetimeTokens += booking.tokens;
        m_usage.lastUsedMs = booking.atMs;
        sample({booking.atMs, double(m_usage.lifetimeTokens)}, isUnseen);
    }

    /// Somebody sets the lifetime total to 0.
    void reset(qint64 atMs)
    {
        m_usage.lifetimeTokens = 0;
        m_usage.history.lifetime.append({atMs, 0});
    }

private:
    [[nodiscard]] bool isOpen(qint64 atMs) const
    {
        const QList<RecordedWindow> &windows = m_usage.history.windows;
        return !windows.isEmpty() && atMs - windows.last().startMs <= UsageWindowMs;
    }

    /// A use in the night takes the closed window from the file before anybody has seen its end.
    void dropUnseen()
    {
        QList<RecordedWindow> &windows = m_usage.history.windows;
        if (windows.isEmpty())
            return;
        if (windows.last().startMs > m_off.fromMs)
            windows.removeLast();
        else
            windows.last().tokens = m_seenTokens;
    }

    /// Of the night, what stands in the file in the morning. The older ones are thinned, so that
    /// the demo starts at once.
    void sample(const LifetimeSample &next, bool isUnseen)
    {
        QList<LifetimeSample> &samples = m_usage.history.lifetime;
        const LifetimeSample &last = samples.last();
        const bool sameQuarter
            = next.atMs < m_nowMs - DayMs && last.atMs / ThinnedMs == next.atMs / ThinnedMs;
        const bool replaces = isUnseen ? last.atMs > m_off.fromMs
                                       : sameQuarter && last.tokens > 0 && samples.size() > 1
                && (last.atMs <= m_off.fromMs || last.atMs >= m_off.toMs);
        if (replaces)
            samples.last() = next;
        else
            samples.append(next);
    }

    double m_limit;
    DemoUsage &m_usage;
    qint64 m_nowMs;
    TimeSpan m_off;
    bool m_wasUnseen = false;
    double m_seenTokens = 0; ///< of the newest window when the night began
};

/// What a key that is older than the month had used before it.
qint64 earlierTokens(const DemoCharacter &who, qint64 monthTokens)
{
    const double months = double(who.createdDaysAgo - MonthDays) / MonthDays;
    return months > 0 ? std::llround(double(monthTokens) * months * 0.6) : 0;
}

/// Keydeck was there from just before the first sample.
QList<TimeSpan> watchedSpans(qint64 beginMs, qint64 nowMs)
{
    const TimeSpan off = nightOff(nowMs);
    if (beginMs >= off.fromMs)
        return {{beginMs - 1, nowMs}};
    return {{beginMs - 1, off.fromMs}, {off.toMs, nowMs}};
}

/// Before the reset, if there was one.
void addEarlier(DemoUsage &usage, qint64 tokens, std::optional<qint64> resetMs)
{
    if (!resetMs)
        usage.lifetimeTokens += tokens;
    for (LifetimeSample &sample : usage.history.lifetime)
        sample.tokens += !resetMs || sample.atMs < *resetMs ? double(tokens) : 0;
}

} // namespace

DemoUsage demoUsage(const DemoCharacter &who, qint64 nowMs, std::mt19937 &random)
{
    const qint64 beginMs = nowMs - std::min<qint64>(MonthDays, who.createdDaysAgo) * DayMs;
    const qint64 presentMs = nowMs - (who.used > 0 ? who.windowMinutes * MinuteMs : 0);
    const qint64 expiryMs = nowMs + std::llround(who.expiresInDays * DayMs);
    const qint64 endMs = std::min(presentMs, expiryMs);
    std::optional<qint64> resetMs;
    if (who.resetDaysAgo > 0)
        resetMs = nowMs - who.resetDaysAgo * DayMs;

    DemoUsage usage;
    usage.history.lifetime.append({beginMs, 0});
    usage.history.watched = watchedSpans(beginMs, nowMs);
    Ledger ledger(who, usage, nowMs);
    bool wasReset = !resetMs;
    for (const Booking &booking : pastBookings(who, nowMs, beginMs, endMs, random)) {
        if (ledger.wouldReach(booking.atMs, presentMs))
            break;
        if (!wasReset && booking.atMs > *resetMs) {
            ledger.reset(*resetMs);
            wasReset = true;
        }
        ledger.book(booking);
    }
    for (const Booking &booking : presentBookings(who, nowMs, random))
        ledger.book(booking);
    addEarlier(usage, earlierTokens(who, usage.lifetimeTokens), resetMs);
    return usage;
}

} // namespace keydeck
