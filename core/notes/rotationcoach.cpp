#include "core/notes/rotationcoach.h"

#include "core/base/format.h"
#include "core/rules/jsvalue.h"
#include "core/rules/keystatus.h"

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

QString useText(const std::optional<qint64> &usedMs, qint64 nowMs, bool isQuiet)
{
    if (!usedMs)
        return u"It was never used"_s;
    if (isQuiet)
        return u"It has been quiet for %1"_s.arg(formatDuration(nowMs - *usedMs));
    return u"It was still used %1"_s.arg(formatRelative(*usedMs, nowMs));
}

} // namespace

std::optional<RotationAdvice> rotationAdvice(
    const KeyNote &note, const ApiKey &record, qint64 nowMs)
{
    if (note.replacedBy.isEmpty())
        return std::nullopt;
    const auto usedMs = lastUsedMs(record);
    const auto endsMs = jsDateMs(record.value(KeyField::ExpiryDate));
    RotationAdvice advice;
    advice.isQuiet = !usedMs || nowMs - *usedMs >= RotationAdvice::QuietMs;
    advice.hasEnded = isKeyExpired(record, nowMs);
    const QString use = useText(usedMs, nowMs, advice.isQuiet);
    const QString replaced = u"Replaced by %1."_s.arg(note.replacedBy);
    if (advice.hasEnded)
        advice.sentence = u"%1 %2, and has ended: it can be deleted."_s.arg(replaced, use);
    else if (advice.isQuiet)
        advice.sentence = u"%1 %2: it is safe to delete."_s.arg(replaced, use);
    else if (endsMs)
        advice.sentence
            = u"%1 %2, and ends %3: whoever uses it must change over by then. Extend it?"_s.arg(
                replaced, use, formatRelative(*endsMs, nowMs));
    else
        advice.sentence = u"%1 %2, and never ends by itself."_s.arg(replaced, use);
    return advice;
}

} // namespace keydeck
