#include "app/keydeckctl/changesprint.h"
#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/profileoptions.h"
#include "app/keydeckctl/terminal.h"
#include "core/base/format.h"
#include "core/changes/changetext.h"
#include "core/rules/jsdate.h"
#include "core/store/keycodec.h"

#include <QJsonObject>
#include <QLocale>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MostLines = 20;

QString keyCountText(const KeySet &keys)
{
    return keys.isEditable() ? formatCount(double(keys.size())) : u"not usable"_s;
}

Result<> list(const Context &context, const QString &path)
{
    const EditRecords records(editSurroundings(context, path), path, context.clock);
    const Backups &backups = records.backups();
    TextTable table({{u"ID"_s}, {u"TAKEN"_s}, {u"KEYS"_s, true}, {u"SIZE"_s, true, false, 1}});
    QJsonArray array;
    for (const Backup &backup : backups.list()) {
        const auto bytes = backups.read(backup.id);
        if (!bytes)
            continue; // another Keydeck took it away meanwhile
        const KeySet keys = decodeStore(*bytes);
        table.addRow({backup.id, formatRelative(backup.takenMs, context.clock.nowMs()),
            keyCountText(keys), QLocale().formattedDataSize(backup.size)});
        array.append(QJsonObject{{u"id"_s, backup.id}, {u"taken_at"_s, toIsoString(backup.takenMs)},
            {u"size"_s, backup.size}, {u"usable"_s, keys.isEditable()},
            {u"key_count"_s, keys.size()}});
    }
    if (context.json())
        return print(QJsonDocument(array));
    if (array.isEmpty())
        return print(u"There are no backups yet: one is made before each edit.\n"_s);
    return print(table.text(terminalColumns()));
}

Result<> make(const Context &context, EditedStore &store)
{
    return store.editor().accept().and_then([&](const Backup &backup) {
        if (context.json())
            return print(
                QJsonDocument(QJsonObject{{u"id"_s, backup.id}, {u"size"_s, backup.size}}));
        return print(u"kept: %1\n"_s.arg(backup.id));
    });
}

/// The newest is the newest that can be restored: the copy made before a repair may be of a store
/// that the gateway could not use.
Result<QString> backupId(EditedStore &store, const QString &named)
{
    if (named != "newest"_L1)
        return named;
    const Backups &backups = store.editor().records().backups();
    for (const Backup &backup : backups.list()) {
        const auto bytes = backups.read(backup.id);
        if (bytes && decodeStore(*bytes).isEditable())
            return backup.id;
    }
    return failure(ErrorCode::NotFound, u"There are no backups of this store to restore."_s);
}

Result<> restoreNow(const Context &context, EditedStore &store, const QString &id)
{
    return noteOddities(context, store.editor().restore(id), store.path())
        .and_then([&](const EditOutcome &outcome) {
            return printOutcome(context, u"restored %1"_s.arg(id), outcome);
        });
}

Result<> restore(const Context &context, EditedStore &store, const QString &id)
{
    if (const Result<> writable = checkWritable(context); !writable && !context.has(Option::DryRun))
        return writable;
    if (!context.has(Option::DryRun) && context.has(Option::Yes))
        return restoreNow(context, store, id);
    if (!context.has(Option::DryRun) && !isConversation())
        return failure(ErrorCode::InvalidInput,
            u"backup restore needs --yes where nobody can be asked; see keydeckctl backup --help."_s);
    const auto changes = store.editor().previewRestore(id).map(
        [](const RestorePreview &preview) { return noted(preview.changes); });
    if (!changes)
        return tl::make_unexpected(changes.error());
    const QString text = u"%1 would be restored: %2\n%3"_s.arg(
        id, changeSummary(*changes), changeLines(*changes, MostLines));
    if (context.has(Option::DryRun)) {
        return context.json() ? print(QJsonDocument(changesJson(*changes))) : print(text);
    }
    if (!askYesNo(text + u"Restore it? [y/N] "_s))
        return failure(ErrorCode::Failed, u"Nothing was restored, since you did not say yes."_s);
    return restoreNow(context, store, id);
}

Result<> wrongWords()
{
    return failure(ErrorCode::InvalidInput,
        u"backup takes list, make, or restore with an ID: keydeckctl backup list; see keydeckctl "
        u"backup --help."_s);
}

} // namespace

Result<> runBackup(const Context &context)
{
    const QStringList &words = context.invocation.arguments;
    const QString verb = words.value(0);
    const bool restores = verb == "restore"_L1;
    if (words.size() != (restores ? 2 : 1) || !(restores || verb == "list"_L1 || verb == "make"_L1))
        return wrongWords();
    if (!restores && (context.has(Option::Yes) || context.has(Option::DryRun)))
        return failure(ErrorCode::InvalidInput,
            u"--yes and --dry-run are for backup restore; see keydeckctl backup --help."_s);
    return storePath(context).and_then([&](const QString &path) -> Result<> {
        if (verb == "list"_L1)
            return list(context, path);
        EditedStore store(context, path);
        if (verb == "make"_L1)
            return make(context, store);
        return backupId(store, words[1]).and_then([&](const QString &id) {
            return restore(context, store, id);
        });
    });
}

} // namespace keydeck
