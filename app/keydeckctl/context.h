// What every command works with, and the few things that all of them do.
#pragma once

#include "app/keydeckctl/commandline.h"
#include "app/keydeckctl/terminal.h"
#include "core/base/cachesettings.h"
#include "core/base/clock.h"
#include "core/changes/storeeditor.h"
#include "core/gateway/profile.h"
#include "core/rules/lint.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <vector>

namespace keydeck {

/// The process around a command, read once and passed on.
struct Context
{
    const Invocation &invocation;
    const Clock &clock;
    QString defaultStore; ///< KEYDECK_STORE
    CacheSettings cache;
    LockJournal lockJournal;
    QString storesFolder; ///< where backups and changes are kept
    QString editor; ///< who edits
    QString historyFolder; ///< where the usage history is kept
    QString profilesPath; ///< the file that they are in
    std::optional<Profile> profile = {}; ///< of --profile
    bool hasBlocks = true; ///< the person's locale has more than ASCII

    [[nodiscard]] bool json() const { return invocation.has(Option::Json); }
    [[nodiscard]] bool has(Option option) const { return invocation.has(option); }
    [[nodiscard]] QString value(Option option) const { return invocation.value(option); }
    [[nodiscard]] QStringList values(Option option) const { return invocation.values(option); }
};

/// --store, else the profile's, else KEYDECK_STORE; InvalidInput when none of them names one.
[[nodiscard]] Result<QString> storePath(const Context &context);

/// The store's keys, at one moment. StoreUnusable, with the reason, when the gateway itself cannot
/// use the file.
[[nodiscard]] Result<KeySet> loadKeys(const Context &context);

/// Whether that many keys are missing since Keydeck's last edit that the store looks wiped.
[[nodiscard]] std::optional<Shrinkage> looksWiped(const Context &context, const KeySet &keys);

/// loadKeys() for an edit: StoreUnusable as well when the store looks wiped, since a key that is
/// missing then says nothing.
[[nodiscard]] Result<KeySet> loadKeysToEdit(const Context &context);

/// What takes our locks and temporary files away whatever ends this process. Starts a process that
/// ends with what is returned; requires that this one has no second thread yet.
[[nodiscard]] LockSafeguards lockSafeguards(const Context &context);

/// The store of the command line, for editing: with these safeguards, its backups and its changes.
class EditedStore final
{
public:
    EditedStore(const Context &context, const QString &path);

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] StoreEditor &editor() { return m_editor; }

private:
    QString m_path;
    KeyStore m_store;
    StoreEditor m_editor;
};

/// Gives an edit back as it is, and says on standard error what is worth knowing besides.
[[nodiscard]] Result<EditOutcome> noteOddities(
    const Context &context, Result<EditOutcome> edit, const QString &path);

/// Runs one edit of the store. Failed where the profile is read-only.
[[nodiscard]] Result<EditOutcome> applyEdit(const Context &context, const Command &command);

/// The folder of the store's backups and changes.
[[nodiscard]] EditSurroundings editSurroundings(const Context &context, const QString &path);

/// The records that the selectors, or the keys on standard input, name: each once, in that order.
/// One that fits none or several fails them all.
[[nodiscard]] Result<std::vector<qsizetype>> selectedKeys(
    const Context &context, const KeySet &keys);

/// One line for a record: "3f2a9c01b7d4  Alice", safe to print.
[[nodiscard]] QString idAndName(const ApiKey &key);
[[nodiscard]] QJsonArray ids(const KeySet &keys, const std::vector<qsizetype> &indexes);

/// What standard output is.
[[nodiscard]] Screen screen(const Context &context);

/// Says one line on standard error.
void note(const QString &sentence);

/// Writes to standard output. Fails when it is full or closed.
[[nodiscard]] Result<> print(const QByteArray &text);
[[nodiscard]] Result<> print(const QString &text);
[[nodiscard]] Result<> print(const QJsonDocument &document);

} // namespace keydeck
