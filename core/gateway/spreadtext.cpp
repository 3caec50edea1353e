// What a person hears of an edit that spreads.
#include "core/gateway/editspread.h"

#include "core/base/format.h"

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

using Stage = KeySpread::Stage;

QString whatIsLive(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Created:
        return u"The gateway knows the new key"_s;
    case ChangeKind::Removed:
        return u"The gateway refuses the removed key"_s;
    case ChangeKind::Edited:
        break;
    }
    return u"The gateway goes by the edit"_s;
}

/// What it does until then.
QString whatIsOld(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Created:
        return u"if somebody tried the key before it was in the file, the gateway still refuses it"_s;
    case ChangeKind::Removed:
        return u"until then the gateway may still accept the key"_s;
    case ChangeKind::Edited:
        break;
    }
    return u"until then the gateway may still go by the old values"_s;
}

QString untilWhen(const KeySpread &spread, const GatewayTraits &traits, qint64 nowMs)
{
    const QString by = formatToSecond(spread.liveByMs, nowMs);
    switch (traits.build) {
    case GatewayBuild::Plain:
        return u"It is live with the key's next request."_s;
    case GatewayBuild::Cached:
        return u"It is live by %1 at the latest; %2. A restart of the gateway makes it "
               "immediate."_s.arg(by, whatIsOld(spread.kind));
    case GatewayBuild::Batching:
        return u"It is live once nobody has used the key for %1, at %2 at the earliest; %3. A "
               "restart of the gateway makes it immediate."_s.arg(
                   formatDuration(traits.ttlMs), by, whatIsOld(spread.kind));
    case GatewayBuild::Unknown:
        break;
    }
    return u"If the gateway remembers keys, it is live once nobody has used the key for %1, about "
           "%2; %3. A restart of the gateway makes it immediate."_s.arg(
               formatDuration(traits.ttlMs), by, whatIsOld(spread.kind));
}

} // namespace

QString spreadWord(const KeySpread &spread, qint64 nowMs)
{
    switch (spread.stage) {
    case Stage::Spreading:
        if (nowMs >= spread.liveByMs)
            return spread.quietUntilMs > 0 ? u"about to be checked"_s : u"not checked"_s;
        return (spread.isIfUnused ? u"live at %1 if unused"_s : u"live by %1"_s)
            .arg(formatToSecond(spread.liveByMs, nowMs));
    case Stage::Live:
        return u"live"_s;
    case Stage::Confirmed:
        return u"confirmed %1"_s.arg(formatToSecond(*spread.answeredMs, nowMs));
    case Stage::Contradicted:
        break;
    }
    return u"not live yet"_s;
}

QString spreadAdvice(const KeySpread &spread, const GatewayTraits &traits, qint64 nowMs)
{
    const QString saved = u"Saved %1. "_s.arg(formatToSecond(spread.savedMs, nowMs));
    switch (spread.stage) {
    case Stage::Spreading:
        return saved + untilWhen(spread, traits, nowMs)
            + (nowMs < spread.quietUntilMs
                    ? u" Keydeck asks for the key at %1 only: asking earlier would keep the old "
                      "values alive."_s.arg(formatToSecond(spread.quietUntilMs, nowMs))
                    : QString());
    case Stage::Live:
        return saved + u"By the clock the gateway goes by it; it has not been asked yet."_s;
    case Stage::Confirmed:
        return saved
            + u"%1: it said so at %2."_s.arg(
                whatIsLive(spread.kind), formatToSecond(*spread.answeredMs, nowMs));
    case Stage::Contradicted:
        break;
    }
    const QString why = traits.askingKeepsOld()
        ? u"It remembers a key for as long as it is used; restart it to make the edit live now."_s
        : u"Does it use this file, and is there one instance of it? A restart makes it read the "
          "file again."_s;
    return saved
        + u"At %1 the gateway did not go by it yet. %2"_s.arg(
            formatToSecond(*spread.answeredMs, nowMs), why);
}

QString liveNote(const GatewayTraits &traits, qint64 savedMs)
{
    const QString ttl = formatDuration(traits.ttlMs);
    const QString by = formatToSecond(savedMs + traits.ttlMs, savedMs);
    switch (traits.build) {
    case GatewayBuild::Plain:
        return u"The gateway goes by it from the next request on."_s;
    case GatewayBuild::Cached:
        return u"The gateway goes by it by %1 at the latest."_s.arg(by);
    case GatewayBuild::Batching:
        return u"The gateway goes by it once the key was unused for %1, at %2 at the "
               "earliest."_s.arg(ttl, by);
    case GatewayBuild::Unknown:
        break;
    }
    return u"If the gateway remembers keys, it goes by it once the key was unused for %1."_s.arg(
        ttl);
}

} // namespace keydeck
