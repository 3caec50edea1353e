// While Keydeck edits, somebody who may write to the store's folder swaps the store, the new file,
// the lock or the folder itself with a symbolic link to something that is none of Keydeck's
// business.
#include "core/command/editkeys.h"
#include "core/store/keystore.h"
#include "tests/support/crew.h"
#include "tests/support/faultfigure.h"
#include "tests/support/storefixture.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

#include <chrono>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr LockPatience Short{50, 100, 200};
/// Every so many rounds the attacker has left before the edit, which then has to be made: how many
/// of the others get by is up to the machine.
constexpr int CalmRound = 10;
constexpr QDir::Filters All = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;

enum class Target
{
    Store,
    NewFile,
    Lock,
    Folder,
};

/// What the two processes tell each other.
struct Duel
{
    std::atomic<int> attack; ///< the number of the round to be attacked, 0 to pause, -1 to end
    std::atomic<int> begun; ///< rounds that the attacker is in, or has left
    std::atomic<int> ended; ///< rounds that it has left, with everything put back
    std::atomic<int> swaps;
};

/// Everything that one look tells of a file or folder, the time of its last change included.
QByteArray lookAt(const QString &path)
{
    struct stat status
    { };
    if (::lstat(QFile::encodeName(path).constData(), &status) != 0)
        return "nothing";
    const auto number = [](auto value) { return QByteArray::number(qint64(value)) + ' '; };
    return number(status.st_ino) + number(status.st_mode) + number(status.st_uid)
        + number(status.st_gid) + number(status.st_nlink) + number(status.st_size)
        + number(status.st_mtim.tv_sec) + number(status.st_mtim.tv_nsec)
        + number(status.st_ctim.tv_sec) + number(status.st_ctim.tv_nsec);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QFile::WriteOnly | QFile::Truncate) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

/// A store in a folder, a link that is going to take the place of something, and somebody else's
/// store in another folder.
class Scene final
{
public:
    explicit Scene(Target target) : m_target(target)
    {
        QDir().mkpath(victimFolder());
        // In the folder of the same keys an edit would be an edit of what the path names.
        std::vector<SampleKey> keys{sampleKey(0), sampleKey(1)};
        if (target == Target::Folder)
            keys = {sampleKey(7), sampleKey(8)};
        writeFile(victimFolder() + u"/apikeys.json"_s, storeBytes(keys));
        const QByteArray victim = QFile::encodeName(victimFolder() + u"/apikeys.json"_s);
        if (::geteuid() == 0 && ::chown(victim.constData(), 1234, 2345) != 0)
            qFatal("cannot give the victim away");
        ::chmod(victim.constData(), 0600);
        const timespec longAgo[2] = {{1'500'000'000, 0}, {1'500'000'000, 0}};
        ::utimensat(
            AT_FDCWD, QFile::encodeName(victimFolder()).constData(), longAgo, AT_SYMLINK_NOFOLLOW);
    }

    [[nodiscard]] QString store() const { return folder() + u"/apikeys.json"_s; }

    void set() const
    {
        QDir(folder()).removeRecursively();
        QFile::remove(link());
        QDir().mkpath(folder());
        writeFile(store(), storeBytes(3));
        if (!QFile::link(m_target == Target::Lock || m_target == Target::Folder
                    ? victimFolder()
                    : victimFolder() + u"/apikeys.json"_s,
                link()))
            qFatal("cannot make the link");
    }

    [[nodiscard]] QByteArray victim() const
    {
        const QString file = victimFolder() + u"/apikeys.json"_s;
        return lookAt(victimFolder()) + lookAt(file) + contentOf(file)
            + QDir(victimFolder()).entryList(All).join(u'/').toUtf8();
    }

    /// Whether the store says so. Where the store itself is swapped, it may be the link's name that
    /// has it in the end.
    [[nodiscard]] bool isSaved(const QByteArray &text) const
    {
        const auto says = [&](const QString &path) {
            return !QFileInfo(path).isSymLink() && contentOf(path).contains(text);
        };
        return says(store()) || (m_target == Target::Store && says(link()));
    }

    /// Neither a lock nor a file of ours is left, unless that was what the attacker took away.
    [[nodiscard]] bool isTidy() const
    {
        if (m_target == Target::NewFile || m_target == Target::Lock)
            return true;
        QStringList names = QDir(folder()).entryList(All);
        names.removeAll(u"link"_s);
        return names == QStringList{u"apikeys.json"_s};
    }

    /// For the attacker: what to swap; nothing as long as it is not there.
    [[nodiscard]] QByteArray target() const
    {
        switch (m_target) {
        case Target::Store:
            return QFile::encodeName(store());
        case Target::NewFile:
            return newFile();
        case Target::Lock:
            return QFile::encodeName(store() + u".lock"_s);
        case Target::Folder:
            break;
        }
        return QFile::encodeName(folder());
    }

