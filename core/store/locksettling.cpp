#include "core/store/locksettling.h"

#include "core/base/format.h"
#include "core/store/advisorylock.h"
#include "core/store/ioerror.h"

#include <QFile>

#include <chrono>

#include <stdio.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr std::chrono::seconds GuardWait(1);

enum class Whose
{
    Ours,
    PerhapsOurs,
    NotOurs,
};

Whose whose(const LockEntry &entry, const QByteArray &lockPath, int pinned)
{
    const auto there = LockIdentity::at(lockPath);
    if (!there)
        return errno == ENOENT ? Whose::NotOurs : Whose::PerhapsOurs;
    if (pinned >= 0)
        return Place(lockPath).isOf(pinned) ? Whose::Ours : Whose::NotOurs;
    const bool sameBoot = entry.process.bootId == currentBootId();
    const bool same
        = sameBoot ? *there == entry.identity : there->isSameInAnotherBoot(entry.identity);
    if (!same)
        return Whose::NotOurs;
    return entry.marked ? Whose::Ours : Whose::PerhapsOurs;
}

bool isGone(const QByteArray &directory)
{
    return ::rmdir(directory.constData()) == 0 || errno == ENOENT;
}

/// The folder may be on a disk that is not mounted at the moment.
bool isFolderThere(const LockEntry &entry)
{
    const auto folder = LockIdentity::at(QFile::encodeName(folderOf(entry.lockPath)));
    return folder && folder->inode == entry.folderInode;
}

} // namespace

Result<FileDescriptor> guardSwaps(const QString &lockPath)
{
    FileDescriptor folder
        = FileDescriptor::open(QFile::encodeName(folderOf(lockPath)), O_RDONLY | O_DIRECTORY);
    if (!folder.isOpen())
        return folder;
    const AdvisoryLock taken = lockWithin(folder, GuardWait);
    if (taken == AdvisoryLock::Failed)
        return FileDescriptor();
    if (taken == AdvisoryLock::Busy) {
        return failure(ErrorCode::LockBusy,
            u"Another Keydeck is clearing a lock in %1 at this moment, and has been for a second. "
            u"Look for a stopped one, or try again."_s.arg(displayText(folderOf(lockPath))));
    }
    return folder;
}

bool exchangePlaces(const Place &a, const Place &b)
{
    return retryInterrupted([&] {
        return ::renameat2(a.folder(), a.name(), b.folder(), b.name(), RENAME_EXCHANGE);
    }) == 0;
}

bool giveBack(const Place &privatePlace, const Place &lockPlace, LockIdentity placed)
{
    // Every turn but the first means that somebody released and somebody else took the lock within
    // the microsecond between two lines of this loop.
    for (;;) {
        const auto returned = LockIdentity::at(privatePlace);
        if (!returned)
            return errno == ENOENT;
        if (!exchangePlaces(privatePlace, lockPlace))
            return errno == ENOENT; // released meanwhile: what we have is nobody's any more
        if (LockIdentity::at(privatePlace) == placed)
            return true;
        placed = *returned;
    }
}

Settled settle(const LockEntry &entry, int pinned)
{
    if (!isFolderThere(entry))
        return Settled::Left;
    FileDescriptor guarding;
    if (entry.displaced) {
        auto guarded = guardSwaps(entry.lockPath);
        if (!guarded)
            return Settled::Left;
        guarding = std::move(*guarded);
    }
    const QByteArray lockPath = QFile::encodeName(entry.lockPath);
    const QByteArray privatePath = QFile::encodeName(entry.privatePath);
    const Whose there = whose(entry, lockPath, pinned);
    if (there == Whose::PerhapsOurs)
        return Settled::Left;
    Settled outcome = Settled::NothingThere;
    if (there == Whose::Ours) {
        const auto swapped = LockIdentity::at(privatePath);
        const bool isSomebodys = entry.displaced && swapped && swapped != entry.displaced;
        if (isSomebodys) {
            if (!giveBack(privatePath, lockPath, entry.identity))
                return Settled::Left;
        } else if (isGone(lockPath)) {
            outcome = Settled::Removed;
        } else {
            return Settled::Left;
        }
    }
    return isGone(privatePath) ? outcome : Settled::Left;
}

} // namespace keydeck
