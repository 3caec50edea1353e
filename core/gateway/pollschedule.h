// When to ask the gateway what. Time and chance come in, so that it can be tested by table.
#pragma once

#include <QtGlobal>

#include <array>

namespace keydeck {

/// How many questions that cost the gateway something (/stats, /cache-stats) are asked in any
/// minute at most. The usual pace leaves a few of them for keys that a person walks through.
inline constexpr int DefaultPollsPerMinute = 15;
inline constexpr int MaximumPollsPerMinute = 40;

struct PollSettings
{
    int minimumGapMs = 1000;
    bool asksStats = true;
    int statsEveryMs = 5000;
    int statsInAdvance = 3; ///< that many may come before their time, and are made up for after
    int healthEveryMs = 5000;
    int firstBackOffMs = 2000;
    int maximumBackOffMs = 60'000;

    /// No more than that many in any minute; 0: none.
    [[nodiscard]] static PollSettings withBudget(int pollsPerMinute);
};

enum class PollTarget
{
    Health, ///< liveness; takes no lock
    Stats, ///< a key; takes the store's lock
};

/// Two lanes, each with a pace of its own, that share the gap between any two requests. A lane that
/// fails waits for its pace plus a random time (full jitter) up to a ceiling that doubles with each
/// failure, from firstBackOffMs on, and for maximumBackOffMs at most; its next success forgets
/// that. Stats are asked for only while health answers: a gateway that is down is asked one
/// question at a time, and no key goes to something that is no gateway.
///
/// Times are Clock::monotonicMs(). A chance is a random number in [0, 1).
class PollSchedule final
{
public:
    struct Next
    {
        PollTarget target = PollTarget::Health;
        qint64 delayMs = 0;
    };

    PollSchedule(const PollSettings &settings, qint64 nowMs);

    /// What to ask next and how long to wait for it. Every delay is jittered by up to a fifth,
    /// upwards only.
    [[nodiscard]] Next next(qint64 nowMs, bool hasKey, double chance) const;

    /// Stats are wanted as soon as the gap, any back-off of theirs, and the budget allow.
    void wantStats(qint64 nowMs);
    /// Nobody was to be asked for at this turn of the stats.
    void skipped(qint64 nowMs);
    /// We did not ask for a while: health has to answer first.
    void resumed(qint64 nowMs);

    /// A request ended, however it did: the gap begins.
    void ended(qint64 nowMs);
    void succeeded(PollTarget target, qint64 nowMs);

    /// retryAfterMs is what the gateway asked for, honoured up to maximumBackOffMs; 0 for nothing.
    /// Returns in how many milliseconds the lane is due again.
    qint64 failed(PollTarget target, qint64 nowMs, qint64 retryAfterMs, double chance);

private:
    struct Lane
    {
        qint64 everyMs = 0;
        qint64 dueMs = 0;
        int failures = 0;
    };
    [[nodiscard]] Lane &lane(PollTarget target) { return m_lanes[size_t(target)]; }
    [[nodiscard]] const Lane &lane(PollTarget target) const { return m_lanes[size_t(target)]; }
    [[nodiscard]] qint64 ceilingMs(int failures) const;
    [[nodiscard]] qint64 statsAtMs() const;
    void spend(qint64 nowMs);

    PollSettings m_settings;
    std::array<Lane, 2> m_lanes;
    qint64 m_earliestMs; ///< the end of the last request, plus the gap
    qint64 m_paidUntilMs; ///< the stats so far, at the usual pace, would take until then
    bool m_alive = false; ///< health answered last time
};

} // namespace keydeck
