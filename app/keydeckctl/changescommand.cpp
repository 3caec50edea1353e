#include "app/keydeckctl/changesprint.h"
#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/keyinput.h"
#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/changes/changetext.h"
#include "core/rules/jsdate.h"
#include "core/rules/selector.h"

#include <QJsonObject>

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MostLines = 5;
constexpr qsizetype AllLines = 1'000'000;

/// Which keys' changes: of a key that is gone as well, as long as the journal knows it.
struct Wanted
{
    QString selector; ///< empty: all
    QString fingerprint; ///< of --key-stdin

    [[nodiscard]] bool everything() const { return selector.isEmpty() && fingerprint.isEmpty(); }
    [[nodiscard]] bool fits(const NotedChange &change) const
    {
        if (everything() || change.name == selector)
            return true;
        if (!fingerprint.isEmpty())
            return change.fingerprint == fingerprint;
        return selector.size() >= FingerprintMinimumDigits
            && change.fingerprint.startsWith(selector, Qt::CaseInsensitive);
    }
};

Result<Wanted> wantedKeys(const Context &context)
{
    if (!context.has(Option::KeyStdin))
        return Wanted{context.invocation.arguments.value(0), {}};
    return keysFromStandardInput().map([](const QStringList &keys) {
        return Wanted{{}, fullFingerprint(keys.first())};
    });
}

/// Without the changes that are not wanted; nothing where none is left.
std::optional<ChangeEntry> reduced(ChangeEntry entry, const Wanted &wanted)
{
    if (wanted.everything())
        return entry;
    std::erase_if(entry.changes, [&](const NotedChange &change) { return !wanted.fits(change); });
    return entry.changes.empty() ? std::nullopt : std::optional(std::move(entry));
}

QString text(const ChangeEntry &entry, qsizetype most)
{
    QString lines = u"%1  %2  %3\n"_s.arg(
        formatExact(entry.atMs), displayText(entry.author), entryTitle(entry));
    if (const QString note = entryNote(entry); !note.isEmpty())
        lines += u"  "_s + note + u'\n';
    return lines + changeLines(entry.changes, most);
}

QJsonObject json(const ChangeEntry &entry)
{
    const auto orNull
        = [](const QString &value) { return value.isEmpty() ? QJsonValue() : QJsonValue(value); };
    return {{u"id"_s, entry.id}, {u"at"_s, toIsoString(entry.atMs)}, {u"author"_s, entry.author},
        {u"title"_s, entryTitle(entry)}, {u"backup"_s, orNull(entry.backup)},
        {u"key_count"_s, entry.keyCount}, {u"confirmed"_s, entry.isConfirmed},
        {u"reverts"_s, orNull(entry.reverts)}, {u"changes"_s, changesJson(entry.changes)}};
}

Result<> printEntries(
    const Context &context, const QList<ChangeEntry> &entries, const Wanted &wanted)
{
    QList<ChangeEntry> newestFirst;
    for (auto entry = entries.crbegin(); entry != entries.crend(); ++entry) {
        if (auto kept = reduced(*entry, wanted))
            newestFirst.append(std::move(*kept));
    }
    if (context.json()) {
        QJsonArray array;
        for (const ChangeEntry &entry : std::as_const(newestFirst))
            array.append(json(entry));
        return print(QJsonDocument(array));
    }
    if (newestFirst.isEmpty()) {
        return print(wanted.everything()
                ? u"No edit of this store has been made with Keydeck yet.\n"_s
                : u"No edit of that key has been made with Keydeck.\n"_s);
    }
    QString lines;
    for (const ChangeEntry &entry : std::as_const(newestFirst))
        lines += text(entry, wanted.everything() ? MostLines : AllLines);
    return print(lines);
}

} // namespace

Result<> runChanges(const Context &context)
{
    return storePath(context).and_then([&](const QString &path) {
        return wantedKeys(context).and_then([&](const Wanted &wanted) {
            const EditRecords records(editSurroundings(context, path), path, context.clock);
            return records.journal().read().and_then([&](const QList<ChangeEntry> &entries) {
                return printEntries(context, entries, wanted);
            });
        });
    });
}

} // namespace keydeck
