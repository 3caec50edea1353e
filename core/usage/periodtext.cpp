#include "core/usage/periodtext.h"

#include "core/base/format.h"

#include <QDateTime>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

using Kind = PeriodChoice::Kind;

PeriodChoice monthOf(const QDate &day)
{
    return {Kind::Dates, QDate(day.year(), day.month(), 1),
        QDate(day.year(), day.month(), day.daysInMonth())};
}

QDate dayOf(const QString &text)
{
    return text.size() == 10 ? QDate::fromString(text, u"yyyy-MM-dd"_s) : QDate();
}

/// Without a date: no such form.
PeriodChoice datesOf(const QString &text)
{
    if (text.size() == 7) {
        const QDate first = dayOf(text + u"-01"_s);
        return first.isValid() ? monthOf(first) : PeriodChoice{Kind::Dates};
    }
    const qsizetype dots = text.indexOf(u".."_s);
    const QDate first = dayOf(dots < 0 ? text : text.left(dots));
    const QDate last = dots < 0 ? first : dayOf(text.mid(dots + 2));
    return {Kind::Dates, first, last};
}

} // namespace

Result<PeriodChoice> parsePeriod(const QString &text, qint64 nowMs)
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(nowMs).date();
    const QString wish = text.trimmed();
    if (wish == u"24h"_s)
        return PeriodChoice{Kind::Hours};
    if (wish == u"7d"_s)
        return PeriodChoice{Kind::Week};
    if (wish == u"30d"_s)
        return PeriodChoice{Kind::Month};
    if (wish == u"this-month"_s)
        return monthOf(today);
    if (wish == u"last-month"_s)
        return monthOf(QDate(today.year(), today.month(), 1).addDays(-1));
    const PeriodChoice dates = datesOf(wish);
    if (!dates.first.isValid() || !dates.last.isValid() || dates.last < dates.first)
        return failure(ErrorCode::InvalidInput,
            u"“%1” is no period: say %2."_s.arg(displayText(text), periodForms()));
    if (dates.first > today)
        return failure(ErrorCode::InvalidInput,
            u"The period “%1” is still to come: nothing can be said of it yet."_s.arg(
                displayText(text)));
    return dates;
}

QString periodForms()
{
    return u"24h, 7d, 30d, this-month, last-month, a month (2026-01), a day (2026-01-05) or days "
           "(2026-01-05..2026-01-11)"_s;
}

} // namespace keydeck
