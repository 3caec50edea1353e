#include "core/rules/renewal.h"

#include "core/base/format.h"
#include "core/rules/jsdate.h"
#include "core/rules/jsvalue.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

const QString EndOfMonth = u"end-of-month"_s;
constexpr int MostDays = 3650;
constexpr int LatestYear = 9999; // farther on, a date has six digits and a sign

int daysOf(QChar unit)
{
    switch (unit.toLower().unicode()) {
    case u'w':
        return 7;
    case u'y':
        return 365;
    default:
        return 1;
    }
}

QDateTime lastSecondOfMonth(QDate inIt)
{
    return {QDate(inIt.year(), inIt.month(), inIt.daysInMonth()), QTime(23, 59, 59), Qt::UTC};
}

QDateTime endOfMonthAfter(const QDateTime &base)
{
    const QDateTime end = lastSecondOfMonth(base.date());
    return base < end ? end : lastSecondOfMonth(base.date().addDays(1));
}

} // namespace

QString renewalText(RenewalStep step)
{
    return step.isEndOfMonth() ? EndOfMonth : u"%1d"_s.arg(step.days);
}

Result<RenewalStep> parseRenewal(const QString &text)
{
    static const QRegularExpression Days(
        u"^\\+?([0-9]{1,4})([dwy])$"_s, QRegularExpression::CaseInsensitiveOption);
    const QString trimmed = text.trimmed();
    if (trimmed.compare(EndOfMonth, Qt::CaseInsensitive) == 0)
        return RenewalStep{};
    if (const auto match = Days.match(trimmed); match.hasMatch()) {
        const int days = match.captured(1).toInt() * daysOf(match.captured(2).front());
        if (days > 0 && days <= MostDays)
            return RenewalStep{days};
    }
    QStringList usual;
    for (const RenewalStep step : UsualRenewals)
        usual += renewalText(step);
    return failure(ErrorCode::InvalidInput,
        u"“%1” is no time to renew a key for: choose one of %2, or any whole days up to %3d."_s.arg(
            displayText(trimmed.left(40)), usual.join(u", "_s), QString::number(MostDays)));
}

Result<QString> renewedExpiry(const JsonValue &expiry, qint64 nowMs, RenewalStep step)
{
    const qint64 baseMs = std::max(nowMs, jsDateMs(expiry).value_or(nowMs));
    const QDateTime base = QDateTime::fromMSecsSinceEpoch(baseMs, Qt::UTC);
    const QDateTime renewed = step.isEndOfMonth() ? endOfMonthAfter(base) : base.addDays(step.days);
    if (renewed.date().year() <= LatestYear)
        return toIsoString(renewed.toMSecsSinceEpoch());
    return failure(ErrorCode::InvalidInput,
        u"The expiry would be beyond the year %1: set a nearer one."_s.arg(LatestYear));
}

} // namespace keydeck
