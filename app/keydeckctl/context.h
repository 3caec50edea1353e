// What every command works with, and the few things that all of them do.
#pragma once

#include "app/keydeckctl/commandline.h"
#include "core/base/clock.h"
#include "core/base/ttlcache.h"
#include "core/rules/lint.h"
#include "core/store/keystore.h"

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

    [[nodiscard]] bool json() const { return invocation.has(Option::Json); }
    [[nodiscard]] bool has(Option option) const { return invocation.has(option); }
    [[nodiscard]] QString value(Option option) const { return invocation.value(option); }
};

/// --store, else KEYDECK_STORE; InvalidInput when neither names one.
[[nodiscard]] Result<QString> storePath(const Context &context);

/// The store's keys, at one moment. StoreUnusable, with the reason, when the gateway itself cannot
/// use the file.
[[nodiscard]] Result<KeySet> loadKeys(const Context &context);

/// What takes our locks and temporary files away whatever ends this process. Starts a process that
/// ends with what is returned; requires that this one has no second thread yet.
[[nodiscard]] LockSafeguards lockSafeguards(const Context &context);

/// Runs one edit of the store, with these safeguards, and notes what is unusual about it.
[[nodiscard]] Result<AppliedEdit> applyEdit(const Context &context, const Command &command);

/// The records that the selectors, or the keys on standard input, name: each once, in that order.
/// One that fits none or several fails them all.
[[nodiscard]] Result<std::vector<qsizetype>> selectedKeys(
    const Context &context, const KeySet &keys);

/// One line for a record: "3f2a9c01b7d4  Alice", safe to print.
[[nodiscard]] QString idAndName(const ApiKey &key);
[[nodiscard]] QJsonArray ids(const KeySet &keys, const std::vector<qsizetype> &indexes);

/// Says one line on standard error.
void note(const QString &sentence);

/// Writes to standard output. Fails when it is full or closed.
[[nodiscard]] Result<> print(const QByteArray &text);
[[nodiscard]] Result<> print(const QString &text);
[[nodiscard]] Result<> print(const QJsonDocument &document);

} // namespace keydeck
