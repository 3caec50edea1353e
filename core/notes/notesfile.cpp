#include "core/notes/notesfile.h"

#include "core/base/format.h"
#include "core/history/installationsecret.h"
#include "core/store/advisorylock.h"
#include "core/store/durablefile.h"
#include "core/store/ioerror.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>

#include <chrono>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr qint64 MaximumBytes = 256LL * 1024 * 1024;
constexpr std::chrono::seconds ClaimWait(3);

/// An flock on the folder, which ends with the process however that ends.
Result<FileDescriptor> claim(const QString &path)
{
    if (path.isEmpty()) {
        return failure(ErrorCode::Failed,
            u"Keydeck has no folder to keep notes of keys in: set HOME or XDG_DATA_HOME."_s);
    }
    const QString folder = folderOf(path);
    if (const auto made = makePrivateFolder(folder); !made)
        return tl::make_unexpected(made.error());
    FileDescriptor descriptor
        = FileDescriptor::open(QFile::encodeName(folder), O_RDONLY | O_DIRECTORY);
    const AdvisoryLock taken
        = descriptor.isOpen() ? lockWithin(descriptor, ClaimWait) : AdvisoryLock::Failed;
    if (taken == AdvisoryLock::Failed)
        return ioFailure(ErrorCode::Failed, u"lock"_s, folder, errno);
    if (taken == AdvisoryLock::Busy) {
        return failure(ErrorCode::LockBusy,
            u"Another Keydeck of yours is changing %1, and has been for three seconds. Nothing was "
            u"changed; look for a stopped one, or try again."_s.arg(displayText(path)));
    }
    return descriptor;
}

} // namespace

NotesFile::NotesFile(const QString &storeFolder, QString secretFolder)
    : m_path(storeFolder.isEmpty() ? QString() : storeFolder + u"/notes.json"_s)
    , m_secretFolder(std::move(secretFolder))
{ }

Result<NotesFile::Content> NotesFile::content() const
{
    if (m_path.isEmpty() || !QFile::exists(m_path))
        return Content();
    return readWholeFile(m_path, MaximumBytes).map([](const QByteArray &bytes) {
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
        if (error.error != QJsonParseError::NoError)
            return Content{
                {}, u"%1 at byte %2"_s.arg(error.errorString(), QString::number(error.offset))};
        if (!document[u"keys"_s].isObject())
            return Content{{}, u"it has no notes in it"_s};
        return Content{document.object(), {}};
    });
}

Result<NotesDraft> NotesFile::draftOf(const QJsonObject &root) const
{
    if (const auto made = makePrivateFolder(m_secretFolder); !made)
        return tl::make_unexpected(made.error());
    return installationSecret(m_secretFolder)
        .and_then([&](const QByteArray &secret) -> Result<NotesDraft> {
            NotesDraft draft(root, secret);
            if (draft.isOfThisSecret())
                return draft;
            return failure(ErrorCode::Failed,
                u"The notes in %1 were written under another secret than the one in %2, so that "
                u"they fit no key. Put that file back from a backup, or move the notes away to "
                u"begin anew."_s.arg(displayText(m_path), displayText(m_secretFolder)));
        });
}

Result<KeyNotes> NotesFile::load() const
{
    return content().and_then([this](const Content &content) -> Result<KeyNotes> {
        if (!content.damage.isEmpty()) {
            return failure(ErrorCode::Failed,
                u"The notes in %1 cannot be read (%2): mend the file, or change a note to begin "
                u"anew, which keeps the damaged file beside the new one."_s.arg(
                    displayText(m_path), content.damage));
        }
        if (content.root.isEmpty())
            return KeyNotes();
        return draftOf(content.root).map([](const NotesDraft &draft) { return draft.notes(); });
    });
}

Result<QString> NotesFile::moveAside(const QString &damage) const
{
    const QString stamp = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss-zzz"_s);
    const QString aside = u"%1.damaged-%2"_s.arg(m_path, stamp);
    if (std::rename(QFile::encodeName(m_path).constData(), QFile::encodeName(aside).constData())
        != 0)
        return ioFailure(ErrorCode::Failed, u"move aside"_s, m_path, errno);
    return u"The notes of this store could not be read (%1), and begin anew: the damaged file is "
           u"kept as %2."_s.arg(damage, displayText(aside));
}

Result<ChangedNotes> NotesFile::change(const Work &work) const
{
    const Result<FileDescriptor> claimed = claim(m_path);
    if (!claimed)
        return tl::make_unexpected(claimed.error());
    const auto present = content();
    if (!present)
        return tl::make_unexpected(present.error());
    auto draft = draftOf(present->root);
    if (!draft)
        return tl::make_unexpected(draft.error());
    if (const auto worked = work(*draft); !worked)
        return tl::make_unexpected(worked.error());
    ChangedNotes changed{draft->notes(), {}};
    if (!draft->isChanged())
        return changed;
    if (!present->damage.isEmpty()) {
        const auto moved = moveAside(present->damage);
        if (!moved)
            return tl::make_unexpected(moved.error());
        changed.saying = *moved;
    }
    return replaceDurableFile(m_path, QJsonDocument(draft->root()).toJson()).map([&] {
        return changed;
    });
}

} // namespace keydeck