    /// Beside what it is swapped with.
    [[nodiscard]] QString link() const
    {
        return (m_target == Target::Folder ? m_root.path() : folder()) + u"/link"_s;
    }

private:
    [[nodiscard]] QString folder() const { return m_root.filePath(u"data"_s); }
    [[nodiscard]] QString victimFolder() const { return m_root.filePath(u"victim"_s); }

    [[nodiscard]] QByteArray newFile() const
    {
        const QByteArray path = QFile::encodeName(folder());
        QByteArray found;
        DIR *entries = ::opendir(path.constData());
        while (const dirent *entry = entries ? ::readdir(entries) : nullptr) {
            const QByteArrayView name(entry->d_name);
            if (name.startsWith(".apikeys.json.keydeck-") && !name.contains("lock"))
                found = path + '/' + name.toByteArray();
        }
        ::closedir(entries);
        return found;
    }

    Target m_target;
    QTemporaryDir m_root;
};

bool swap(const QByteArray &a, const QByteArray &b)
{
    return !a.isEmpty()
        && ::renameat2(AT_FDCWD, a.constData(), AT_FDCWD, b.constData(), RENAME_EXCHANGE) == 0;
}

void pauseFor(std::chrono::microseconds pause)
{
    const auto end = std::chrono::steady_clock::now() + pause;
    while (std::chrono::steady_clock::now() < end)
        ::sched_yield();
}

/// Swaps and swaps back, until the round is over: in some rounds all the time, so that an edit
/// meets the link at every step, in others with pauses in which a part of an edit, or all of it,
/// gets by.
void attack(const Scene &scene, Duel &duel, int round)
{
    constexpr std::chrono::microseconds Pauses[] = {0us, 20us, 100us, 500us, 2500us};
    const QByteArray link = QFile::encodeName(scene.link());
    QByteArray target;
    bool isSwapped = false;
    while (duel.attack == round) {
        if (!isSwapped)
            target = scene.target();
        if (swap(target, link)) {
            isSwapped = !isSwapped;
            ++duel.swaps;
            if (!isSwapped)
                pauseFor(Pauses[round % std::size(Pauses)]);
        } else {
            isSwapped = false; // it is gone
        }
    }
    if (isSwapped)
        swap(target, link);
}

void runAttacker(const Scene &scene, Duel &duel)
{
    for (int round = 1; duel.attack >= 0;) {
        if (duel.attack != round) {
            ::sched_yield();
            continue;
        }
        duel.begun = round;
        attack(scene, duel, round);
        duel.ended = round++;
    }
}

} // namespace

class TestFaultSymlinks final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void nothingElsewhereIsWritten_data()
    {
        QTest::addColumn<Target>("target");
        QTest::newRow("the store") << Target::Store;
        QTest::newRow("the new file") << Target::NewFile;
        QTest::newRow("the lock") << Target::Lock;
        QTest::newRow("the folder") << Target::Folder;
    }

    void nothingElsewhereIsWritten();
};

void TestFaultSymlinks::nothingElsewhereIsWritten()
{
    QFETCH(Target, target);
    const int rounds = faultRounds(1'000, 20'000);
    const Scene scene(target);
    scene.set();
    QByteArray victim = scene.victim();
    const Shared<Duel> duel;
    int saved = 0, untrue = 0, elsewhere = 0, untidy = 0, calmRefused = 0;
    {
        const Crew attacker(1, [&](int) { runAttacker(scene, *duel); });
        for (int round = 1; round <= rounds; ++round) {
            scene.set();
            KeyStore store(scene.store(), {}, SystemClock::instance(), Short);
            const QByteArray name = "\"Round " + QByteArray::number(round) + '"';
            const bool isAttacked = round % CalmRound != 0;
            duel->attack = round;
            await(duel->begun, round);
            if (!isAttacked) {
                duel->attack = 0;
                await(duel->ended, round);
            }
            const auto edit = store.apply(
                EditKeys({{{sampleKeyText(0), 0}, {{KeyField::Name, name, std::nullopt}}}}));
            duel->attack = 0;
            await(duel->ended, round);
            saved += edit.has_value();
            calmRefused += !isAttacked && !edit;
            untrue += edit && !scene.isSaved(name);
            untidy += !scene.isTidy();
            const QByteArray now = scene.victim();
            elsewhere += now != std::exchange(victim, now);
        }
        duel->attack = -1;
    }
    printFigure(u"%1 swapped with a link"_s.arg(QString::fromUtf8(QTest::currentDataTag())),
        u"%1 edits, %2 swaps: %3 saved, %4 refused; %5 writes elsewhere, %6 told to be saved that "
        u"were not"_s.arg(rounds)
            .arg(duel->swaps.load())
            .arg(saved)
            .arg(rounds - saved)
            .arg(elsewhere)
            .arg(untrue));
    QCOMPARE(elsewhere, 0);
    QCOMPARE(untrue, 0);
    QCOMPARE(untidy, 0);
    QCOMPARE(calmRefused, 0);
    QVERIFY(duel->swaps > 0);
}

QTEST_GUILESS_MAIN(TestFaultSymlinks)
#include "tst_faultsymlinks.moc"
