#include "core/usage/reportperiod.h"

#include <QDateTime>

namespace keydeck {

namespace {

constexpr qint64 HourMs = 60LL * 60 * 1000;

/// The same time of the local day, so many days earlier.
qint64 daysEarlier(qint64 atMs, int days)
{
    return QDateTime::fromMSecsSinceEpoch(atMs).addDays(-days).toMSecsSinceEpoch();
}

qint64 nextHour(qint64 nowMs)
{
    return (nowMs / HourMs + 1) * HourMs;
}

} // namespace

ReportPeriod periodOf(const PeriodChoice &choice, qint64 nowMs)
{
    switch (choice.kind) {
    case PeriodChoice::Kind::Hours:
        return lastHours(24, nowMs);
    case PeriodChoice::Kind::Week:
        return lastDays(7, nowMs);
    case PeriodChoice::Kind::Month:
        return lastDays(30, nowMs);
    case PeriodChoice::Kind::Dates:
        return daysBetween(choice.first, choice.last, nowMs);
    }
    return {};
}

ReportPeriod lastHours(int hours, qint64 nowMs)
{
    const qint64 to = nextHour(nowMs);
    const qint64 length = hours * HourMs;
    return {{to - length, to}, {to - 2 * length, to - length}, 0};
}

ReportPeriod lastDays(int days, qint64 nowMs)
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(nowMs).date();
    return daysBetween(today.addDays(1 - days), today, nowMs);
}

ReportPeriod daysBetween(const QDate &one, const QDate &other, qint64 nowMs)
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(nowMs).date();
    const auto upToToday
        = [&](const QDate &date) { return date.isValid() ? std::min(date, today) : today; };
    const QDate first = std::min(upToToday(one), upToToday(other));
    const QDate last = std::max(upToToday(one), upToToday(other));
    const int days = int(first.daysTo(last)) + 1;
    const qint64 end = last.addDays(1).startOfDay().toMSecsSinceEpoch();
    const qint64 from = first.startOfDay().toMSecsSinceEpoch();
    const qint64 to = std::min(end, nextHour(nowMs));
    const qint64 beforeTo = to == end ? from : daysEarlier(to, days);
    return {{from, to}, {first.addDays(-days).startOfDay().toMSecsSinceEpoch(), beforeTo}, days};
}

} // namespace keydeck
