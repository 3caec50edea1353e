#include "core/base/format.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr double GreatestCount = 1LL << 53; // JavaScript counts no further
constexpr qint64 JustNowMs = 5000;
constexpr qint64 MinuteMs = 60LL * 1000;
constexpr qint64 DayMs = 24 * 60 * MinuteMs;
constexpr qint64 WeekMs = 7 * DayMs;

struct Unit
{
    qint64 ms;
    QLatin1StringView name;
};
constexpr std::array Units = {
    Unit{365LL * 24 * 60 * 60 * 1000, "y"_L1},
    Unit{24LL * 60 * 60 * 1000, "d"_L1},
    Unit{60LL * 60 * 1000, "h"_L1},
    Unit{60LL * 1000, "min"_L1},
    Unit{1000LL, "s"_L1},
};

// Nobody needs the seconds of an hour or the hours of a month.
qint64 worthSaying(qint64 distanceMs)
{
    if (distanceMs >= WeekMs)
        return distanceMs - distanceMs % DayMs;
    return distanceMs >= MinuteMs ? distanceMs - distanceMs % MinuteMs : distanceMs;
}

QString amount(qint64 count, const Unit &unit)
{
    return u"%1 %2"_s.arg(QString::number(count), unit.name);
}

bool mustBeEscaped(QChar c)
{
    if (c >= u' ' && c.unicode() < 0x7f)
        return false;
    switch (c.category()) {
    case QChar::Other_Control:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        break;
    }
    const char16_t u = c.unicode();
    return u == 0x061c || u == 0x200e || u == 0x200f || (u >= 0x202a && u <= 0x202e)
        || (u >= 0x2066 && u <= 0x2069);
}

/// With the day in front unless it is today's.
QString momentText(qint64 atMs, qint64 nowMs, const QString &time)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(atMs);
    const bool today = at.date() == QDateTime::fromMSecsSinceEpoch(nowMs).date();
    return at.toString(today ? time : u"yyyy-MM-dd "_s + time);
}

} // namespace

/// What is no count of anything would only make a line too long to read.
QString formatCount(double value)
{
    if (std::isnan(value))
        return u"–"_s;
    if (std::isinf(value))
        return value > 0 ? u"∞"_s : u"-∞"_s;
    QLocale locale;
    locale.setNumberOptions(locale.numberOptions() & ~QLocale::OmitGroupSeparator);
    if (std::abs(value) > GreatestCount)
        return locale.toString(value, 'g', 4);
    const double hundredths = std::round(value * 100);
    int decimals = 2;
    if (value == std::floor(value) || std::fmod(hundredths, 100) == 0)
        decimals = 0;
    else if (std::fmod(hundredths, 10) == 0)
        decimals = 1;
    return locale.toString(value, 'f', decimals);
}

QString formatRelative(qint64 atMs, qint64 nowMs)
{
    const qint64 distance = atMs - nowMs;
    if (std::abs(distance) < JustNowMs)
        return u"just now"_s;
    return distance > 0 ? u"in %1"_s.arg(formatDuration(worthSaying(distance)))
                        : u"%1 ago"_s.arg(formatDuration(worthSaying(-distance)));
}

QString formatDuration(qint64 ms)
{
    for (size_t i = 0; i + 1 < Units.size(); ++i) {
        if (ms < Units[i].ms)
            continue;
        const qint64 rest = ms % Units[i].ms / Units[i + 1].ms;
        const QString first = amount(ms / Units[i].ms, Units[i]);
        return rest == 0 ? first : first + u' ' + amount(rest, Units[i + 1]);
    }
    return amount(std::max<qint64>(0, ms) / 1000, Units.back());
}

QString formatExact(qint64 atMs)
{
    return QDateTime::fromMSecsSinceEpoch(atMs).toString(u"yyyy-MM-dd HH:mm:ss t");
}

QString formatMoment(qint64 atMs, qint64 nowMs)
{
    return momentText(atMs, nowMs, u"HH:mm"_s);
}

QString formatToSecond(qint64 atMs, qint64 nowMs)
{
    return momentText(atMs, nowMs, u"HH:mm:ss"_s);
}

QString formatClock(qint64 atMs)
{
    return QDateTime::fromMSecsSinceEpoch(atMs).toString(u"HH:mm"_s);
}

QString joinSentences(QStringList sentences)
{
    sentences.removeAll(QString());
    return sentences.join(u' ');
}

QString displayText(QStringView text)
{
    if (std::ranges::none_of(text, mustBeEscaped))
        return text.toString();
    QString shown;
    shown.reserve(text.size());
    for (const QChar c : text) {
        if (mustBeEscaped(c))
            shown += u"\\u%1"_s.arg(ushort(c.unicode()), 4, 16, QChar(u'0'));
        else
            shown += c;
    }
    return shown;
}

} // namespace keydeck
