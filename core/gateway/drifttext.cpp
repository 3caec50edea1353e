// What a person hears of a difference between the gateway and the file.
#include "core/gateway/drift.h"

#include "core/base/format.h"
#include "core/rules/keystatus.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

QString rememberedText(const GatewayTraits &traits)
{
    const QString ttl = formatDuration(traits.ttlMs);
    switch (traits.build) {
    case GatewayBuild::Cached:
        return u"The gateway answers with what it read earlier, which it forgets within %1. A "
               "restart makes it read the file at once."_s.arg(ttl);
    case GatewayBuild::Batching:
        return u"The gateway answers with what it read earlier, and keeps it for as long as the "
               "key is used; it forgets it after %1 of silence, or at a restart."_s.arg(ttl);
    default:
        return u"The gateway may answer with what it read earlier, if it is a build that caches; "
               "a restart makes it read the file at once."_s;
    }
}

} // namespace

QString figureName(DriftFigure figure)
{
    switch (figure) {
    case DriftFigure::Access:
        return u"Access"_s;
    case DriftFigure::Name:
        return u"Name"_s;
    case DriftFigure::Model:
        return u"Model"_s;
    case DriftFigure::Limit:
        return u"Limit"_s;
    case DriftFigure::Expiry:
        return u"Expires"_s;
    case DriftFigure::Used:
        return u"Used in this window"_s;
    case DriftFigure::WindowEnd:
        return u"Window ends"_s;
    case DriftFigure::Lifetime:
        return u"Lifetime"_s;
    case DriftFigure::LastUsed:
        break;
    }
    return u"Last used"_s;
}

QString figureId(DriftFigure figure)
{
    switch (figure) {
    case DriftFigure::Access:
        return u"access"_s;
    case DriftFigure::Name:
        return u"name"_s;
    case DriftFigure::Model:
        return u"model"_s;
    case DriftFigure::Limit:
        return u"limit"_s;
    case DriftFigure::Expiry:
        return u"expiry"_s;
    case DriftFigure::Used:
        return u"used"_s;
    case DriftFigure::WindowEnd:
        return u"window_end"_s;
    case DriftFigure::Lifetime:
        return u"lifetime"_s;
    case DriftFigure::LastUsed:
        break;
    }
    return u"last_used"_s;
}

QString causeId(DriftCause cause)
{
    switch (cause) {
    case DriftCause::Spreading:
        return u"spreading"_s;
    case DriftCause::Remembered:
        return u"remembered"_s;
    case DriftCause::Batching:
        return u"batching"_s;
    case DriftCause::OtherDefault:
        return u"default_model"_s;
    case DriftCause::ClockSkew:
        return u"clock_skew"_s;
    case DriftCause::OtherFile:
        break;
    }
    return u"other_file"_s;
}

QString skewText(qint64 skewMs)
{
    return u"The gateway's clock is %1 %2 this computer's. Set both by the same time server."_s.arg(
        formatDuration(std::abs(skewMs)), skewMs > 0 ? u"ahead of"_s : u"behind"_s);
}

QString causeName(DriftCause cause)
{
    switch (cause) {
    case DriftCause::Spreading:
        return u"an edit on its way"_s;
    case DriftCause::Remembered:
        return u"read earlier"_s;
    case DriftCause::Batching:
        return u"not written yet"_s;
    case DriftCause::OtherDefault:
        return u"its default model"_s;
    case DriftCause::ClockSkew:
        return u"its clock"_s;
    case DriftCause::OtherFile:
        break;
    }
    return u"another file or gateway"_s;
}

QString causeText(DriftCause cause, const DriftSides &sides)
{
    switch (cause) {
    case DriftCause::Spreading:
        return sides.spread ? spreadAdvice(*sides.spread, sides.traits, sides.nowMs)
                            : u"An edit is on its way to the gateway."_s;
    case DriftCause::Remembered:
        return rememberedText(sides.traits);
    case DriftCause::Batching:
        return u"The gateway writes usage every 5 s; the file has it in a moment."_s;
    case DriftCause::OtherDefault:
        return u"The key names no model, and this gateway's DEFAULT_MODEL is not %1. Nothing is "
               "wrong; name a model if the key must have that one."_s.arg(
                   displayText(QString::fromUtf16(DefaultModel)));
    case DriftCause::ClockSkew:
        return skewText(sides.clockSkewMs);
    case DriftCause::OtherFile:
        break;
    }
    return u"Nothing that this gateway does explains it: it uses another file, or another gateway "
           "writes this one. Compare its DATA_FILE with the path of this store."_s;
}

} // namespace keydeck
