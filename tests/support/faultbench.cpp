#include "tests/support/faultbench.h"

#include "tests/support/ctlrunner.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <ctime>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace keydeck::test {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::microseconds LookPause(200);
constexpr qint64 MarkStepNs = 100;
constexpr time_t LongS = 3600;

} // namespace

FaultBench::FaultBench(
    const QByteArray &bytes, const QString &storeWithin, const QString &homeWithin)
    : store(bytes, storeWithin)
    , m_home((homeWithin.isEmpty() ? QDir::tempPath() : homeWithin) + u"/home-XXXXXX"_s)
{ }

QString FaultBench::journalFolder() const
{
    return m_home.filePath(u"state/keydeck/locks"_s);
}

QProcessEnvironment FaultBench::environment() const
{
    QProcessEnvironment environment = ctlEnvironment();
    environment.insert(u"HOME"_s, m_home.path());
    environment.insert(u"XDG_STATE_HOME"_s, m_home.filePath(u"state"_s));
    environment.insert(u"XDG_DATA_HOME"_s, m_home.filePath(u"data"_s));
    return environment;
}

bool FaultBench::isLockedByUs() const
{
    // A directory that mkdir just made was modified when it was born; ours is marked.
    const auto there = LockIdentity::at(QFile::encodeName(store.lockPath()));
    return there && there->modifiedNs != there->bornNs && there->modifiedNs % MarkStepNs == 0;
}

QStringList FaultBench::leftovers() const
{
    QStringList names = store.listing();
    for (const QString &theirs : {u"apikeys.json"_s, u"apikeys.json.tmp"_s})
        names.removeAll(theirs);
    if (!isLockedByUs())
        names.removeAll(u"apikeys.json.lock"_s);
    return names;
}

QStringList FaultBench::journalEntries() const
{
    QStringList names = QDir(journalFolder()).entryList(QDir::Files | QDir::Hidden);
    names.removeAll(u"guard"_s);
    return names;
}

QStringList FaultBench::backups() const
{
    QStringList paths;
    QDirIterator files(
        m_home.filePath(u"data"_s), {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        paths += files.next();
    return paths;
}

void FaultBench::emptyHome() const
{
    for (const QString &name : {u"state"_s, u"data"_s})
        QDir(m_home.filePath(name)).removeRecursively();
}

void FaultBench::age() const
{
    const time_t then = std::time(nullptr) - LongS;
    const timespec times[2] = {{then, 0}, {then, 0}};
    for (const QString &name : leftovers()) {
        const QByteArray path = QFile::encodeName(store.directory() + u'/' + name);
        if (path != QFile::encodeName(store.lockPath()))
            ::utimensat(AT_FDCWD, path.constData(), times, AT_SYMLINK_NOFOLLOW);
    }
}

bool comesTrue(const std::function<bool()> &condition, std::chrono::milliseconds within)
{
    const auto end = SteadyClock::now() + within;
    while (!condition()) {
        if (SteadyClock::now() > end)
            return false;
        std::this_thread::sleep_for(LookPause);
    }
    return true;
}

} // namespace keydeck::test
