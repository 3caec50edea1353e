#include "core/base/duration.h"

#include "core/base/format.h"

#include <QHash>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MaximumMs = 100LL * 365 * 24 * 60 * 60 * 1000;

qint64 unitMs(QChar unit)
{
    static const QHash<QChar, qint64> units{{u's', 1000}, {u'm', 60'000}, {u'h', 3'600'000},
        {u'd', 86'400'000}, {u'w', 7 * 86'400'000LL}};
    return units.value(unit.toLower());
}

} // namespace

Result<qint64> parseDuration(const QString &text)
{
    const QString trimmed = text.trimmed();
    bool isNumber = false;
    const qint64 count
        = trimmed.chopped(std::min<qsizetype>(1, trimmed.size())).toLongLong(&isNumber);
    const qint64 unit = trimmed.isEmpty() ? 0 : unitMs(trimmed.back());
    if (isNumber && unit > 0 && count > 0 && count <= MaximumMs / unit)
        return count * unit;
    return failure(ErrorCode::InvalidInput,
        u"“%1” is no length of time: write 90s, 5m, 24h, 7d or 2w."_s.arg(
            displayText(trimmed.left(40))));
}

} // namespace keydeck
