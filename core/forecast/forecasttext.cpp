#include "core/forecast/forecasttext.h"

#include "core/base/format.h"

#include <algorithm>
#include <cmath>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MinuteMs = 60LL * 1000;
constexpr qint64 NearMs = 20 * MinuteMs; ///< told to the minute
constexpr double Sure = 0.9;
constexpr double WideRange = 10; ///< percent
constexpr int LeastScored = 3;

enum class Rounding
{
    Down,
    Nearest,
    Up,
};

/// Five minutes, or a minute where it is near: one unit for a time and its range.
qint64 unitOf(const Forecast &forecast)
{
    return forecast.likelyMs - forecast.nowMs < NearMs ? MinuteMs : 5 * MinuteMs;
}

/// Never before now or after the reset.
qint64 rounded(const Forecast &forecast, qint64 atMs, Rounding rounding)
{
    const qint64 unit = unitOf(forecast);
    const qint64 up = rounding == Rounding::Down ? 0
        : rounding == Rounding::Up               ? unit - 1
                                                 : unit / 2;
    return std::clamp((atMs + up) / unit * unit, forecast.nowMs, forecast.resetMs());
}

/// "08:40 (08:35 to 09:45)": the range begins before its middle and ends after it, or says no more
/// than it knows.
QString whenRunsOut(const Forecast &forecast)
{
    const qint64 likelyMs = rounded(forecast, forecast.likelyMs, Rounding::Nearest);
    const QString likely = formatMoment(likelyMs, forecast.nowMs);
    if (forecast.latestMs - forecast.earliestMs < MinuteMs)
        return likely;
    const auto inMinutes = [](qint64 ms) { return ms / MinuteMs; };
    qint64 earliestMs = rounded(forecast, forecast.earliestMs, Rounding::Down);
    qint64 latestMs = rounded(forecast, forecast.latestMs, Rounding::Up);
    if (inMinutes(earliestMs) >= inMinutes(likelyMs))
        earliestMs = std::max(forecast.nowMs, likelyMs - unitOf(forecast));
    if (inMinutes(latestMs) <= inMinutes(likelyMs))
        latestMs = std::min(forecast.resetMs(), likelyMs + unitOf(forecast));
    const bool hasEarlier = inMinutes(earliestMs) < inMinutes(likelyMs);
    const bool hasLater = inMinutes(latestMs) > inMinutes(likelyMs);
    if (hasEarlier && hasLater)
        return u"%1 (%2 to %3)"_s.arg(likely, formatClock(earliestMs), formatClock(latestMs));
    if (hasEarlier)
        return u"%1 (%2 at the earliest)"_s.arg(likely, formatClock(earliestMs));
    return hasLater ? u"%1 (%2 at the latest)"_s.arg(likely, formatClock(latestMs)) : likely;
}

QString percent(double share)
{
    const double whole = std::round(share * 100);
    return QString::number(whole < 10 ? whole : std::round(whole / 5) * 5);
}

QString chance(double share)
{
    return percent(std::clamp(share, 0.05, 0.95));
}

QString runsOut(const Forecast &forecast)
{
    const QString when = whenRunsOut(forecast);
    const QString reset = formatMoment(forecast.resetMs(), forecast.nowMs);
    if (forecast.runOutChance >= Sure)
        return u"Runs out about %1, blocked until %2."_s.arg(when, reset);
    return u"Probably runs out (chance %1 %), about %2, then blocked until %3."_s.arg(
        chance(forecast.runOutChance), when, reset);
}

QString lasts(const Forecast &forecast)
{
    const QString reset = formatMoment(forecast.resetMs(), forecast.nowMs);
    const bool isSure = forecast.runOutChance <= 1 - Sure;
    QString text = isSure ? u"Lasts until the reset at %1"_s.arg(reset)
                          : u"Probably lasts until the reset at %1 (chance %2 %)"_s.arg(
                              reset, chance(1 - forecast.runOutChance));
    if (forecast.course.isEmpty() || forecast.window.limit <= 0)
        return text + u'.';
    const Forecast::Range &end = forecast.course.last();
    const auto share = [&](double used) { return std::min(1.0, used / forecast.window.limit); };
    constexpr double NearlyAll = 0.975; // which would be rounded to all of it
    text += share(end.likely) >= NearlyAll
        ? u", with nearly all of the limit used"_s
        : u", with about %1 % of the limit used"_s.arg(percent(share(end.likely)));
    if (isSure && (share(end.high) - share(end.low)) * 100 >= WideRange)
        text += u" (%1 to %2 %)"_s.arg(percent(share(end.low)), percent(share(end.high)));
    return text + u'.';
}

QString blocked(const Forecast &forecast)
{
    if (forecast.window.limit < 0)
        return u"Blocked for good: the limit is negative."_s;
    return u"Blocked until the reset at %1."_s.arg(
        formatMoment(forecast.resetMs(), forecast.nowMs));
}

QString tooThin(const Forecast &forecast)
{
    const QString seen = forecast.bookings == 0 ? u"none of this window's use was seen"_s
        : forecast.bookings == 1                ? u"one use of this window was seen"_s
                                 : u"%1 uses of this window were seen"_s.arg(forecast.bookings);
    return u"Too little to go by: %1."_s.arg(seen);
}

