#include "app/keydeckctl/context.h"

#include "app/keydeckctl/keyinput.h"
#include "app/keydeckctl/profileoptions.h"
#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/gateway/editspread.h"
#include "core/rules/selector.h"
#include "core/store/storenotes.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> usage(const Context &context, const QString &what)
{
    return failure(ErrorCode::InvalidInput,
        u"%1; see keydeckctl %2 --help."_s.arg(what, context.invocation.command->name));
}

/// By when the profile's gateway goes by what was saved just now; empty where it has none.
QString whenLive(const Context &context)
{
    if (!context.profile || context.profile->gateway.isEmpty())
        return {};
    return liveNote(gatewayTraits(*context.profile), context.clock.nowMs());
}

} // namespace

Result<QString> storePath(const Context &context)
{
    if (context.has(Option::Store))
        return context.value(Option::Store);
    const QString path = context.profile ? context.profile->storePath : context.defaultStore;
    if (path.isEmpty())
        return usage(context,
            u"No store is named: give --store FILE or --profile NAME, or set KEYDECK_STORE to its "
            "path"_s);
    return path;
}

Result<KeySet> loadKeys(const Context &context)
{
    return storePath(context).and_then([&](const QString &path) -> Result<KeySet> {
        auto keys = KeyStore(path, context.cache, context.clock).load();
        if (keys && !keys->isEditable())
            return failure(
                ErrorCode::StoreUnusable, u"%1 is not usable: %2"_s.arg(path, keys->problem()));
        return keys;
    });
}

std::optional<Shrinkage> looksWiped(const Context &context, const KeySet &keys)
{
    const auto path = storePath(context);
    if (!path)
        return std::nullopt;
    const EditRecords records(editSurroundings(context, *path), *path, context.clock);
    const Shrinkage shrinkage = records.shrinkage(keys.size());
    return shrinkage.isSuspicious() ? std::optional(shrinkage) : std::nullopt;
}

Result<KeySet> loadKeysToEdit(const Context &context)
{
    if (const Result<> writable = checkWritable(context); !writable)
        return tl::make_unexpected(writable.error());
    return loadKeys(context).and_then([&](KeySet keys) -> Result<KeySet> {
        if (const auto wiped = looksWiped(context, keys))
            return failure(ErrorCode::StoreUnusable, wiped->refusal());
        return keys;
    });
}

LockSafeguards lockSafeguards(const Context &context)
{
    return {context.lockJournal, LockGuardian::start()};
}

EditedStore::EditedStore(const Context &context, const QString &path)
    : m_path(path)
    , m_store(path, context.cache, context.clock, {}, lockSafeguards(context))
    , m_editor(m_store, editSurroundings(context, path), context.clock)
{ }

Result<EditOutcome> noteOddities(
    const Context &context, Result<EditOutcome> edit, const QString &path)
{
    if (!edit || !edit->written)
        return edit;
    QStringList sentences = edit->notes;
    sentences += {rootNote(path), longHoldNote(edit->lockHeldUs), whenLive(context)};
    for (const QString &sentence : std::as_const(sentences)) {
        if (!sentence.isEmpty())
            note(sentence);
    }
    return edit;
}

Result<EditOutcome> applyEdit(const Context &context, const Command &command)
{
    if (const Result<> writable = checkWritable(context); !writable)
        return tl::make_unexpected(writable.error());
    return storePath(context).and_then([&](const QString &path) {
        return noteOddities(context, EditedStore(context, path).editor().run(command), path);
    });
}

EditSurroundings editSurroundings(const Context &context, const QString &path)
{
    return {EditSurroundings::folderFor(context.storesFolder, path), context.editor};
}

Result<std::vector<qsizetype>> selectedKeys(const Context &context, const KeySet &keys)
{
    const bool byKey = context.has(Option::KeyStdin);
    if (byKey != context.invocation.arguments.isEmpty())
        return usage(context,
            byKey ? u"Give selectors or --key-stdin, not both"_s : u"Name a key by a SELECTOR"_s);
    const auto named
        = byKey ? keysFromStandardInput() : Result<QStringList>(context.invocation.arguments);
    const auto path = storePath(context);
    if (!named || !path)
        return tl::make_unexpected(named ? path.error() : named.error());

    std::vector<qsizetype> indexes;
    for (const QString &name : *named) {
        const auto index = byKey ? selectByKey(keys, name, *path) : selectKey(keys, name, *path);
        if (!index)
            return tl::make_unexpected(index.error());
        if (std::find(indexes.begin(), indexes.end(), *index) == indexes.end())
            indexes.push_back(*index);
    }
    return indexes;
}

QString idAndName(const ApiKey &key)
{
    return u"%1  %2"_s.arg(fingerprint(key.key()), displayText(key.name()));
}

QJsonArray ids(const KeySet &keys, const std::vector<qsizetype> &indexes)
{
    QJsonArray array;
    for (const qsizetype index : indexes)
        array.append(fingerprint(keys.at(index).key()));
    return array;
}

Screen screen(const Context &context)
{
    return {terminalColumns(), context.hasBlocks};
}

void note(const QString &sentence)
{
    // A file's name, or a gateway's answer, may hold anything.
    const QByteArray line = displayText(sentence).toUtf8();
    std::fprintf(stderr, "keydeckctl: %s\n", line.constData());
}

Result<> print(const QByteArray &text)
{
    const bool whole
        = std::fwrite(text.constData(), 1, size_t(text.size()), stdout) == size_t(text.size());
    if (whole && std::fflush(stdout) == 0)
        return {};
    return failure(ErrorCode::Failed,
        u"Standard output cannot be written: %1. What the command did to the store stands; send "
        u"the "
        "output elsewhere."_s.arg(QString::fromLocal8Bit(std::strerror(errno))));
}

Result<> print(const QString &text)
{
    return print(text.toUtf8());
}

Result<> print(const QJsonDocument &document)
{
    return print(document.toJson(QJsonDocument::Indented));
}

} // namespace keydeck
