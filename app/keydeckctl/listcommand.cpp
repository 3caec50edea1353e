#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/keptnotes.h"
#include "app/keydeckctl/terminal.h"
#include "app/keydeckctl/wantedquery.h"
#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/notes/suspension.h"
#include "core/notes/tag.h"
#include "core/query/querymatches.h"
#include "core/report/keyjson.h"
#include "core/report/notejson.h"
#include "core/rules/keystatus.h"
#include "core/rules/lint.h"
#include "core/rules/shadowed.h"

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

const QString Nothing = u"–"_s;
constexpr int BarCells = 8;

/// Which keys: all of them without --status, --tag and --query.
struct Wanted
{
    std::optional<KeyStatus> status;
    QString tag;
    Query query;
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

Result<QString> wantedTag(const Context &context)
{
    return context.has(Option::Tag) ? checkTag(context.value(Option::Tag)) : Result<QString>();
}

Result<Wanted> wantedKeys(const Context &context)
{
    const auto status = wantedStatus(context);
    const auto tag = wantedTag(context);
    if (!status || !tag)
        return tl::make_unexpected(status ? tag.error() : status.error());
    return wantedQuery(context).map([&](const Query &query) {
        return Wanted{*status, *tag, query};
    });
}

/// By the place in the file. InvalidInput for a query that has a key in it.
Result<std::vector<char>> fitting(
    const Context &context, const KeySet &keys, const KeyNotes &notes, const Wanted &wanted)
{
    if (const Result<> checked = checkQueryHoldsNoKey(context, keys); !checked)
        return tl::make_unexpected(checked.error());
    const qint64 nowMs = context.clock.nowMs();
    std::vector<char> fits = queryMatches(wanted.query, keys, notes, nowMs);
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const ApiKey record = keys.at(i);
        fits[size_t(i)] = fits[size_t(i)]
            && (!wanted.status || keyState(record, nowMs).status == *wanted.status)
            && (wanted.tag.isEmpty() || hasTag(notes.noteOf(record.key()).tags, wanted.tag));
    }
    return fits;
}

/// As much of the limit as is used.
QString usageBar(const RateLimit &rate, const Screen &screen)
{
    const bool hasShare = !rate.gatewayFails && rate.limit > 0;
    return hasShare ? shareBar(rate.used / rate.limit, BarCells, screen) : QString();
}

QStringList cells(
    const ApiKey &key, const KeyState &state, qint64 nowMs, bool reveal, const Screen &screen)
{
    const RateLimit &rate = state.rate;
    const QString secret = key.key();
    const auto lastUse = lastUsedMs(key);
    return {fingerprint(secret), displayText(key.name()),
        reveal ? displayText(secret) : maskedKey(secret), statusWord(state.status),
        rate.gatewayFails ? Nothing
                          : u"%1 / %2"_s.arg(formatCount(rate.used), formatCount(rate.limit)),
        usageBar(rate, screen), rate.started ? formatRelative(rate.endMs(nowMs), nowMs) : Nothing,
        formatCount(key.value(KeyField::TotalLifetimeTokens).toNumber()),
        state.expiresMs ? formatRelative(*state.expiresMs, nowMs) : u"never"_s,
        lastUse ? formatRelative(*lastUse, nowMs) : u"never"_s};
}

constexpr qsizetype StatusColumn = 3;

QList<TextTable::Column> columns(bool hasNotes)
{
    QList<TextTable::Column> columns{{u"ID"_s}, {u"NAME"_s, false, true},
        {u"KEY"_s, false, false, 6}, {u"STATUS"_s}, {u"USED / LIMIT"_s, true},
        {{}, false, false, 2}, {u"RESETS"_s, false, false, 1}, {u"LIFETIME"_s, true, false, 5},
        {u"EXPIRES"_s, false, false, 3}, {u"LAST USED"_s, false, false, 4}};
    if (hasNotes)
        columns.append({u"TAGS"_s, false, false, 7});
    return columns;
}

/// Empty ones where no key stands twice, as in nearly every store: looking for all takes its time.
std::vector<QList<Finding>> duplicateFindings(const KeySet &keys, qint64 nowMs)
{
    const bool hasRepeats
        = std::ranges::any_of(keys.refs(), [](const KeyRef &ref) { return ref.occurrence > 0; });
    return hasRepeats ? lintKeys(keys, nowMs) : std::vector<QList<Finding>>(size_t(keys.size()));
}

Result<> printTable(const Context &context, const KeySet &keys, const KeyNotes &notes,
    const std::vector<char> &fits)
{
    const qint64 nowMs = context.clock.nowMs();
    const Screen shown = screen(context);
    TextTable table(columns(!notes.isEmpty()));
    const std::vector<QList<Finding>> findings = duplicateFindings(keys, nowMs);
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const ApiKey key = keys.at(i);
        if (!fits[size_t(i)])
            continue;
        const KeyNote note = notes.noteOf(key.key());
        QStringList row
            = cells(key, keyState(key, nowMs), nowMs, context.has(Option::Reveal), shown);
        if (isShadowed(findings[size_t(i)]))
            row[StatusColumn] = shadowedWord();
        else if (suspensionOf(note, key))
            row[StatusColumn] = u"Suspended"_s;
        if (!notes.isEmpty())
            row += displayText(note.tags.join(u", "_s));
        table.addRow(row);
    }
    return print(table.text(shown.columns));
}

/// One entry a record, in the file's order.
Result<> printJson(const Context &context, const KeySet &keys, const KeyNotes &notes,
    const std::vector<char> &fits)
{
    const QJsonArray all = keysJson(keys, context.clock.nowMs(), context.has(Option::Reveal));
    QJsonArray fitting;
    for (qsizetype i = 0; i < all.size(); ++i) {
        if (fits[size_t(i)])
            fitting.append(withNote(all[i].toObject(), keys.at(i), notes));
    }
    return print(QJsonDocument(fitting));
}

} // namespace

Result<> runList(const Context &context)
{
    return wantedKeys(context).and_then([&](const Wanted &wanted) {
        return loadKeys(context).and_then([&](const KeySet &keys) {
            return neededNotes(context).and_then([&](const KeyNotes &notes) {
                if (const auto wiped = looksWiped(context, keys))
                    note(wiped->sentence());
                return fitting(context, keys, notes, wanted).and_then([&](const auto &fits) {
                    return context.json() ? printJson(context, keys, notes, fits)
                                          : printTable(context, keys, notes, fits);
                });
            });
        });
    });
}

} // namespace keydeck
