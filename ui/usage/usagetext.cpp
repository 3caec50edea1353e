#include "ui/usage/usagetext.h"

#include "core/base/format.h"
#include "core/history/historyfigures.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("keydeck::UsageText", text);
}

/// ", 18 % more than in the 7 days before", or nothing.
QString comparison(const StoreUsageView &view)
{
    const std::optional<double> before = view.ranking.before;
    if (!before) {
        return {};
    }
    const QString than = beforePhrase(view.period);
    if (*before <= 0) {
        return tr(", after none in %1").arg(than);
    }
    const double change = view.ranking.tokens / *before - 1;
    const double percent = std::round(std::abs(change) * 100);
    if (percent < 1) {
        return tr(", as many as in %1").arg(than);
    }
    constexpr double SaysTimes = 2;
    if (change >= SaysTimes) {
        return tr(", %1 times as many as in %2")
            .arg(QLocale().toString(change + 1, 'f', change < 9 ? 1 : 0), than);
    }
    return (change > 0 ? tr(", %1 % more than in %2") : tr(", %1 % fewer than in %2"))
        .arg(formatCount(percent), than);
}

QString unobservedSentence(double unobserved, double of)
{
    return unobserved <= 0 ? QString()
                           : u' '
            + tr("Of %1 of these nobody saw in which hour they came in.")
                  .arg(unobserved >= of ? tr("all") : formatCount(unobserved));
}

/// Recording may have begun within the period: what came before is not known.
QString beginningSentence(const StoreUsageView &view)
{
    constexpr qint64 WorthSayingMs = 60LL * 60 * 1000;
    if (view.beganMs <= view.period.span.fromMs + WorthSayingMs) {
        return {};
    }
    constexpr qint64 MinuteMs = 60LL * 1000;
    const qint64 endMs = std::min(view.nowMs, view.period.span.toMs);
    qint64 missedMs = 0;
    if (!view.watched.isEmpty()) {
        for (const TimeSpan &gap :
            unwatched(view.watched, {view.beganMs, std::min(endMs, view.watched.last().toMs)})) {
            missedMs += gap.toMs - gap.fromMs;
        }
    }
    const QString began = formatMoment(view.beganMs, view.nowMs);
    return u' '
        + (missedMs < MinuteMs
                ? tr("Keydeck has been recording since %1.").arg(began)
                : tr("Keydeck first recorded at %1; nobody did for %2 of the time since.")
                      .arg(began, formatDuration(missedMs)));
}

struct Busiest
{
    int day = 0;
    int hour = 0;
    double average = 0;
};

Busiest busiestOf(const UsageRhythm &rhythm)
{
    Busiest busiest;
    for (int day = 0; day < UsageRhythm::Days; ++day) {
        for (int hour = 0; hour < UsageRhythm::Hours; ++hour) {
            const RhythmCell &cell = rhythm.at(day, hour);
            if (cell.isKnown() && cell.average() > busiest.average) {
                busiest = {day, hour, cell.average()};
            }
        }
    }
    return busiest;
}

/// The rows that are no used keys: ", and deleted ones; 3 only before".
QString otherRows(const UsageRanking &ranking)
{
    qsizetype onlyBefore = 0;
    QString text;
    for (const UsageRank &rank : ranking.ranks) {
        if (rank.isGone() && rank.tokens > 0) {
            text = tr(", besides deleted ones");
        }
        onlyBefore += !rank.isGone() && rank.tokens <= 0;
    }
    return onlyBefore == 0
        ? text
        : text + tr("; %1 only in the time before").arg(formatCount(double(onlyBefore)));
}

} // namespace

QString rankName(const UsageRank &rank)
{
    if (rank.isGone()) {
        return tr("(deleted keys)");
    }
    const QString name = displayText(rank.name);
    return name.trimmed().isEmpty() ? tr("(no name)") : name;
}

QString shareName(const UsageShare &share, ShareBy by)
{
    if (share.id.isEmpty()) {
        return tr("(deleted keys)");
    }
    if (by == ShareBy::Model) {
        return displayText(share.id);
    }
    const std::optional<KeyStatus> status = statusFromId(share.id);
    return status ? statusWord(*status) : share.id;
}

QString weekdayName(int day)
{
    return QLocale().standaloneDayName(day + 1);
}

QString hourName(int hour)
{
    return u"%1:00–%2:00"_s.arg(hour, 2, 10, QChar(u'0')).arg((hour + 1) % 24, 2, 10, QChar(u'0'));
}

QString periodPhrase(const PeriodChoice &choice)
{
    switch (choice.kind) {
    case PeriodChoice::Kind::Hours:
        return tr("in 24 hours");
    case PeriodChoice::Kind::Week:
        return tr("in 7 days");
    case PeriodChoice::Kind::Month:
        return tr("in 30 days");
    case PeriodChoice::Kind::Dates:
        break;
    }
    const QString first = choice.first.toString(Qt::ISODate);
    return choice.first == choice.last
        ? tr("on %1").arg(first)
        : tr("from %1 to %2").arg(first, choice.last.toString(Qt::ISODate));
}

