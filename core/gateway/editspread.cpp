#include "core/gateway/editspread.h"

#include "core/rules/jsvalue.h"
#include "core/rules/keystatus.h"

#include <algorithm>

namespace keydeck {

namespace {

using Stage = KeySpread::Stage;

constexpr qint64 SoonMs = 1'000;

/// /stats passes on the store's text, and null where there is none.
bool sameText(const JsonValue &stored, const QString &answered)
{
    return stored.isString() ? stored.toString() == answered
                             : answered.isEmpty() || answered.toUtf8() == stored.text();
}

ChangeKind kindOf(const AdminEdit &edit)
{
    if (!edit.before)
        return ChangeKind::Created;
    return edit.after ? ChangeKind::Edited : ChangeKind::Removed;
}

/// Anything else is no word of the gateway's on the key.
bool isAboutTheKey(int httpStatus)
{
    return httpStatus == KeyAnswer::Ok || httpStatus == KeyAnswer::Unknown
        || httpStatus == KeyAnswer::Expired;
}

} // namespace

bool goesBy(const StatsAnswer &answer, const std::optional<ApiKey> &record)
{
    if (!record)
        return answer.httpStatus == KeyAnswer::Unknown;
    if (isKeyExpired(*record, answer.receivedMs))
        return answer.httpStatus == KeyAnswer::Expired;
    if (answer.httpStatus != KeyAnswer::Ok || !answer.sample)
        return false;
    const StatsSample &sample = *answer.sample;
    return sameText(record->value(KeyField::Name), sample.name)
        && (!hasOwnModel(*record) || effectiveModel(*record) == sample.model)
        && sameNumber(record->value(KeyField::TokenLimitPer5h).toNumber(), sample.tokenLimitPer5h)
        && sameText(record->value(KeyField::ExpiryDate), sample.expiryDate);
}

void EditSpread::setTraits(const GatewayTraits &traits)
{
    if (traits == m_traits)
        return;
    m_traits = traits;
    for (Edit &edit : m_edits) {
        if (edit.spread.stage == Stage::Spreading)
            schedule(edit);
    }
}

void EditSpread::noteEdits(const std::vector<AdminEdit> &edits, qint64 nowMs)
{
    forgetOld(nowMs);
    for (const AdminEdit &seen : edits) {
        Edit edit;
        edit.spread.kind = kindOf(seen);
        edit.spread.savedMs = nowMs;
        edit.before = seen.before;
        schedule(edit);
        m_edits.insert(seen.key, edit);
    }
}

void EditSpread::noteRestart(qint64 nowMs)
{
    for (Edit &edit : m_edits) {
        if (edit.spread.stage == Stage::Confirmed)
            continue;
        edit.restartedMs = nowMs;
        edit.spread.stage = Stage::Spreading;
        schedule(edit);
    }
}

void EditSpread::noteUse(const QString &key, qint64 usedMs)
{
    const auto found = m_edits.find(key);
    if (found == m_edits.end() || usedMs <= found->usedMs)
        return;
    found->usedMs = usedMs;
    if (found->spread.stage == Stage::Spreading)
        schedule(*found);
}

QStringList EditSpread::waiting() const
{
    QStringList keys;
    if (!m_traits.askingKeepsOld())
        return keys;
    for (auto edit = m_edits.cbegin(); edit != m_edits.cend(); ++edit) {
        if (edit->spread.stage == Stage::Spreading && !edit->restartedMs)
            keys.append(edit.key());
    }
    return keys;
}

void EditSpread::schedule(Edit &edit) const
{
    KeySpread &spread = edit.spread;
    const bool isPlain = m_traits.build == GatewayBuild::Plain;
    const bool isImmediate = isPlain || edit.restartedMs;
    const qint64 usedMs = m_traits.askingKeepsOld() ? edit.usedMs : 0;
    const qint64 sinceMs = edit.restartedMs.value_or(std::max(spread.savedMs, usedMs));
    spread.liveByMs = isImmediate ? sinceMs : sinceMs + m_traits.ttlMs;
    spread.quietUntilMs
        = m_traits.askingKeepsOld() && !isImmediate ? spread.liveByMs + SilenceMs : 0;
    spread.isIfUnused = m_traits.askingKeepsOld() && !isImmediate;
    edit.nextMs = std::max(sinceMs, spread.quietUntilMs);
}

void EditSpread::noteAnswer(
    const QString &key, const StatsAnswer &answer, const std::optional<ApiKey> &inFile)
{
    const auto found = m_edits.find(key);
    if (found == m_edits.end() || !isAboutTheKey(answer.httpStatus))
        return;
    KeySpread &spread = found->spread;
    const qint64 askedMs = answer.receivedMs - answer.latencyMs;
    if (askedMs < spread.savedMs || spread.stage == Stage::Confirmed)
        return;
    const bool fits = goesBy(answer, inFile);
    if (fits && !goesBy(answer, found->before)) {
        spread.stage = Stage::Confirmed;
        spread.quietUntilMs = 0;
        spread.answeredMs = answer.receivedMs;
    } else if (fits) {
        // It would have said the same before: asking again soon would tell no more.
        found->nextMs = answer.receivedMs + m_traits.ttlMs + SilenceMs;
    } else if (askedMs >= spread.liveByMs + SilenceMs) {
        contradict(*found, answer.receivedMs);
    } else {
        found->nextMs = std::clamp(
            spread.liveByMs + SoonMs, answer.receivedMs + SoonMs, answer.receivedMs + AskEveryMs);
    }
}

void EditSpread::contradict(Edit &edit, qint64 receivedMs) const
{
    edit.spread.stage = Stage::Contradicted;
    edit.spread.answeredMs = receivedMs;
    // Somebody uses the key: it is left alone for as long again.
    if (m_traits.askingKeepsOld())
        edit.spread.quietUntilMs = receivedMs + m_traits.ttlMs + SilenceMs;
    edit.nextMs = std::max(receivedMs + AskEveryMs, edit.spread.quietUntilMs);
}

std::optional<KeySpread> EditSpread::of(const QString &key, qint64 nowMs) const
{
    const auto found = m_edits.constFind(key);
    if (found == m_edits.cend() || nowMs - found->spread.savedMs > ForgetAfterMs)
        return std::nullopt;
    KeySpread spread = found->spread;
    // Where use keeps the old values, somebody may have used the key meanwhile.
    if (spread.stage == Stage::Spreading && nowMs >= spread.liveByMs && spread.quietUntilMs == 0)
        spread.stage = Stage::Live;
    return spread;
}

QHash<QString, KeySpread> EditSpread::all(qint64 nowMs) const
{
    QHash<QString, KeySpread> spreads;
    for (auto edit = m_edits.keyBegin(); edit != m_edits.keyEnd(); ++edit) {
        if (const auto spread = of(*edit, nowMs))
            spreads.insert(*edit, *spread);
    }
    return spreads;
}

QStringList EditSpread::due(qint64 nowMs) const
{
    QList<QPair<qint64, QString>> waiting;
    for (auto edit = m_edits.cbegin(); edit != m_edits.cend(); ++edit) {
        const bool isOld = nowMs - edit->spread.savedMs > ForgetAfterMs;
        if (edit->spread.stage != Stage::Confirmed && edit->nextMs <= nowMs && !isOld)
            waiting.append({edit->nextMs, edit.key()});
    }
    std::sort(waiting.begin(), waiting.end());
    QStringList keys;
    for (const auto &[sinceMs, key] : waiting)
        keys.append(key);
    return keys;
}

bool EditSpread::isSilent(const QString &key, qint64 nowMs) const
{
    const auto found = m_edits.constFind(key);
    return found != m_edits.cend() && nowMs < found->spread.quietUntilMs;
}

QStringList EditSpread::silent(qint64 nowMs) const
{
    QStringList keys;
    for (auto edit = m_edits.cbegin(); edit != m_edits.cend(); ++edit) {
        if (nowMs < edit->spread.quietUntilMs)
            keys.append(edit.key());
    }
    return keys;
}

void EditSpread::forgetOld(qint64 nowMs)
{
    m_edits.removeIf([nowMs](const QHash<QString, Edit>::iterator &edit) {
        return nowMs - edit->spread.savedMs > ForgetAfterMs;
    });
}

} // namespace keydeck
