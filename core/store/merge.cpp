#include "core/store/merge.h"

#include "core/base/format.h"

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr qsizetype LongestShownValue = 80;

} // namespace

bool isGatewaysOwn(KeyField field)
{
    return field == KeyField::LastUsed || field == KeyField::TotalLifetimeTokens
        || field == KeyField::UsageWindows;
}

bool isSameValue(const JsonValue &a, const JsonValue &b)
{
    if (a.text() == b.text())
        return true;
    if (a.kind() != b.kind())
        return false;
    if (a.isString())
        return a.toString() == b.toString();
    return a.kind() == JsonKind::Number && a.toNumber() == b.toNumber();
}

MergeVerdict mergeValue(const JsonValue &seen, const JsonValue &wanted, const JsonValue &current)
{
    if (isSameValue(current, wanted))
        return MergeVerdict::Settled;
    return isSameValue(current, seen) ? MergeVerdict::Take : MergeVerdict::Conflict;
}

QString shownValue(const JsonValue &value)
{
    if (value.isMissing())
        return u"nothing"_s;
    QString text = value.isString() ? value.toString() : QString::fromUtf8(value.text());
    if (text.size() > LongestShownValue)
        text = text.first(LongestShownValue) + u'…';
    return value.isString() ? u"“%1”"_s.arg(displayText(text)) : displayText(text);
}

tl::unexpected<Error> mergeConflict(
    const QString &label, KeyField field, const JsonValue &current, const JsonValue &wanted)
{
    if (field == KeyField::Key) {
        return failure(ErrorCode::Conflict,
            u"Nothing was changed: somebody else changed the key itself of %1 while you edited it. "
            u"Look at it again and decide."_s.arg(label));
    }
    return failure(ErrorCode::Conflict,
        u"Nothing was changed: somebody else set %1 of %2 to %3 while you set it to %4. Look at it "
        u"again and decide."_s.arg(
            QLatin1StringView(fieldName(field)), label, shownValue(current), shownValue(wanted)));
}

} // namespace keydeck
