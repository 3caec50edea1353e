#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/keptnotes.h"
#include "app/keydeckctl/labelledlines.h"
#include "app/keydeckctl/lintlines.h"
#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/notes/suspension.h"
#include "core/report/keyjson.h"
#include "core/report/notejson.h"
#include "core/rules/jsdate.h"
#include "core/rules/keystatus.h"
#include "core/rules/shadowed.h"

#include <cmath>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int BarCells = 30;

QString moment(std::optional<qint64> atMs, qint64 nowMs)
{
    return atMs ? u"%1 (%2)"_s.arg(formatExact(*atMs), formatRelative(*atMs, nowMs)) : u"never"_s;
}

QString usage(const RateLimit &rate)
{
    if (rate.gatewayFails)
        return u"the gateway fails on it"_s;
    return u"%1 used, %2 left"_s.arg(formatCount(rate.used), formatCount(rate.remaining()));
}

QString usageBar(double share, const Screen &screen)
{
    const QChar edge = screen.hasBlocks ? u'▏' : u'|';
    return u"%1%2%1 %3 %"_s.arg(
        edge, shareBar(share, BarCells, screen), formatCount(std::round(share * 100)));
}

QString limit(const RateLimit &rate)
{
    return std::isnan(rate.limit) ? u"none"_s : u"%1 tokens per 5 h"_s.arg(formatCount(rate.limit));
}

QString model(const ApiKey &key)
{
    const JsonValue own = key.value(KeyField::Model);
    const QString effective = displayText(effectiveModel(key));
    return own.isString() && !own.toString().isEmpty() ? effective
                                                       : effective + u" (the gateway's default)"_s;
}

/// What is kept beside the store about it.
void addNote(LabelledLines &lines, const KeySet &keys, const KeyNote &note)
{
    lines.addNote(note);
    for (qsizetype i = 0; i < keys.size() && !note.replacedBy.isEmpty(); ++i) {
        if (fingerprint(keys.at(i).key()) == note.replacedBy)
            lines.add(u"Replaced by"_s, idAndName(keys.at(i)));
    }
}

void addStatus(LabelledLines &lines, const KeyState &state, const QList<Finding> &findings,
    bool suspended, qint64 nowMs)
{
    if (isShadowed(findings)) { // the findings say why
        lines.add(u"Status"_s, shadowedWord());
        return;
    }
    if (!suspended) {
        lines.add(u"Status"_s, statusWord(state.status));
        lines.add({}, statusAdvice(state, nowMs));
        return;
    }
    lines.add(u"Status"_s, u"Suspended"_s);
    lines.add({},
        u"Suspended %1: the gateway answers 403. Resume it to give it the expiry that it had."_s
            .arg(formatRelative(*state.expiresMs, nowMs)));
}

QString details(const Context &context, const KeySet &keys, qsizetype index,
    const QList<Finding> &findings, const KeyNotes &notes)
{
    const qint64 nowMs = context.clock.nowMs();
    const ApiKey key = keys.at(index);
    const KeyState state = keyState(key, nowMs);
    const QString secret = key.key();
    const Screen shown = screen(context);
    LabelledLines lines(shown.columns);
    lines.add(u"ID"_s, fingerprint(secret));
    lines.add(u"Name"_s, displayText(key.name()));
    lines.add(u"Key"_s, context.has(Option::Reveal) ? displayText(secret) : maskedKey(secret));
    addStatus(lines, state, findings, isSuspended(notes, key), nowMs);
    lines.add(u"Model"_s, model(key));
    lines.add(u"Limit"_s, limit(state.rate));
    lines.add(u"This window"_s, usage(state.rate));
    if (shown.columns > 0 && !state.rate.gatewayFails && state.rate.limit > 0)
        lines.add({}, usageBar(state.rate.used / state.rate.limit, shown));
    if (state.rate.started) {
        lines.add(u"Began"_s, moment(state.rate.startMs(nowMs), nowMs));
        lines.add(u"Resets"_s, moment(state.rate.endMs(nowMs), nowMs));
    }
    lines.add(u"Lifetime"_s,
        u"%1 tokens"_s.arg(formatCount(key.value(KeyField::TotalLifetimeTokens).toNumber())));
    lines.add(u"Expires"_s, moment(state.expiresMs, nowMs));
    const JsonValue created = key.value(KeyField::CreatedAt);
    if (const auto createdMs = parseJsDate(created.toString()))
        lines.add(u"Created"_s, moment(createdMs, nowMs));
    lines.add(u"Last used"_s, moment(lastUsedMs(key), nowMs));
    addNote(lines, keys, notes.noteOf(secret));
    const FixPlanner planner(keys, {nowMs});
    for (const Finding &finding : findings) {
        lines.add(severityWord(finding.severity), displayText(finding.message));
        lines.add({}, displayText(remedyText(planner, index, finding)));
    }
    return lines.text();
}

Result<> show(const Context &context, const KeySet &keys, qsizetype index)
{
    const qint64 nowMs = context.clock.nowMs();
    const ApiKey key = keys.at(index);
    const QList<Finding> findings = lintKeys(keys, nowMs).at(size_t(index));
    const KeyNotes notes = notesToShow(context);
    if (!context.json())
        return print(details(context, keys, index, findings, notes));
    return print(QJsonDocument(
        withNote(keyJson(key, findings, nowMs, context.has(Option::Reveal)), key, notes)));
}

} // namespace

Result<> runShow(const Context &context)
{
    return loadKeys(context).and_then([&](const KeySet &keys) -> Result<> {
        const auto selected = selectedKeys(context, keys);
        if (!selected)
            return tl::make_unexpected(selected.error());
        if (selected->size() > 1)
            return failure(ErrorCode::InvalidInput,
                u"show takes one key and there are %1 on standard input; see keydeckctl show "
                "--help."_s.arg(selected->size()));
        return show(context, keys, selected->front());
    });
}

} // namespace keydeck
