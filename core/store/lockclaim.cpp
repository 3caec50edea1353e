// Invariant: the descriptor of the directory stays open as long as the directory may exist, so that
// no other directory can have its inode number.
#include "core/store/lockclaim.h"

#include "core/store/filelock.h"
#include "core/store/ioerror.h"
#include "core/store/leftovers.h"
#include "core/store/locksettling.h"

#include <QFile>

#include <chrono>
#include <thread>

#include <stdio.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

enum class Stage
{
    Prepared, ///< at its private path
    InPlace, ///< at the lock's, or at the private path while it is exchanged
    Gone,
};

constexpr int DisplacedLooks = 5000; // a millisecond apart

bool lacksSuchRename(int errorNumber)
{
    return errorNumber == EINVAL || errorNumber == ENOSYS || errorNumber == EOPNOTSUPP;
}

} // namespace

struct LockClaim::State
{
    State(QString store, LockSafeguards guards)
        : storePath(std::move(store))
        , safeguards(std::move(guards))
    {
        entry.lockPath = absolutePath(FileLock::lockPath(storePath));
        lockPath = QFile::encodeName(entry.lockPath);
    }
    ~State();
    Q_DISABLE_COPY_MOVE(State)

    [[nodiscard]] int makePrivate();
    /// Opens, marks and records the new directory at the path.
    [[nodiscard]] int adopt(const QByteArray &path, JournalSync sync);
    [[nodiscard]] int placeByMkdir();
    void forget();

    QString storePath;
    LockSafeguards safeguards;
    LockEntry entry;
    QByteArray lockPath;
    QByteArray privatePath;
    FileDescriptor directory;
    JournalFile journalFile;
    Stage stage = Stage::Gone;
    bool byMkdir = false;
};

LockClaim::State::~State()
{
    if (stage != Stage::Prepared)
        return; // a lock that is still there stays recorded
    ::rmdir(privatePath.constData());
    forget();
}

int LockClaim::State::makePrivate()
{
    if (safeguards.guardian)
        safeguards.guardian->watch(storePath, safeguards.journal.folder());
    entry.privatePath = privatePathBeside(entry.lockPath.chopped(5), u"lock"_s);
    privatePath = QFile::encodeName(entry.privatePath);
    if (retryInterrupted([&] { return ::mkdir(privatePath.constData(), 0755); }) != 0)
        return errno;
    stage = Stage::Prepared;
    return 0;
}

int LockClaim::State::adopt(const QByteArray &path, JournalSync sync)
{
    directory = FileDescriptor::open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW);
    const int reason = errno;
    entry.marked = markDirectory(path);
    const auto identity = LockIdentity::at(path);
    const auto folder = LockIdentity::at(QFile::encodeName(folderOf(entry.lockPath)));
    if (!directory.isOpen() || !identity || !folder)
        return directory.isOpen() ? EIO : reason;
    entry.identity = *identity;
    entry.folderInode = folder->inode;
    entry.process = ProcessIdentity::current();
    if (auto recorded = safeguards.journal.record(entry, sync == JournalSync::Synced))
        journalFile = std::move(*recorded);
    if (safeguards.guardian) {
        // Whoever closes a removed directory last pays for its removal from the disk, some
        // milliseconds of it: a guardian that need not have the descriptor is quick.
        const int proof = entry.marked ? -1 : directory.get();
        safeguards.guardian->expect(entry, journalFile.path(), proof);
    }
    return 0;
}

int LockClaim::State::placeByMkdir()
{
    if (retryInterrupted([&] { return ::mkdir(lockPath.constData(), 0755); }) != 0)
        return errno;
    stage = Stage::InPlace;
    const int reason = adopt(lockPath, JournalSync::Unsynced);
    if (reason != 0) {
        ::rmdir(lockPath.constData());
        stage = Stage::Gone;
    }
    return reason;
}

void LockClaim::State::forget()
{
    stage = Stage::Gone;
    journalFile.remove();
    if (safeguards.guardian)
        safeguards.guardian->forget(entry);
    directory = {};
}

LockClaim::LockClaim(std::unique_ptr<State> state) : m_state(std::move(state)) { }
LockClaim::LockClaim(LockClaim &&other) noexcept = default;
LockClaim &LockClaim::operator=(LockClaim &&other) noexcept = default;
LockClaim::~LockClaim() = default;

Result<LockClaim> LockClaim::prepare(const QString &storePath, const LockSafeguards &safeguards,
    JournalSync sync, std::optional<LockIdentity> displaced)
{
    auto state = std::make_unique<State>(storePath, safeguards);
    state->entry.displaced = displaced;
    int reason = state->makePrivate();
    if (reason == 0)
        reason = state->adopt(state->privatePath, sync);
    if (reason != 0) {
        return ioFailure(
            ErrorCode::Failed, u"create the lock"_s, FileLock::lockPath(storePath), reason);
    }
    return LockClaim(std::move(state));
}

QString LockClaim::storePath() const
{
    return m_state->storePath;
}

const LockSafeguards &LockClaim::safeguards() const
{
    return m_state->safeguards;
}

const LockEntry &LockClaim::entry() const
{
    return m_state->entry;
}

int LockClaim::place()
{
    State &state = *m_state;
    if (state.byMkdir)
        return state.placeByMkdir();
    const auto rename = [&] {
        return ::renameat2(AT_FDCWD, state.privatePath.constData(), AT_FDCWD,
            state.lockPath.constData(), RENAME_NOREPLACE);
    };
    if (retryInterrupted(rename) == 0) {
        state.stage = Stage::InPlace;
        return 0;
    }
    if (!lacksSuchRename(errno))
        return errno;
    ::rmdir(state.privatePath.constData());
    state.forget();
    state.byMkdir = true;
    return state.placeByMkdir();
}

bool LockClaim::isInPlace() const
{
    for (int look = 0; look < DisplacedLooks; ++look) {
        if (isDirectoryAt(m_state->lockPath, m_state->directory.get()))
            return true;
        if (errno == ENOENT)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return false;
}

int LockClaim::remove()
{
    const bool removed
        = retryInterrupted([&] { return ::rmdir(m_state->lockPath.constData()); }) == 0;
    return removed ? 0 : errno;
}

void LockClaim::close()
{
    m_state->forget();
}

bool LockClaim::exchange()
{
    if (!exchangePaths(m_state->privatePath, m_state->lockPath))
        return false;
    m_state->stage = Stage::InPlace;
    return true;
}

bool LockClaim::exchangeBack()
{
    if (!giveBack(m_state->privatePath, m_state->lockPath, m_state->entry.identity))
        return false;
    m_state->stage = Stage::Prepared; // or somebody's released one, which goes the same way
    return true;
}

} // namespace keydeck
