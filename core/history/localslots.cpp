#include "core/history/localslots.h"

#include <QDateTime>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr qint64 HourMs = 60LL * 60 * 1000;
constexpr qint64 DayMs = 24 * HourMs;
constexpr int HoursOfQuarterDay = 6;

QDate localDate(qint64 atMs)
{
    return QDateTime::fromMSecsSinceEpoch(atMs).date();
}

/// Where the slots begin on a date that one begins on.
QList<qint64> boundsOn(const QDate &date, SlotLength length)
{
    QList<qint64> bounds{date.startOfDay().toMSecsSinceEpoch()};
    for (int hour = HoursOfQuarterDay; length == SlotLength::QuarterDay && hour < 24;
         hour += HoursOfQuarterDay) {
        bounds << QDateTime(date, QTime(hour, 0)).toMSecsSinceEpoch();
    }
    return bounds;
}

QDate firstDate(const QDate &date, SlotLength length)
{
    if (length == SlotLength::Week) {
        return date.addDays(-((date.dayOfWeek() - QLocale().firstDayOfWeek() + 7) % 7));
    }
    return length == SlotLength::Month ? QDate(date.year(), date.month(), 1) : date;
}

QDate nextDate(const QDate &date, SlotLength length)
{
    switch (length) {
    case SlotLength::Week:
        return date.addDays(7);
    case SlotLength::Month:
        return date.addMonths(1);
    default:
        return date.addDays(1);
    }
}

QList<qint64> hourBounds(const TimeSpan &span)
{
    QList<qint64> bounds{span.fromMs - span.fromMs % HourMs};
    while (bounds.last() < span.toMs) {
        bounds << bounds.last() + HourMs;
    }
    return bounds;
}

QList<qint64> dateBounds(const TimeSpan &span, SlotLength length)
{
    QList<qint64> bounds;
    for (QDate date = firstDate(localDate(span.fromMs), length);
         bounds.isEmpty() || bounds.last() < span.toMs; date = nextDate(date, length)) {
        for (const qint64 bound : boundsOn(date, length)) {
            if (bound <= span.fromMs) {
                bounds = {bound};
            } else if (bounds.isEmpty() || (bounds.last() < span.toMs && bound > bounds.last())) {
                bounds << bound;
            }
        }
    }
    return bounds;
}

} // namespace

SlotLength slotLengthFor(const TimeSpan &span, qint64 longestBucketMs)
{
    const qint64 length = span.toMs - span.fromMs;
    if (length <= 2 * DayMs && longestBucketMs <= HourMs) {
        return SlotLength::Hour;
    }
    if (length <= 10 * DayMs && longestBucketMs <= HoursOfQuarterDay * HourMs) {
        return SlotLength::QuarterDay;
    }
    if (length <= 100 * DayMs) {
        return SlotLength::Day;
    }
    return length <= 800 * DayMs ? SlotLength::Week : SlotLength::Month;
}

LocalSlots::LocalSlots(const TimeSpan &span, SlotLength length) : m_length(length)
{
    if (span.toMs > span.fromMs) {
        m_bounds = length == SlotLength::Hour ? hourBounds(span) : dateBounds(span, length);
    }
}

TimeSpan LocalSlots::span() const
{
    return m_bounds.isEmpty() ? TimeSpan() : TimeSpan{m_bounds.first(), m_bounds.last()};
}

int LocalSlots::slotOf(qint64 atMs) const
{
    const auto after = std::upper_bound(m_bounds.begin(), m_bounds.end(), atMs);
    return std::clamp(int(after - m_bounds.begin()) - 1, 0, count() - 1);
}

QString slotText(const TimeSpan &slot, SlotLength length)
{
    const QLocale locale;
    const QDateTime from = QDateTime::fromMSecsSinceEpoch(slot.fromMs);
    const QDateTime to = QDateTime::fromMSecsSinceEpoch(slot.toMs);
    switch (length) {
    case SlotLength::Hour:
    case SlotLength::QuarterDay: {
        // The zone tells the hour that comes twice from itself.
        const bool turns = from.timeZoneAbbreviation() != to.timeZoneAbbreviation();
        const QString time = turns ? u"HH:mm t"_s : u"HH:mm"_s;
        return u"%1, %2–%3"_s.arg(
            locale.toString(from, u"ddd d MMM"_s), from.toString(time), to.toString(time));
    }
    case SlotLength::Day:
        return locale.toString(from, u"ddd d MMM"_s);
    case SlotLength::Week:
        return u"%1 – %2"_s.arg(locale.toString(from, u"d MMM"_s),
            locale.toString(to.date().addDays(-1), u"d MMM yyyy"_s));
    case SlotLength::Month:
        return locale.toString(from, u"MMMM yyyy"_s);
    }
    return {};
}

} // namespace keydeck
