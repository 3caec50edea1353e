#include "app/keydeckctl/changesprint.h"
#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/profileoptions.h"
#include "app/keydeckctl/terminal.h"
#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/rules/jsdate.h"

#include <QJsonObject>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

Result<> list(const Context &context, EditedStore &store)
{
    const auto keys = store.editor().trash();
    if (!keys)
        return tl::make_unexpected(keys.error());
    TextTable table({{u"ID"_s}, {u"NAME"_s}, {u"KEY"_s}, {u"DELETED"_s}, {u"BY"_s}});
    QJsonArray array;
    for (const TrashedKey &key : *keys) {
        const QString id = key.fingerprint.first(FingerprintDigits);
        table.addRow({id, displayText(key.name), key.maskedKey,
            formatRelative(key.deletedMs, context.clock.nowMs()), displayText(key.author)});
        array.append(
            QJsonObject{{u"id"_s, id}, {u"name"_s, key.name}, {u"masked_key"_s, key.maskedKey},
                {u"deleted_at"_s, toIsoString(key.deletedMs)}, {u"deleted_by"_s, key.author}});
    }
    if (context.json())
        return print(QJsonDocument(array));
    if (array.isEmpty())
        return print(u"There are no deleted keys to give back.\n"_s);
    return print(table.text(terminalColumns()));
}

Result<QStringList> selected(const StoreEditor &editor, const QStringList &selectors)
{
    const auto keys = editor.trash();
    if (!keys)
        return tl::make_unexpected(keys.error());
    QStringList ids;
    for (const QString &selector : selectors) {
        const auto key = selectTrashed(*keys, selector);
        if (!key)
            return tl::make_unexpected(key.error());
        if (!ids.contains(key->id))
            ids += key->id;
    }
    return ids;
}

Result<> restore(const Context &context, EditedStore &store, const QStringList &selectors)
{
    return checkWritable(context)
        .and_then([&] { return selected(store.editor(), selectors); })
        .and_then([&](const QStringList &ids) {
            return noteOddities(context, store.editor().giveBack(ids), store.path());
        })
        .and_then([&](const EditOutcome &outcome) {
            return printOutcome(context, u"given back"_s, outcome);
        });
}

} // namespace

Result<> runTrash(const Context &context)
{
    const QStringList &words = context.invocation.arguments;
    const QString verb = words.value(0);
    const bool lists = verb == "list"_L1 && words.size() == 1;
    if (!lists && !(verb == "restore"_L1 && words.size() > 1)) {
        return failure(ErrorCode::InvalidInput,
            u"trash takes list, or restore with a name or an id: keydeckctl trash list; see "
            u"keydeckctl trash --help."_s);
    }
    return storePath(context).and_then([&](const QString &path) {
        EditedStore store(context, path);
        return lists ? list(context, store) : restore(context, store, words.mid(1));
    });
}

} // namespace keydeck
