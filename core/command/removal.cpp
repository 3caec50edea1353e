#include "core/command/removal.h"

#include "core/base/format.h"
#include "core/store/merge.h"

using namespace Qt::StringLiterals;

namespace keydeck {

QString changeSince(const QString &label, const ApiKey &seen, const ApiKey &current)
{
    for (int i = 0; i < KeyFieldCount; ++i) {
        const auto field = KeyField(i);
        if (isGatewaysOwn(field) || field == KeyField::Key)
            continue;
        const JsonValue before = seen.value(field);
        const JsonValue now = current.value(field);
        if (isSameValue(before, now))
            continue;
        return u"somebody else changed %1 of %2 from %3 to %4"_s.arg(
            QLatin1StringView(fieldName(field)), label, shownValue(before), shownValue(now));
    }
    return {};
}

Result<> checkRemovable(const QString &label, const ApiKey &seen, const ApiKey &current)
{
    const QString change = changeSince(label, seen, current);
    if (change.isEmpty())
        return {};
    return failure(ErrorCode::Conflict,
        u"Nothing was removed: %1 meanwhile. Look at it again and decide."_s.arg(change));
}

QStringList gainedUsageNotes(const QString &label, const ApiKey &seen, const ApiKey &current)
{
    const double gained = current.value(KeyField::TotalLifetimeTokens).toNumber()
        - seen.value(KeyField::TotalLifetimeTokens).toNumber();
    if (!(gained > 0))
        return {};
    return {u"%1 had used %2 more tokens by then."_s.arg(label, formatCount(gained))};
}

} // namespace keydeck