/// "6 h 10 min", or both bounds where they differ.
QString blockedTime(const LimitTrial::Outcome &outcome)
{
    const auto inMinutes
        = [](qint64 ms) { return formatDuration(ms < MinuteMs ? ms : ms / MinuteMs * MinuteMs); };
    const QString least = inMinutes(outcome.blockedLeastMs);
    const QString most = inMinutes(outcome.blockedMostMs);
    return least == most ? least : u"%1 to %2"_s.arg(least, most);
}

} // namespace

QString forecastSentence(const Forecast &forecast)
{
    switch (forecast.kind) {
    case Forecast::Kind::Refused:
        return u"The gateway does not let this key in, so there is nothing to forecast."_s;
    case Forecast::Kind::NoLimit:
        return u"Never blocked: there is no limit that could run out."_s;
    case Forecast::Kind::NoWindow:
        return u"No window is open: the next use begins one of 5 hours."_s;
    case Forecast::Kind::Blocked:
        return blocked(forecast);
    case Forecast::Kind::TooEarly:
        return u"Too early to say: %1 of this window have passed."_s.arg(
            formatDuration(std::max<qint64>(0, forecast.elapsedMs()) / MinuteMs * MinuteMs));
    case Forecast::Kind::TooThin:
        return tooThin(forecast);
    case Forecast::Kind::Lasts:
        return lasts(forecast);
    case Forecast::Kind::RunsOut:
        return runsOut(forecast);
    }
    Q_UNREACHABLE();
}

QString runOutClock(const Forecast &forecast)
{
    return formatClock(rounded(forecast, forecast.likelyMs, Rounding::Nearest));
}

QString keyVerdict(const KeyState &state, const Forecast &forecast)
{
    const bool isUsable = state.status == KeyStatus::Active || state.status == KeyStatus::NearLimit;
    return isUsable && forecast.isSaid() ? forecastSentence(forecast)
                                         : statusAdvice(state, forecast.nowMs);
}

QString paceSentence(const Forecast &forecast)
{
    if (!forecast.isSaid() || !(forecast.window.limit > 0))
        return {};
    const QString pace = forecast.pace == Pace::Ahead ? u"Ahead of an even pace"_s
        : forecast.pace == Pace::On                   ? u"At an even pace"_s
                                                      : u"Behind an even pace"_s;
    const double used = forecast.window.used / forecast.window.limit;
    const double passed = double(forecast.elapsedMs()) / double(UsageWindowMs);
    return u"%1: %2 % of the limit is used after %3 % of the window."_s.arg(
        pace, QString::number(std::floor(used * 100)), QString::number(std::floor(passed * 100)));
}

QString scoreSentence(const ForecastScore &score)
{
    const auto half = std::find_if(score.moments.begin(), score.moments.end(),
        [](const MomentScore &moment) { return moment.share == 0.5; });
    if (half == score.moments.end() || half->said < LeastScored)
        return u"Too few earlier windows were watched to score the forecasts yet."_s;
    const QString right = u"Of %1 earlier windows, %2 were called right at half time"_s.arg(
        formatCount(half->said), formatCount(half->right));
    if (half->timed < LeastScored)
        return right + u'.';
    return u"%1; run-out times were off by %2 in the median."_s.arg(
        right, formatDuration(half->medianErrorMs / MinuteMs * MinuteMs));
}

QString trialSentence(const LimitTrial &trial, double limit)
{
    if (trial.isEmpty())
        return u"No closed window is on record yet."_s;
    const LimitTrial::Outcome outcome = trial.at(limit);
    const QString atLeast = trial.stopped() > 0 ? u"at least "_s : QString();
    const QString count = trial.windows() == 1
        ? (outcome.blocked == 0 ? u"the one window would not have been blocked"_s
                                : u"the one window would have been blocked"_s)
        : outcome.blocked == 0
        ? u"none of %1 windows would have been blocked"_s.arg(formatCount(trial.windows()))
        : u"%1%2 of %3 windows would have been blocked"_s.arg(
            atLeast, formatCount(outcome.blocked), formatCount(trial.windows()));
    QString text = u"At %1, %2"_s.arg(formatCount(limit), count);
    if (outcome.blocked > 0)
        text += u", for %1%2 in all"_s.arg(atLeast, blockedTime(outcome));
    return text
        + u"; 95 % of windows fit in %1."_s.arg(
            formatCount(roundedUp(trial.fitting(LimitTrial::SuggestedShare))));
}

QString trialNote(const LimitTrial &trial)
{
    if (trial.isEmpty())
        return {};
    if (trial.stopped() == 0)
        return u"None of these windows was stopped by its limit, so all of the demand was seen."_s;
    const QString windows = trial.stopped() == 1
        ? u"one of these windows was"_s
        : u"%1 of these windows were"_s.arg(formatCount(trial.stopped()));
    return u"These are lower bounds: %1 stopped by a limit, and what was blocked is not seen."_s
        .arg(windows);
}

} // namespace keydeck
