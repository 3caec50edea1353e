// The files behind the history: who may read them, what they give away, and what becomes of damage.
#include "core/history/historydatabase.h"
#include "core/history/installationsecret.h"
#include "core/history/usagehistory.h"
#include "core/rules/jsdate.h"
#include "core/store/advisorylock.h"
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>
#include <QThread>

#include <csignal>
#include <functional>

#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr int ChildSteps = 200;
/// All steps within a minute: the two processes go through them at their own pace, and recorders of
/// one machine are never as far apart as a clock that was ahead.
constexpr qint64 StepMs = 200;

int modeOf(const QString &path)
{
    struct stat status
    { };
    return ::stat(qPrintable(path), &status) == 0 ? int(status.st_mode & 07777) : -1;
}

KeySet atMinute(int minute)
{
    SampleKey key = sampleKey(0);
    key.totalLifetimeTokens = 10 * minute;
    key.usageWindows = {{toIsoString(SomeNowMs), 10 * minute}};
    return decodeStore(storeBytes({key}));
}

void overwrite(const QString &path, qint64 at, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QFile::ReadWrite));
    QVERIFY(file.seek(at));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// No file grows beyond it: writes fail much as on a full disk.
class FileSizeLimit final
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limited{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limited);
    }
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    Q_DISABLE_COPY_MOVE(FileSizeLimit)

private:
    rlimit m_before{};
};

/// What the other process does: the same steps as the test itself.
int recordSteps(const UsageHistory::Location &location)
{
    const auto history = UsageHistory::open(location);
    if (!history)
        return 1;
    for (int step = 0; step < ChildSteps; ++step) {
        if (!(*history)->record(atMinute(step), SomeNowMs + step * StepMs))
            return 2;
    }
    return 0;
}

} // namespace

class TestHistoryFiles final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void othersCannotReadThem();
    void noKeyStandsInThem();
    void programsAgreeOnTheSecret();
    void aStrangeSecretIsRefused();
    void otherInstallationsNameKeysOtherwise();
    void aProgramKilledWhileOpeningKeepsNobodyOut();
    void oneThatIsOpeningIsWaitedFor();
    void twoProcessesCountOnce();
    void aWriteThatFailsIsSaidAndMadeUpFor();
    void aFileThatIsNoDatabaseIsMovedAside();
    void damageFoundWhileRecordingIsMovedAside();
    void aReplacedDatabaseIsNotMovedAsideAgain();
    void oneThatIsNoLongerInItsPlaceIsLeft_data();
    void oneThatIsNoLongerInItsPlaceIsLeft();
    void itsLogIsNotTakenForTheNewOnes();
    void aLinkIsNotFollowed();
    void whatOthersCouldReadIsClosedToThem();
    void aNewerSchemaIsLeftAlone();
    void aDirectoryThatCannotBeMadeIsSaid();
    void aMissingStoreStillNamesItsDatabase();

private:
    [[nodiscard]] QString directory() const { return m_directory->filePath(u"history"_s); }
    [[nodiscard]] UsageHistory::Location location() const
    {
        return {directory(), m_directory->filePath(u"apikeys.json"_s)};
    }
    [[nodiscard]] Result<std::unique_ptr<UsageHistory>> open() const
    {
        return UsageHistory::open(location());
    }
    [[nodiscard]] QStringList files(const QString &pattern = u"*"_s) const
    {
        return QDir(directory()).entryList({pattern}, QDir::Files | QDir::Hidden, QDir::Name);
    }

    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestHistoryFiles::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_directory = std::make_unique<QTemporaryDir>();
}

void TestHistoryFiles::othersCannotReadThem()
{
    const auto history = open();
    QVERIFY(history);
    QVERIFY((*history)->record(atMinute(1), SomeNowMs));
    QCOMPARE(modeOf(directory()), 0700);
    QVERIFY(files().contains(u"secret"_s));
    QVERIFY(files(u"*-wal"_s).size() == 1);
    for (const QString &file : files())
        QVERIFY2(modeOf(directory() + u'/' + file) == 0600, qPrintable(file));
}