QString beforePhrase(const ReportPeriod &period)
{
    if (period.days == 0) {
        return tr("the 24 hours before");
    }
    return period.days == 1 ? tr("the day before")
                            : tr("the %1 days before").arg(formatCount(period.days));
}

QString percentText(double share)
{
    const double percent = std::round(share * 100);
    if (share > 0 && percent < 1) {
        return tr("under 1 %");
    }
    return share < 1 && percent >= 100 ? tr("over 99 %") : tr("%1 %").arg(formatCount(percent));
}

QString changeText(double tokens, std::optional<double> before)
{
    if (!before) {
        return u"–"_s;
    }
    if (*before <= 0) {
        return tokens > 0 ? tr("none before") : u"–"_s;
    }
    const double change = tokens / *before - 1;
    const double percent = std::round(std::abs(change) * 100);
    if (percent < 1) {
        return tr("unchanged");
    }
    constexpr double SaysTimes = 9;
    if (change >= SaysTimes) {
        return tr("▲ × %1").arg(formatCount(std::round(change + 1)));
    }
    return (change > 0 ? tr("▲ %1 %") : tr("▼ %1 %")).arg(formatCount(percent));
}

QString changeSpoken(double tokens, std::optional<double> before)
{
    return changeText(tokens, before)
        .replace(u"▲"_s, tr("up"))
        .replace(u"▼"_s, tr("down"))
        .replace(u"×"_s, tr("times"));
}

QString stackVerdict(const StoreUsageView &view, const QString &phrase)
{
    const UsageRanking &ranking = view.ranking;
    if (ranking.tokens <= 0) {
        return tr("No tokens %1%2.").arg(phrase, comparison(view)) + beginningSentence(view);
    }
    QString verdict
        = tr("%1 tokens %2%3.").arg(formatCount(ranking.tokens), phrase, comparison(view));
    const UsageRank &first = ranking.ranks.constFirst();
    if (!first.isGone() && ranking.used > 1) {
        verdict += u' '
            + tr("“%1” used the most, %2 of it.")
                  .arg(rankName(first), percentText(first.tokens / ranking.tokens));
    }
    return verdict + unobservedSentence(ranking.unobserved, ranking.tokens)
        + beginningSentence(view);
}

QString rhythmVerdict(const StoreUsageView &view)
{
    const Busiest busiest = busiestOf(view.rhythm);
    const double running = view.rhythm.running().value_or(0);
    QString verdict = busiest.average > 0
        ? tr("Busiest on %1, %2, with %3 tokens an hour on average.")
              .arg(weekdayName(busiest.day), hourName(busiest.hour),
                  formatCount(std::round(busiest.average)))
        : running > 0 ? tr("No hour with tokens is over yet.")
                      : tr("Of no token it is known in which hour it came in.");
    if (running > 0) {
        verdict += u' '
            + tr("The hour that is running has %1 so far, which no average counts yet.")
                  .arg(formatCount(running));
    }
    if (view.rhythm.leftOut > 0) {
        verdict += u' '
            + tr("%1 tokens are left out, of which the hour is not known.")
                  .arg(formatCount(view.rhythm.leftOut));
    }
    return verdict;
}

QString sharesVerdict(const UsageRanking &ranking, ShareBy by)
{
    const QList<UsageShare> shares = usageShares(ranking, by);
    if (shares.isEmpty()) {
        return {};
    }
    const auto isGone = [](const UsageShare &share) { return share.id.isEmpty(); };
    const auto gone = std::find_if(shares.begin(), shares.end(), isGone);
    const auto first = std::find_if_not(shares.begin(), shares.end(), isGone);
    const QString unknown = by == ShareBy::Model ? tr("whose model is not known any more")
                                                 : tr("which have no status any more");
    if (first == shares.end()) {
        return tr("All of it is of deleted keys, %1.").arg(unknown);
    }
    const QString name = shareName(*first, by);
    if (shares.size() == 1) {
        return tr("All of it is “%1”.").arg(name);
    }
    const QString has
        = tr("“%1” has %2 of the tokens").arg(name, percentText(first->tokens / ranking.tokens));
    return gone == shares.end()
        ? tr("%1.").arg(has)
        : tr("%1; %2 are of deleted keys, %3.")
              .arg(has, percentText(gone->tokens / ranking.tokens), unknown);
}

QString rankingVerdict(const UsageRanking &ranking, const QString &phrase)
{
    constexpr double MostOfIt = 0.8;
    const QString used = (ranking.used == 1 && ranking.keys == 1
                                 ? tr("The only key was used %1").arg(phrase)
                                 : tr("%1 of %2 keys were used %3")
                                       .arg(formatCount(double(ranking.used)),
                                           formatCount(double(ranking.keys)), phrase))
        + otherRows(ranking) + u'.';
    const qsizetype few = ranksForShare(ranking, MostOfIt);
    const bool hasGone = std::any_of(ranking.ranks.begin(), ranking.ranks.begin() + few,
        [](const UsageRank &rank) { return rank.isGone(); });
    if (ranking.used < 2 || few >= ranking.used || hasGone) {
        return used;
    }
    return used + u' '
        + (few == 1 ? tr("One makes up 80 % of it.")
                    : tr("The first %1 make up 80 % of it.").arg(formatCount(double(few))));
}

} // namespace keydeck
