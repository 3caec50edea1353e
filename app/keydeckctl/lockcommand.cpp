#include "app/keydeckctl/commands.h"
#include "core/base/format.h"
#include "core/store/filelock.h"
#include "core/store/storefile.h"

#include <QJsonObject>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

QString sentence(const LockStatus &lock, const QString &path, qint64 ageMs)
{
    if (!lock.held)
        return u"free: %1"_s.arg(path);
    const QString held = u"held for %1 by user %2: %3"_s.arg(
        formatDuration(ageMs), QString::number(lock.ownerId), path);
    if (!lock.isDirectory)
        return held + u"\nIt is a file: the gateway fails every request until it is removed."_s;
    if (!lock.isEmpty)
        return held + u"\nIt is not empty: the gateway cannot release it until it is emptied."_s;
    if (ageMs > qint64(LockPatience::GatewayTries) * LockPatience::GatewayRetryMs)
        return held
            + u"\nThe gateway fails requests while it stands. If no gateway and no Keydeck holds "
              u"it, "
              "remove it with rmdir."_s;
    return held;
}

Result<> status(const Context &context, const QString &path)
{
    const LockStatus lock = FileLock::status(path);
    if (!lock.held && !StoreFile(path).identity().exists())
        return failure(ErrorCode::StoreUnusable,
            u"There is no store at %1, and no lock beside it: check the path."_s.arg(path));

    const QString lockPath = FileLock::lockPath(path);
    const qint64 ageMs = std::max<qint64>(0, context.clock.nowMs() - lock.createdMs);
    if (!context.json())
        return print(QString(sentence(lock, lockPath, ageMs) + u'\n'));
    QJsonObject object{{u"held"_s, lock.held}, {u"path"_s, lockPath}, {u"age_s"_s, {}},
        {u"owner_uid"_s, {}}, {u"is_directory"_s, {}}, {u"is_empty"_s, {}}};
    if (lock.held) {
        object[u"age_s"_s] = double(ageMs) / 1000;
        object[u"owner_uid"_s] = qint64(lock.ownerId);
        object[u"is_directory"_s] = lock.isDirectory;
        object[u"is_empty"_s] = lock.isEmpty;
    }
    return print(QJsonDocument(object));
}

} // namespace

Result<> runLock(const Context &context)
{
    if (context.invocation.arguments != QStringList{u"status"_s})
        return failure(ErrorCode::InvalidInput,
            u"lock takes the word status: keydeckctl lock status; see keydeckctl lock --help."_s);
    return storePath(context).and_then([&](const QString &path) { return status(context, path); });
}

} // namespace keydeck