void TestHistoryFiles::noKeyStandsInThem()
{
    {
        const auto history = open();
        QVERIFY(history);
        QVERIFY((*history)->record(decodeStore(storeBytes(50)), SomeNowMs));
    }
    QVERIFY(!files().isEmpty());
    for (const QString &name : files()) {
        QFile file(directory() + u'/' + name);
        QVERIFY(file.open(QFile::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY2(!bytes.contains("pk_"), qPrintable(name));
        QVERIFY2(!bytes.contains("Example"), qPrintable(name));
    }
}

void TestHistoryFiles::programsAgreeOnTheSecret()
{
    const QString path = m_directory->path();
    std::vector<Result<QByteArray>> secrets(8);
    std::vector<std::unique_ptr<QThread>> threads;
    for (Result<QByteArray> &secret : secrets) {
        threads.emplace_back(QThread::create([&] { secret = installationSecret(path); }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        thread->wait();
    for (const Result<QByteArray> &secret : secrets) {
        QVERIFY(secret);
        QCOMPARE(*secret, *secrets.front());
        QCOMPARE(secret->size(), InstallationSecretBytes);
    }
    QCOMPARE(QDir(path).entryList(QDir::Files | QDir::Hidden), QStringList{u"secret"_s});
}

void TestHistoryFiles::aStrangeSecretIsRefused()
{
    QVERIFY(open());
    QFile secret(directory() + u"/secret"_s);
    QVERIFY(secret.resize(7));
    const auto history = open();
    QVERIFY(!history);
    QVERIFY(history.error().message.contains(secret.fileName()));
    QCOMPARE(secret.size(), 7);
}

void TestHistoryFiles::otherInstallationsNameKeysOtherwise()
{
    {
        const auto history = open();
        QVERIFY(history);
        QVERIFY((*history)->record(atMinute(1), SomeNowMs));
    }
    QVERIFY(QFile::remove(directory() + u"/secret"_s));
    const auto history = open();
    QVERIFY(history);
    const Result<KeyHistory> found = (*history)->history(sampleKeyText(0), 0);
    QVERIFY(found);
    QVERIFY(found->lifetime.isEmpty());
}

void TestHistoryFiles::aProgramKilledWhileOpeningKeepsNobodyOut()
{
    QVERIFY(QDir().mkpath(directory()));
    const Result<QString> path = historyPath(location());
    QVERIFY(path);
    QFile left(*path + u".opening"_s);
    QVERIFY(left.open(QFile::WriteOnly)); // made, and not yet written to
    const auto history = open();
    QVERIFY2(history, qPrintable(history ? QString() : history.error().message));
}

void TestHistoryFiles::oneThatIsOpeningIsWaitedFor()
{
    QVERIFY(open());
    const QByteArray path = QFile::encodeName(*historyPath(location()) + u".opening"_s);
    const FileDescriptor other = FileDescriptor::open(path, O_RDWR);
    QVERIFY(lockWithin(other, std::chrono::milliseconds(0)) == AdvisoryLock::Taken);
    std::unique_ptr<QThread> waiting(QThread::create([this] {
        const auto history = open();
        QVERIFY2(history, qPrintable(history ? QString() : history.error().message));
    }));
    waiting->start();
    QVERIFY2(!waiting->wait(100), "nobody opens it meanwhile");
    QVERIFY(::flock(other.get(), LOCK_UN) == 0);
    QVERIFY(waiting->wait());
}

void TestHistoryFiles::twoProcessesCountOnce()
{
    QProcess other;
    other.start(QCoreApplication::applicationFilePath(),
        {u"--record"_s, location().directory, location().storePath});
    QVERIFY(other.waitForStarted());
    QCOMPARE(recordSteps(location()), 0);
    QVERIFY(other.waitForFinished());
    QCOMPARE(other.exitCode(), 0);

    const auto history = open();
    QVERIFY(history);
    const Result<KeyHistory> found = (*history)->history(sampleKeyText(0), 0);
    QVERIFY(found);
    QCOMPARE(found->windows.size(), 1);
    QCOMPARE(found->windows[0].tokens, 10 * (ChildSteps - 1));
    // Whoever is first at a step records it, and the other one passes it over.
    QCOMPARE(found->lifetime.size(), ChildSteps);
    QVERIFY(found->falls.isEmpty());
    QCOMPARE(found->lifetime.last().tokens, 10 * (ChildSteps - 1));
}

void TestHistoryFiles::aWriteThatFailsIsSaidAndMadeUpFor()
{
    const auto history = open();
    QVERIFY(history);
    Result<> failed;
    {
        const FileSizeLimit limit(64 * 1024);
        failed = (*history)->record(decodeStore(storeBytes(5000)), SomeNowMs);
    }
    QVERIFY(!failed);
    QVERIFY(failed.error().message.contains((*history)->databasePath()));
    QVERIFY(files(u"*.damaged-*"_s).isEmpty());

    QVERIFY((*history)->record(decodeStore(storeBytes(5000)), SomeNowMs + 1));
    const Result<KeyHistory> found = (*history)->history(sampleKeyText(4999), 0);
    QVERIFY(found);
    QCOMPARE(found->lifetime.size(), 1);
}

void TestHistoryFiles::aFileThatIsNoDatabaseIsMovedAside()
{
    QString path;
    {
        const auto history = open();
        QVERIFY(history);
        QVERIFY((*history)->notice().isEmpty());
        path = (*history)->databasePath();
    }
    const QByteArray letter = "Dear diary, "_ba.repeated(1000);
    QVERIFY(QFile::remove(path));
    overwrite(path, 0, letter);

    const auto history = open();
    QVERIFY(history);
    QVERIFY((*history)->notice().contains(path));
    QVERIFY((*history)->record(atMinute(1), SomeNowMs));

    const QStringList aside = files(u"*.damaged-*"_s);
    QCOMPARE(aside.size(), 1);
    QVERIFY((*history)->notice().contains(aside.first()));
    QFile kept(directory() + u'/' + aside.first());
    QVERIFY(kept.open(QFile::ReadOnly));
    QCOMPARE(kept.readAll(), letter);

    const auto again = open();
    QVERIFY(again);
    QVERIFY((*again)->notice().isEmpty());
}

void TestHistoryFiles::damageFoundWhileRecordingIsMovedAside()
{
    {
        const auto history = open();
        QVERIFY(history);
        QVERIFY((*history)->record(decodeStore(storeBytes(2000)), SomeNowMs));
    }
    const auto history = open();
    QVERIFY(history);
    // The first page, which opening reads, stays as it is.
    overwrite((*history)->databasePath(), 4096, QByteArray(300'000, '\xaa'));

    const Result<> failed = (*history)->record(decodeStore(storeBytes(2000)), SomeNowMs + 1);
    QVERIFY(!failed);
    QVERIFY(failed.error().message.contains(u"damaged"_s));
    QCOMPARE(files(u"*.sqlite.damaged-*Z"_s).size(), 1);

    QVERIFY((*history)->record(decodeStore(storeBytes(2000)), SomeNowMs + 2));
    const Result<KeyHistory> found = (*history)->history(sampleKeyText(1999), 0);
    QVERIFY(found);
    QCOMPARE(found->lifetime.size(), 1);
    QCOMPARE(found->lifetime[0].atMs, SomeNowMs + 2);
}

void TestHistoryFiles::aReplacedDatabaseIsNotMovedAsideAgain()
{
    const QString path = m_directory->filePath(u"a.sqlite"_s);
    auto first = HistoryDatabase::open(path);
    auto second = HistoryDatabase::open(path);
    QVERIFY(first && second);
    auto replaced = HistoryDatabase::replaceDamaged(std::move(*first));
    QVERIFY(replaced);
    QVERIFY(!(*replaced)->notice().isEmpty());
    auto joined = HistoryDatabase::replaceDamaged(std::move(*second));
    QVERIFY(joined);
    QVERIFY((*joined)->notice().isEmpty());
    QCOMPARE(QDir(m_directory->path()).entryList({u"*.damaged-*Z"_s}, QDir::Files).size(), 1);
}

void TestHistoryFiles::oneThatIsNoLongerInItsPlaceIsLeft_data()
{
    using Act = std::function<void(const QString &path)>;
    QTest::addColumn<Act>("act");
    QTest::addColumn<bool>("isKept");
    QTest::newRow("removed") << Act([](const QString &path) { QVERIFY(QFile::remove(path)); })
                             << false;
    QTest::newRow("removed with its log") << Act([](const QString &path) {
        for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
            QVERIFY(QFile::remove(path + suffix));
    }) << false;
    QTest::newRow("moved") << Act([](const QString &path) {
        QVERIFY(QFile::rename(path, path + u".moved"_s));
    }) << true;
    QTest::newRow("moved with its log") << Act([](const QString &path) {
        for (const QString &suffix : {u""_s, u"-wal"_s})
            QVERIFY(QFile::rename(path + suffix, path + u".moved"_s + suffix));
    }) << true;
    QTest::newRow("set aside by another program") << Act([](const QString &path) {
        auto other = HistoryDatabase::open(path);
        QVERIFY(other);
        QVERIFY(HistoryDatabase::replaceDamaged(std::move(*other)));
        const QDir folder = QFileInfo(path).dir();
        for (const QString &name : folder.entryList({u"*.damaged-*"_s}, QDir::Files)) {
            const QString end = name.endsWith(u"-wal"_s) ? u".moved-wal"_s : u".moved"_s;
            QVERIFY(QFile::rename(folder.filePath(name), path + end));
        }
    }) << true;
}

void TestHistoryFiles::oneThatIsNoLongerInItsPlaceIsLeft()
{
    QFETCH(const std::function<void(const QString &)>, act);
    QFETCH(const bool, isKept);
    const auto history = open();
    QVERIFY(history);
    const QString path = (*history)->databasePath();
    QVERIFY((*history)->record(atMinute(1), SomeNowMs));
    QVERIFY((*history)->record(atMinute(2), SomeNowMs + 60'000));
    act(path);
    QVERIFY((*history)->notice().isEmpty());

    // Although nothing has changed, the new one gets what is known of the store.
    QVERIFY((*history)->stillWatching(SomeNowMs + 120'000));
    QVERIFY2((*history)->notice().contains(path), qPrintable((*history)->notice()));
    const auto totals = [](UsageHistory &of) {
        QList<double> tokens;
        const Result<KeyHistory> found = of.history(sampleKeyText(0), 0);
        for (const LifetimeSample &sample : found.value_or(KeyHistory()).lifetime)
            tokens.append(sample.tokens);
        return tokens;
    };
    QVERIFY((*history)->record(atMinute(3), SomeNowMs + 180'000));
    const auto beside = open();
    QVERIFY(beside);
    QCOMPARE(totals(**beside), (QList<double>{20, 30}));
    QVERIFY((*beside)->notice().isEmpty());

    if (isKept) {
        for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
            QFile::remove(path + suffix);
        QVERIFY(QFile::rename(path + u".moved"_s, path));
        if (QFile::exists(path + u".moved-wal"_s))
            QVERIFY(QFile::rename(path + u".moved-wal"_s, path + u"-wal"_s));
        const auto before = open();
        QVERIFY(before);
        QCOMPARE(totals(**before), (QList<double>{10, 20}));
    }
}

// Somebody removed the database alone, with nobody there who had it open. SQLite sees to it.
void TestHistoryFiles::itsLogIsNotTakenForTheNewOnes()
{
    QString path;
    QByteArray log;
    {
        const auto history = open();
        QVERIFY(history);
        QVERIFY((*history)->record(atMinute(1), SomeNowMs));
        path = (*history)->databasePath();
        QFile file(path + u"-wal"_s);
        QVERIFY(file.open(QFile::ReadOnly));
        log = file.readAll();
    }
    QVERIFY(!log.isEmpty());
    QVERIFY(QFile::remove(path));
    overwrite(path + u"-wal"_s, 0, log);
    const auto history = open();
    QVERIFY(history);
    QVERIFY((*history)->notice().isEmpty());
    const Result<KeyHistory> found = (*history)->history(sampleKeyText(0), 0);
    QVERIFY(found);
    QVERIFY(found->lifetime.isEmpty());
}

void TestHistoryFiles::aLinkIsNotFollowed()
{
    QVERIFY(QDir().mkpath(directory()));
    const Result<QString> path = historyPath(location());
    QVERIFY(path);
    const QString elsewhere = m_directory->filePath(u"elsewhere"_s);
    QVERIFY(QFile::link(elsewhere, *path));
    const auto history = open();
    QVERIFY(!history);
    QVERIFY2(history.error().message.contains(u"link"_s), qPrintable(history.error().message));
    QVERIFY(!QFile::exists(elsewhere));

    // Nor when it comes later.
    QVERIFY(QFile::remove(*path));
    const auto live = open();
    QVERIFY(live);
    QVERIFY((*live)->record(atMinute(1), SomeNowMs));
    QVERIFY(QFile::rename(*path, elsewhere));
    QVERIFY(QFile::link(elsewhere, *path));
    const Result<> failed = (*live)->record(atMinute(2), SomeNowMs + 60'000);
    QVERIFY(!failed);
    QVERIFY(failed.error().message.contains(u"link"_s));
    QVERIFY(QFile::remove(*path));
    QVERIFY((*live)->record(atMinute(2), SomeNowMs + 60'000));
}

void TestHistoryFiles::whatOthersCouldReadIsClosedToThem()
{
    const auto living = open(); // keeps the log and its index there
    QVERIFY(living);
    QVERIFY((*living)->record(atMinute(1), SomeNowMs));
    const QString path = (*living)->databasePath();
    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
        QVERIFY(::chmod(qPrintable(path + suffix), 0644) == 0);
    const auto history = open();
    QVERIFY(history);
    QVERIFY((*history)->record(atMinute(2), SomeNowMs + 60'000));
    for (const QString &file : files())
        QVERIFY2(modeOf(directory() + u'/' + file) == 0600, qPrintable(file));
}

void TestHistoryFiles::aNewerSchemaIsLeftAlone()
{
    QString path;
    {
        const auto history = open();
        QVERIFY(history);
        path = (*history)->databasePath();
    }
    {
        const auto database = HistoryDatabase::open(path);
        QVERIFY(database);
        QVERIFY((*database)->run(u"PRAGMA user_version = 99"_s));
    }
    const auto history = open();
    QVERIFY(!history);
    QVERIFY(history.error().message.contains(u"newer Keydeck"_s));
    QVERIFY(files(u"*.damaged-*"_s).isEmpty());
}

void TestHistoryFiles::aDirectoryThatCannotBeMadeIsSaid()
{
    const QString inTheWay = m_directory->filePath(u"file"_s);
    overwrite(inTheWay, 0, "x");
    const auto history
        = UsageHistory::open({inTheWay + u"/history"_s, m_directory->filePath(u"apikeys.json"_s)});
    QVERIFY(!history);
    QVERIFY(history.error().message.contains(inTheWay));
}

void TestHistoryFiles::aMissingStoreStillNamesItsDatabase()
{
    const auto missing = open();
    QVERIFY(missing);
    overwrite(location().storePath, 0, storeBytes(1));
    const auto there = open();
    QVERIFY(there);
    QCOMPARE((*there)->databasePath(), (*missing)->databasePath());

    const QString link = m_directory->filePath(u"link.json"_s);
    QVERIFY(QFile::link(location().storePath, link));
    const auto linked = UsageHistory::open({directory(), link});
    QVERIFY(linked);
    QCOMPARE((*linked)->databasePath(), (*missing)->databasePath());
}

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--record"_s)
        return recordSteps({arguments.value(2), arguments.value(3)});
    TestHistoryFiles test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_historyfiles.moc"
