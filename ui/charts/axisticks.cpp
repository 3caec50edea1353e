#include "ui/charts/axisticks.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <cmath>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr qint64 HourMs = 60LL * 60 * 1000;
constexpr qint64 DayMs = 24 * HourMs;

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

/// From midnight on, in steps that divide the day.
QList<AxisTick> hourTicks(qint64 fromMs, qint64 toMs, int stepHours)
{
    QList<AxisTick> ticks;
    const QLocale locale;
    for (QDate day = QDateTime::fromMSecsSinceEpoch(fromMs).date();
         day.startOfDay().toMSecsSinceEpoch() <= toMs; day = day.addDays(1)) {
        for (int hour = 0; hour < 24; hour += stepHours) {
            const QDateTime at(day, QTime(hour, 0));
            const qint64 ms = at.toMSecsSinceEpoch();
            if (ms >= fromMs && ms <= toMs) {
                ticks.append({double(ms),
                    hour == 0 ? locale.toString(at, u"ddd d"_s) : locale.toString(at, u"HH:mm"_s)});
            }
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
    for (const int hours : {1, 2, 3, 4, 6, 12}) {
        if (length / (hours * HourMs) < maximum && length <= 2 * DayMs) {
            return hourTicks(fromMs, toMs, hours);
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
