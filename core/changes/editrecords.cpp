// Invariant: whoever has the claim finds either no backup that is newer than the last entry, or one
// that a process of ours made before it ended in the middle of an edit.
#include "core/changes/editrecords.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/store/advisorylock.h"
#include "core/store/durablefile.h"
#include "core/store/ioerror.h"
#include "core/store/keycodec.h"
#include "core/store/merge.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr std::chrono::seconds ClaimWait(3);
constexpr int PathDigits = 12;

/// What an administrator may have done, of all that differs.
ChangeSet withoutUsage(ChangeSet changes)
{
    for (KeyChange &change : changes) {
        if (change.kind == ChangeKind::Edited)
            std::erase_if(
                change.fields, [](const FieldChange &field) { return isGatewaysOwn(field.field); });
    }
    std::erase_if(changes, [](const KeyChange &change) { return change.fields.empty(); });
    return changes;
}

/// Without a copy there is no edit.
tl::unexpected<Error> keepsNoCopy(const Error &why)
{
    return failure(why.code,
        u"Nothing was changed, since no copy of the store could be kept first. %1 XDG_DATA_HOME "
        u"names the folder that copies are kept in."_s.arg(why.message));
}

} // namespace

QString EditSurroundings::folderFor(const QString &allStores, const QString &storePath)
{
    if (allStores.isEmpty())
        return {};
    // The folder's own path, so that two ways to it are one; the store itself may not be there.
    const QString folder = QFileInfo(folderOf(storePath)).canonicalFilePath();
    const QString name = QFileInfo(storePath).fileName();
    const QString path = (folder.isEmpty() ? folderOf(storePath) : folder) + u'/' + name;
    return u"%1/%2-%3"_s.arg(allStores, name, fullFingerprint(path).first(PathDigits));
}

EditRecords::EditRecords(EditSurroundings surroundings, QString storePath, const Clock &clock)
    : m_surroundings(std::move(surroundings))
    , m_storePath(std::move(storePath))
    , m_clock(clock)
    , m_backups(m_surroundings.folder + u"/backups"_s)
    , m_journal(m_surroundings.folder + u"/changes.jsonl"_s)
    , m_trash(m_surroundings.folder + u"/trash"_s)
{ }

/// An flock, which ends with the process however that ends.
Result<FileDescriptor> EditRecords::claim() const
{
    if (const auto made = makePrivateFolder(m_surroundings.folder); !made)
        return keepsNoCopy(made.error());
    const QString path = m_surroundings.folder + u"/editing"_s;
    FileDescriptor file
        = FileDescriptor::open(QFile::encodeName(path), O_RDWR | O_CREAT | O_NOFOLLOW, 0600);
    if (!file.isOpen())
        return keepsNoCopy(ioFailure(ErrorCode::Failed, u"open"_s, path, errno).value());
    const AdvisoryLock taken = lockWithin(file, ClaimWait);
    if (taken == AdvisoryLock::Failed)
        return ioFailure(ErrorCode::Failed, u"lock"_s, path, errno);
    if (taken == AdvisoryLock::Busy) {
        return failure(ErrorCode::LockBusy,
            u"Another Keydeck of yours is in the middle of an edit of %1, and has been for "
            u"three seconds. Nothing was changed; look for a stopped one, or try again."_s.arg(
                displayText(m_storePath)));
    }
    return file;
}

Shrinkage EditRecords::shrinkage(qint64 keyCount) const
{
    const auto last = m_journal.last();
    return {last && *last ? (*last)->keyCount : 0, keyCount};
}

ChangeEntry EditRecords::newEntry(const QString &title) const
{
    ChangeEntry entry;
    entry.id = ChangeEntry::newId();
    entry.author = m_surroundings.author;
    entry.title = title;
    return entry;
}

Result<EditRecords::Copy> EditRecords::keepCopy() const
{
    auto snapshot = StoreFile(m_storePath).read();
    if (!snapshot)
        return tl::make_unexpected(snapshot.error());
    auto backup = m_backups.keep(snapshot->bytes, m_clock.nowMs());
    if (!backup)
        return keepsNoCopy(backup.error());
    return Copy{std::move(*backup), std::move(snapshot->bytes)};
}

/// The edit is made: from here on everything that fails is told beside it.
QStringList EditRecords::note(ChangeEntry entry, const AppliedEdit &edit, const Copy &copy) const
{
    QStringList troubles;
    Backup backup = copy.backup;
    if (copy.bytes != edit.before.bytes()) {
        // The gateway booked something between the copy and the edit.
        const auto exact = m_backups.keep(edit.before.bytes(), m_clock.nowMs());
        if (exact) {
            m_backups.remove(backup.id);
            backup = *exact;
        }
    }
    entry.atMs = m_clock.nowMs();
    entry.backup = backup.id;
    entry.keyCount = edit.keys.size();
    entry.isUndoable = edit.before.isEditable();
    const ChangeSet changes = changesBetween(edit.before, edit.keys);
    entry.changes = noted(changes);
    if (const auto appended = m_journal.append(entry); !appended) {
        troubles += u"The change is saved, but not noted, so that it cannot be undone. "_s
            + appended.error().message;
    }
    if (const auto kept = m_trash.keep(changes, entry.atMs, entry.author); !kept) {
        troubles += u"What was deleted is not in the trash, but can be undone for now. "_s
            + kept.error().message;
    }
    m_backups.prune(m_clock.nowMs());
    m_trash.prune(m_clock.nowMs());
    return troubles;
}

/// An entry that made no copy of its own is no sign that the newest one is nobody's.
Result<bool> EditRecords::hasEntryFor(const Backup &backup) const
{
    return m_journal.read().map([&](const QList<ChangeEntry> &entries) {
        return std::any_of(entries.begin(), entries.end(),
            [&](const ChangeEntry &entry) { return entry.backup == backup.id; });
    });
}

/// Requires the claim. Finds out what became of an edit whose process could not note it any more.
Result<> EditRecords::settleInterrupted(const KeyStore &store) const
{
    const QList<Backup> kept = m_backups.list();
    if (kept.isEmpty())
        return {};
    const Backup &newest = kept.front();
    const auto last = m_journal.last();
    if (!last)
        return tl::make_unexpected(last.error());
    if (*last && (*last)->backup >= newest.id)
        return {};
    if (const auto isNoted = hasEntryFor(newest); !isNoted || *isNoted)
        return isNoted ? Result<>() : tl::make_unexpected(isNoted.error());
    const auto bytes = m_backups.read(newest.id);
    const auto now = store.load();
    if (bytes && now && now->bytes() == *bytes) {
        m_backups.remove(newest.id);
        return {};
    }
    if (!bytes || !now || !now->isEditable())
        return {}; // it stays for as long as it takes
    const ChangeSet changes = withoutUsage(changesBetween(decodeStore(*bytes), *now));
    if (changes.empty()) {
        m_backups.remove(newest.id);
        return {};
    }
    ChangeEntry entry = newEntry(u"Edit that was interrupted"_s);
    entry.atMs = newest.takenMs;
    entry.backup = newest.id;
    entry.keyCount = (*last && Shrinkage{(*last)->keyCount, now->size()}.isSuspicious())
        ? (*last)->keyCount
        : now->size();
    entry.isConfirmed = false;
    entry.changes = noted(changes);
    return m_journal.append(entry).and_then(
        [&] { return m_trash.keep(changes, entry.atMs, entry.author); });
}

} // namespace keydeck
