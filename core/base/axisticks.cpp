#include "core/base/axisticks.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <cmath>
#include <numeric>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr qint64 MinuteMs = 60LL * 1000;
constexpr qint64 DayMs = 24 * 60 * MinuteMs;

double niceStep(double rough)
{
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= rough * (1 - 1e-9)) {
            return factor * power;
        }
    }
    return 10 * power;
}

/// Every so many minutes of the clock on the wall. Asks the clock for each, since it may be put
/// forward or back between two of them.
QList<AxisTick> clockTicks(qint64 fromMs, qint64 toMs, int stepMinutes)
{
    constexpr int QuarterMinutes = 15; // of which the offsets of time zones are multiples
    const int grainMinutes = std::gcd(stepMinutes, QuarterMinutes);
    const qint64 grain = grainMinutes * MinuteMs;
    QList<AxisTick> ticks;
    const QLocale locale;
    for (qint64 ms = (fromMs + grain - 1) / grain * grain; ms <= toMs; ms += grain) {
        const QDateTime at = QDateTime::fromMSecsSinceEpoch(ms);
        const qint64 minute = at.time().msecsSinceStartOfDay() / MinuteMs;
        if (minute % stepMinutes == 0) {
            ticks.append({double(ms), locale.toString(at, minute == 0 ? u"ddd d"_s : u"HH:mm"_s)});
        }
    }
    return ticks;
}

QList<AxisTick> dayTicks(qint64 fromMs, qint64 toMs, int stepDays)
{
    QList<AxisTick> ticks;
    const QString format = toMs - fromMs > 8 * DayMs ? u"d MMM"_s : u"ddd d"_s;
    QDate day = QDateTime::fromMSecsSinceEpoch(toMs).date();
    for (; day.startOfDay().toMSecsSinceEpoch() >= fromMs; day = day.addDays(-stepDays)) {
        ticks.prepend(
            {double(day.startOfDay().toMSecsSinceEpoch()), QLocale().toString(day, format)});
    }
    return ticks;
}

/// The first of every so many months, of January as the year.
QList<AxisTick> monthTicks(qint64 fromMs, qint64 toMs, int stepMonths)
{
    QList<AxisTick> ticks;
    const QDate first = QDateTime::fromMSecsSinceEpoch(fromMs).date();
    int month = first.year() * 12 + first.month() - 1;
    month -= month % stepMonths;
    for (;; month += stepMonths) {
        const QDate day(month / 12, month % 12 + 1, 1);
        const qint64 ms = day.startOfDay().toMSecsSinceEpoch();
        if (ms > toMs) {
            return ticks;
        }
        if (ms >= fromMs) {
            ticks.append(
                {double(ms), QLocale().toString(day, day.month() == 1 ? u"yyyy"_s : u"MMM"_s)});
        }
    }
}

} // namespace

QList<AxisTick> countTicks(double bottom, double top, int maximum)
{
    const double rough = std::max(top - bottom, 1.0) / std::max(maximum, 1);
    const double step = std::max(1.0, niceStep(rough));
    const double first = std::floor(bottom / step) * step;
    QList<AxisTick> ticks{{first, shortCount(first)}};
    do {
        const double value = first + double(ticks.size()) * step;
        ticks.append({value, shortCount(value)});
    } while (ticks.last().value < top);
    return ticks;
}

QList<AxisTick> timeTicks(qint64 fromMs, qint64 toMs, int maximum)
{
    const qint64 length = std::max<qint64>(toMs - fromMs, 1);
    for (const int minutes : {1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720}) {
        if (length / (minutes * MinuteMs) < maximum && length <= 2 * DayMs) {
            return clockTicks(fromMs, toMs, minutes);
        }
    }
    for (const int months : {1, 2, 3, 4, 6, 12, 24, 60, 120}) {
        if (length / (months * 30 * DayMs) < maximum && length > 3 * 31 * DayMs) {
            return monthTicks(fromMs, toMs, months);
        }
    }
    int days = 1;
    while (length / (days * DayMs) >= std::max(maximum, 1)) {
        ++days;
    }
    return dayTicks(fromMs, toMs, days);
}

QString shortCount(double value)
{
    static constexpr struct
    {
        double unit;
        char16_t sign;
    } Scales[] = {{1e12, u'T'}, {1e9, u'G'}, {1e6, u'M'}, {1e3, u'k'}};
    for (const auto &scale : Scales) {
        if (std::abs(value) >= scale.unit) {
            return QLocale().toString(value / scale.unit, 'g', 10) + QChar(scale.sign);
        }
    }
    return QLocale().toString(value, 'g', 10);
}

QString zoneNote(qint64 atMs)
{
    return QCoreApplication::translate("keydeck::Charts", "Times in %1")
        .arg(QDateTime::fromMSecsSinceEpoch(atMs).timeZoneAbbreviation());
}

} // namespace keydeck
