#include "core/rules/grace.h"

#include "core/base/duration.h"
#include "core/base/format.h"
#include "core/rules/jsdate.h"
#include "core/rules/validator.h"

using namespace Qt::StringLiterals;

namespace keydeck {

Result<qint64> graceEnd(const QString &text, qint64 nowMs)
{
    const QString trimmed = text.trimmed();
    const QString shown = displayText(trimmed.left(40));
    if (trimmed == u"0"_s)
        return nowMs;
    if (const auto length = parseDuration(trimmed))
        return nowMs + *length;
    const auto date = checkExpiry(trimmed, nowMs);
    const auto endMs = date ? parseJsDate(*date) : std::nullopt;
    if (!endMs) {
        return failure(ErrorCode::InvalidInput,
            u"“%1” is no time of grace: write 0, 1h, 24h, 7d, or a date like 2027-12-31."_s.arg(
                shown));
    }
    if (*endMs < nowMs) {
        return failure(ErrorCode::InvalidInput,
            u"The grace would end in the past, on %1: write 0 for none."_s.arg(shown));
    }
    return *endMs;
}

} // namespace keydeck
