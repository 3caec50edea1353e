#include "core/store/guardianloop.h"

#include "core/store/filedescriptor.h"
#include "core/store/ioerror.h"
#include "core/store/leftovers.h"
#include "core/store/lockjournal.h"
#include "core/store/locksettling.h"

#include <QFile>
#include <QJsonDocument>
#include <QSet>

#include <chrono>
#include <cstring>
#include <map>
#include <thread>

#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int EndTries = 500;
constexpr std::chrono::milliseconds FailurePause(1);
constexpr size_t MaximumMessageBytes = 64 * 1024; // two paths and some numbers

struct Message
{
    QJsonObject content;
    FileDescriptor attached;
};

struct ExpectedLock
{
    LockEntry entry;
    QString journalPath;
    FileDescriptor directory;
};

struct Watched
{
    std::map<QString, ExpectedLock> locks; ///< by private path
    QSet<QString> stores;
    QSet<QString> journals; ///< their folders
};

/// Nothing when the connection has ended. A failure while the process lives is a message of no
/// content: to take that for its end would take its locks away under its hands.
std::optional<Message> receive(int connection, const ProcessIdentity &guarded)
{
    QByteArray bytes(MaximumMessageBytes, Qt::Uninitialized);
    iovec content{bytes.data(), MaximumMessageBytes};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    msghdr header{};
    header.msg_iov = &content;
    header.msg_iovlen = 1;
    header.msg_control = control;
    header.msg_controllen = sizeof control;
    const ssize_t got
        = retryInterrupted([&] { return ::recvmsg(connection, &header, MSG_CMSG_CLOEXEC); });
    if (got < 0 && guarded.mayBeAlive()) {
        std::this_thread::sleep_for(FailurePause);
        return Message();
    }
    if (got <= 0)
        return std::nullopt;
    bytes.truncate(got);
    Message message{QJsonDocument::fromJson(bytes).object(), {}};
    const cmsghdr *attached = CMSG_FIRSTHDR(&header);
    if (attached && attached->cmsg_level == SOL_SOCKET && attached->cmsg_type == SCM_RIGHTS) {
        int descriptor = -1;
        std::memcpy(&descriptor, CMSG_DATA(attached), sizeof descriptor);
        message.attached = FileDescriptor(descriptor);
    }
    return message;
}

void note(Message message, Watched &watched)
{
    const QJsonObject &content = message.content;
    if (const auto entry = LockEntry::fromJson(content["expect"_L1].toObject())) {
        watched.locks.insert_or_assign(entry->privatePath,
            ExpectedLock{*entry, content["journal"_L1].toString(), std::move(message.attached)});
    }
    if (content.contains("forget"_L1))
        watched.locks.erase(content["forget"_L1].toString());
    if (content.contains("watch"_L1)) {
        watched.stores.insert(content["watch"_L1].toString());
        watched.journals.insert(content["journal"_L1].toString());
    }
}

void settle(const ExpectedLock &lock)
{
    const LockJournal journal(lock.journalPath.isEmpty() ? QString() : folderOf(lock.journalPath));
    const auto guarding = journal.guard();
    if (!guarding || settle(lock.entry, lock.directory.get()) == Settled::Left)
        return; // the journal remembers it
    if (!lock.journalPath.isEmpty())
        ::unlink(QFile::encodeName(lock.journalPath).constData());
}

/// The connection ends a moment before the process does.
void awaitEnd(const ProcessIdentity &guarded)
{
    for (int tries = 0; tries < EndTries && guarded.mayBeAlive(); ++tries)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

} // namespace

void runGuardian(int connection, const ProcessIdentity &guarded)
{
    Watched watched;
    bool endedWell = false;
    while (auto message = receive(connection, guarded)) {
        endedWell = message->content.contains("end"_L1);
        if (endedWell)
            break;
        note(std::move(*message), watched);
    }
    // After a good end, too: a lock that is still known is one that could not be released.
    for (const auto &[path, lock] : watched.locks)
        settle(lock);
    if (endedWell)
        return;
    for (const QString &store : watched.stores)
        removeLeftovers(store, guarded.pid);
    if (watched.locks.empty() && watched.stores.isEmpty())
        return;
    // What it was about to tell us.
    awaitEnd(guarded);
    for (const QString &folder : watched.journals)
        LockJournal(folder).recover();
}

} // namespace keydeck
