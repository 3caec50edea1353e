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
constexpr int RemovalTries = 20; // likewise

bool lacksSuchRename(int errorNumber)
{
    return errorNumber == EINVAL || errorNumber == ENOSYS || errorNumber == EOPNOTSUPP;
}

QByteArray nameOf(const QString &path)
{
    return QFile::encodeName(path.sliced(path.lastIndexOf(u'/') + 1));
}

/// 0, or errno's value.
int makeAt(const Place &place)
{
    const auto make = [&] { return ::mkdirat(place.folder(), place.name(), 0755); };
    return retryInterrupted(make) == 0 ? 0 : errno;
}

/// 0, or errno's value.
int removeAt(const Place &place)
{
    const auto remove = [&] { return ::unlinkat(place.folder(), place.name(), AT_REMOVEDIR); };
    return retryInterrupted(remove) == 0 ? 0 : errno;
}

} // namespace

struct LockClaim::State
{
    State(QString path, const Place &store, LockSafeguards guards)
        : storePath(std::move(path))
        , safeguards(std::move(guards))
        , lock(store.beside(nameOf(FileLock::lockPath(storePath))))
        , privately(lock)
    {
        entry.lockPath = absolutePath(FileLock::lockPath(storePath));
    }
    ~State();
    Q_DISABLE_COPY_MOVE(State)

    [[nodiscard]] int makePrivate();
    /// Opens, marks and records the new directory there.
    [[nodiscard]] int adopt(const Place &place, JournalSync sync);
    [[nodiscard]] int placeByMkdir();
    void forget();

    QString storePath;
    LockSafeguards safeguards;
    LockEntry entry;
    Place lock; ///< in the folder of the store, whatever that folder is called meanwhile
    Place privately; ///< beside it
    FileDescriptor directory;
    JournalFile journalFile;
    Stage stage = Stage::Gone;
    bool byMkdir = false;
};

LockClaim::State::~State()
{
    if (stage != Stage::Prepared)
        return; // a lock that is still there stays recorded
    static_cast<void>(removeAt(privately));
    forget();
}

int LockClaim::State::makePrivate()
{
    if (safeguards.guardian)
        safeguards.guardian->watch(storePath, safeguards.journal.folder());
    entry.privatePath = privatePathBeside(entry.lockPath.chopped(5), u"lock"_s);
    privately = lock.beside(nameOf(entry.privatePath));
    if (const int reason = makeAt(privately); reason != 0)
        return reason;
    stage = Stage::Prepared;
    return 0;
}

int LockClaim::State::adopt(const Place &place, JournalSync sync)
{
    directory = FileDescriptor::open(place, O_PATH | O_DIRECTORY | O_NOFOLLOW);
    const int reason = errno;
    entry.marked = markDirectory(place);
    const auto identity = LockIdentity::at(place);
    const auto folder = LockIdentity::at(place.beside("."));
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
    if (const int reason = makeAt(lock); reason != 0)
        return reason;
    stage = Stage::InPlace;
    const int reason = adopt(lock, JournalSync::Unsynced);
    if (reason != 0) {
        static_cast<void>(removeAt(lock));
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
    JournalSync sync, std::optional<LockIdentity> displaced, std::optional<Place> store)
{
    const auto cannot = [&](int reason) {
        return ioFailure(
            ErrorCode::Failed, u"create the lock"_s, FileLock::lockPath(storePath), reason);
    };
    if (!store)
        store = Place::hold(storePath);
    if (!store)
        return cannot(errno);
    auto state = std::make_unique<State>(storePath, *store, safeguards);
    state->entry.displaced = displaced;
    int reason = state->makePrivate();
    if (reason == 0)
        reason = state->adopt(state->privately, sync);
    if (reason != 0)
        return cannot(reason);
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
        return ::renameat2(state.privately.folder(), state.privately.name(), state.lock.folder(),
            state.lock.name(), RENAME_NOREPLACE);
    };
    if (retryInterrupted(rename) == 0) {
        state.stage = Stage::InPlace;
        return 0;
    }
    if (!lacksSuchRename(errno))
        return errno;
    static_cast<void>(removeAt(state.privately));
    state.forget();
    state.byMkdir = true;
    return state.placeByMkdir();
}

bool LockClaim::isInPlace() const
{
    for (int look = 0; look < DisplacedLooks; ++look) {
        if (m_state->lock.isOf(m_state->directory.get()))
            return true;
        if (errno == ENOENT)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return false;
}

int LockClaim::remove()
{
    int reason = 0;
    for (int tries = 0; tries < RemovalTries; ++tries) {
        reason = removeAt(m_state->lock);
        if (reason == 0 || reason == ENOENT)
            break;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return reason;
}

void LockClaim::close()
{
    m_state->forget();
}

bool LockClaim::exchange()
{
    if (!exchangePlaces(m_state->privately, m_state->lock))
        return false;
    m_state->stage = Stage::InPlace;
    return true;
}

bool LockClaim::exchangeBack()
{
    if (!giveBack(m_state->privately, m_state->lock, m_state->entry.identity))
        return false;
    m_state->stage = Stage::Prepared; // or somebody's released one, which goes the same way
    return true;
}

} // namespace keydeck
