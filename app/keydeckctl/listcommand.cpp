#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/keptnotes.h"
#include "app/keydeckctl/terminal.h"
#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/notes/suspension.h"
#include "core/notes/tag.h"
#include "core/report/keyjson.h"
#include "core/report/notejson.h"
#include "core/rules/keystatus.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

const QString Nothing = u"–"_s;

/// Which keys: all of them without --status and --tag.
struct Wanted
{
    std::optional<KeyStatus> status;
    QString tag;

    [[nodiscard]] bool fits(KeyStatus ofKey, const KeyNote &note) const
    {
        return (!status || ofKey == *status) && (tag.isEmpty() || hasTag(note.tags, tag));
    }
};

Result<std::optional<KeyStatus>> wantedStatus(const Context &context)
{
    if (!context.has(Option::Status))
        return std::nullopt;
    const QString id = context.value(Option::Status);
    if (const auto status = statusFromId(id))
        return status;
    QStringList ids;
    for (const KeyStatus status : AllKeyStatuses)
        ids += statusId(status);
    return failure(ErrorCode::InvalidInput,
        u"--status “%1” is none of %2; see keydeckctl list --help."_s.arg(
            displayText(id), ids.join(u", "_s)));
}

Result<Wanted> wantedKeys(const Context &context)
{
    return wantedStatus(context).and_then([&](std::optional<KeyStatus> status) -> Result<Wanted> {
        if (!context.has(Option::Tag))
            return Wanted{status, {}};
        return checkTag(context.value(Option::Tag)).map([&](const QString &tag) {
            return Wanted{status, tag};
        });
    });
}

/// The notes: with --tag they must be there to be searched, otherwise they are shown beside.
Result<KeyNotes> neededNotes(const Context &context)
{
    return context.has(Option::Tag) ? loadNotes(context) : notesToShow(context);
}

QStringList cells(const ApiKey &key, const KeyState &state, qint64 nowMs, bool reveal)
{
    const RateLimit &rate = state.rate;
    const QString secret = key.key();
    const auto lastUse = lastUsedMs(key);
    return {fingerprint(secret), displayText(key.name()),
        reveal ? displayText(secret) : maskedKey(secret), statusWord(state.status),
        rate.gatewayFails ? Nothing
                          : u"%1 / %2"_s.arg(formatCount(rate.used), formatCount(rate.limit)),
        rate.started ? formatRelative(rate.endMs, nowMs) : Nothing,
        formatCount(key.value(KeyField::TotalLifetimeTokens).toNumber()),
        state.expiresMs ? formatRelative(*state.expiresMs, nowMs) : u"never"_s,
        lastUse ? formatRelative(*lastUse, nowMs) : u"never"_s};
}

constexpr qsizetype StatusColumn = 3;

QList<TextTable::Column> columns(bool hasNotes)
{
    QList<TextTable::Column> columns{{u"ID"_s}, {u"NAME"_s, false, true},
        {u"KEY"_s, false, false, 4}, {u"STATUS"_s}, {u"USED / LIMIT"_s, true},
        {u"RESETS"_s, false, false, 1}, {u"LIFETIME"_s, true, false, 3}, {u"EXPIRES"_s},
        {u"LAST USED"_s, false, false, 2}};
    if (hasNotes)
        columns.append({u"TAGS"_s, false, false, 5});
    return columns;
}

Result<> printTable(
    const Context &context, const KeySet &keys, const KeyNotes &notes, const Wanted &wanted)
{
    const qint64 nowMs = context.clock.nowMs();
    TextTable table(columns(!notes.isEmpty()));
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const ApiKey key = keys.at(i);
        const KeyState state = keyState(key, nowMs);
        const KeyNote note = notes.noteOf(key.key());
        if (!wanted.fits(state.status, note))
            continue;
        QStringList row = cells(key, state, nowMs, context.has(Option::Reveal));
        if (suspensionOf(note, key))
            row[StatusColumn] = u"Suspended"_s;
        if (!notes.isEmpty())
            row += displayText(note.tags.join(u", "_s));
        table.addRow(row);
    }
    return print(table.text(terminalColumns()));
}

Result<> printJson(
    const Context &context, const KeySet &keys, const KeyNotes &notes, const Wanted &wanted)
{
    const qint64 nowMs = context.clock.nowMs();
    const QJsonArray all = keysJson(keys, nowMs, context.has(Option::Reveal));
    QJsonArray array;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const ApiKey key = keys.at(i);
        if (wanted.fits(keyState(key, nowMs).status, notes.noteOf(key.key())))
            array.append(withNote(all[i].toObject(), key, notes));
    }
    return print(QJsonDocument(array));
}

} // namespace

Result<> runList(const Context &context)
{
    return wantedKeys(context).and_then([&](const Wanted &wanted) {
        return loadKeys(context).and_then([&](const KeySet &keys) {
            return neededNotes(context).and_then([&](const KeyNotes &notes) {
                if (const auto wiped = looksWiped(context, keys))
                    note(wiped->sentence());
                return context.json() ? printJson(context, keys, notes, wanted)
                                      : printTable(context, keys, notes, wanted);
            });
        });
    });
}

} // namespace keydeck
