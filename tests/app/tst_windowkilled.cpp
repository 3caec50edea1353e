// The window's program, killed: it leaves no lock, whatever it was doing, and the next one tidies
// up after the last.
#include "app/keydeck/application.h"
#include "app/settings.h"
#include "core/command/editkeys.h"
#include "core/store/keycodec.h"
#include "tests/support/childprocess.h"
#include "tests/support/guardedchild.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/widgets/messagebar.h"

#include <QApplication>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <thread>

#include <sys/prctl.h>
#include <unistd.h>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

const QString BeTheWindow = u"--be-the-window"_s;
constexpr int StartMs = 20'000;
constexpr int GoneWithinMs = 1000;
constexpr int DefaultKills = 25; // KEYDECK_KILLS for more
constexpr int LatestKillUs = 25'000; // a few edits
constexpr int DemoKills = 3;

/// What main() does, and then one edit after the other, as fast as the window takes them. Says on
/// standard output how many are done.
int beTheWindow(int argc, char *argv[], const QString &store)
{
    const LockSafeguards safeguards{
        LockJournal(lockJournalFolder(QProcessEnvironment::systemEnvironment())),
        LockGuardian::start()};
    const QApplication app(argc, argv);
    const QTemporaryDir scratch;
    WindowSettings settings(scratch.filePath(u"keydeck.ini"_s));
    Options options;
    options.storePath = store;
    Application application(options, settings, safeguards);
    int done = 0;
    const auto edit = [&] {
        application.window().session()->store().run(
            std::make_shared<EditKeys>(std::vector<EditKeys::Edit>{{{sampleKeyText(0), 0},
                {{KeyField::Name, jsonStringText(QString::number(done + 1)), std::nullopt}}}}));
    };
    QObject::connect(&application.window(), &MainWindow::storeOpened, &application, [&] {
        QObject::connect(&application.window().session()->store(), &StoreController::commandDone,
            &application, [&] {
                std::printf("%d\n", ++done);
                std::fflush(stdout);
                edit();
            });
        edit();
    });
    application.start();
    return QApplication::exec();
}

/// A program that does not outlive the test, in a home of its own.
class Program final
{
public:
    Program(const QString &path, const QStringList &arguments, const QString &home)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const auto &name :
            {u"XDG_STATE_HOME"_s, u"XDG_DATA_HOME"_s, u"XDG_CONFIG_HOME"_s, u"TMPDIR"_s})
            environment.insert(name, home);
        environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
        m_process.setProcessEnvironment(environment);
        m_process.setStandardErrorFile(QProcess::nullDevice());
        m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
        m_process.start(path, arguments);
        m_process.waitForStarted();
    }
    ~Program() { kill(); }
    Q_DISABLE_COPY_MOVE(Program)

    [[nodiscard]] pid_t pid() const { return pid_t(m_process.processId()); }
    /// The last whole line that it printed.
    [[nodiscard]] QByteArray lastLine()
    {
        m_printed += m_process.readAllStandardOutput();
        return m_printed.left(m_printed.lastIndexOf('\n')).split('\n').constLast();
    }
    /// With success, and not because of a signal.
    [[nodiscard]] bool endsByItself()
    {
        return m_process.waitForFinished() && m_process.exitStatus() == QProcess::NormalExit
            && m_process.exitCode() == 0;
    }
    void kill()
    {
        m_process.kill(); // SIGKILL
        m_process.waitForFinished();
    }

private:
    QProcess m_process;
    QByteArray m_printed;
};

/// The process that the program has forked before anything else.
pid_t guardianOf(pid_t program)
{
    const QStringList numbers = QDir(u"/proc"_s).entryList({u"[0-9]*"_s}, QDir::Dirs);
    for (const QString &number : numbers) {
        QFile stat(u"/proc/%1/stat"_s.arg(number));
        if (!stat.open(QFile::ReadOnly))
            continue;
        const QByteArray text = stat.readAll(); // 12 (keydeck-guard) S 11 …
        const QByteArrayList fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
        if (text.contains("(keydeck-guard)") && fields.value(1).toInt() == program)
            return number.toInt();
    }
    return -1;
}

/// Locks, and files that wait to become a store, anywhere below.
QStringList leftIn(const QString &folder)
{
    QStringList left;
    QDirIterator entries(folder, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
        QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QFileInfo entry(entries.next());
        const bool isJournal = entry.path().endsWith(u"/keydeck/locks"_s);
        if (entry.fileName().endsWith(u".lock"_s) || entry.fileName().contains(u".keydeck-"_s)
            || (isJournal && entry.fileName() != u"guard"_s))
            left += entry.filePath();
    }
    return left;
}

int killCount()
{
    const int asked = qEnvironmentVariableIntValue("KEYDECK_KILLS");
    return asked > 0 ? asked : DefaultKills;
}

void sleepUpTo(int microseconds)
{
    std::this_thread::sleep_for(
        std::chrono::microseconds(QRandomGenerator::global()->bounded(microseconds)));
}

} // namespace

class TestWindowKilled final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void leavesNoLockWhileItEdits();
    void leavesNoLockOfTheDemo();
    void aSignalEndsTheDemoInOrder_data();
    void aSignalEndsTheDemoInOrder();
    void theNextOneTidiesUpAndSaysSo();
};

void TestWindowKilled::leavesNoLockWhileItEdits()
{
    const StoreFixture store(3);
    const QTemporaryDir home;
    int found = 0;
    qint64 slowestMs = 0;
    for (int kill = 0; kill < killCount(); ++kill) {
        store.replace(storeBytes(3));
        Program window(
            QCoreApplication::applicationFilePath(), {BeTheWindow, store.path()}, home.path());
        QTRY_VERIFY_WITH_TIMEOUT(window.lastLine().toInt() > 0, StartMs);
        const pid_t guardian = guardianOf(window.pid());
        QVERIFY2(guardian > 0, "the window has no guardian");
        sleepUpTo(LatestKillUs);
        window.kill();
        QElapsedTimer since;
        since.start();
        found += !store.isTidy();
        const auto isGone = [&] { return store.isTidy() && leftIn(home.path()).isEmpty(); };
        while (!isGone() && since.elapsed() < GoneWithinMs)
            std::this_thread::sleep_for(std::chrono::microseconds(500));
        slowestMs = std::max(slowestMs, since.elapsed());
        QVERIFY2(isGone(), qPrintable((store.listing() + leftIn(home.path())).join(u' ')));
        QTRY_VERIFY_WITH_TIMEOUT(!isAlive(guardian), GoneWithinMs);

        const KeySet keys = decodeStore(store.bytes());
        QVERIFY2(keys.isEditable(), qPrintable(keys.problem()));
        const int acknowledged = window.lastLine().toInt();
        const int written = keys.at(0).name().toInt();
        QVERIFY2(written == acknowledged || written == acknowledged + 1,
            qPrintable(u"%1 acknowledged, %2 written"_s.arg(acknowledged).arg(written)));
    }
    qInfo("%d kills of the editing window, %d with something left; all gone %lld ms after the "
          "kill at the latest",
        killCount(), found, static_cast<long long>(slowestMs));
}

void TestWindowKilled::leavesNoLockOfTheDemo()
{
    for (int kill = 0; kill < DemoKills; ++kill) {
        const QTemporaryDir home;
        Program demo(QStringLiteral(KEYDECK_BIN) + u"/keydeck"_s, {u"--demo"_s}, home.path());
        // The journal is there once the demo's gateway has booked the first use.
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(home.filePath(u"keydeck/locks"_s)), StartMs);
        const pid_t guardian = guardianOf(demo.pid());
        QVERIFY2(guardian > 0, "the program has no guardian");
        sleepUpTo(LatestKillUs);
        demo.kill();
        QTRY_VERIFY_WITH_TIMEOUT(!isAlive(guardian), GoneWithinMs);
        QVERIFY2(leftIn(home.path()).isEmpty(), qPrintable(leftIn(home.path()).join(u' ')));
    }
}

void TestWindowKilled::aSignalEndsTheDemoInOrder_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("Ctrl+C") << SIGINT;
    QTest::newRow("end of the session") << SIGTERM;
    QTest::newRow("the terminal was closed") << SIGHUP;
}

void TestWindowKilled::aSignalEndsTheDemoInOrder()
{
    QFETCH(const int, signal);
    const QTemporaryDir home;
    Program demo(QStringLiteral(KEYDECK_BIN) + u"/keydeck"_s, {u"--demo"_s}, home.path());
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(home.filePath(u"keydeck/locks"_s)), StartMs);
    const auto folders = [&] { return QDir(home.path()).entryList({u"keydeck-*"_s}, QDir::Dirs); };
    QCOMPARE(folders().size(), 1);
    ::kill(demo.pid(), signal);
    QVERIFY(demo.endsByItself());
    QCOMPARE(folders(), QStringList());
    QVERIFY2(leftIn(home.path()).isEmpty(), qPrintable(leftIn(home.path()).join(u' ')));
}

void TestWindowKilled::theNextOneTidiesUpAndSaysSo()
{
    const StoreFixture store(3);
    const QTemporaryDir home;
    const LockJournal journal(home.filePath(u"locks"_s));
    PausedChild last([&](const auto &pause) {
        const auto lock = FileLock::acquire(store.path(), {}, {journal, nullptr});
        pause();
    });
    last.awaitPause();
    last.sendSignal(SIGKILL);
    QCOMPARE(last.awaitEnd(), SIGKILL);
    QVERIFY(QFileInfo::exists(store.lockPath()));

    WindowSettings settings(home.filePath(u"keydeck.ini"_s));
    Options options;
    options.storePath = store.path();
    Application application(options, settings, {journal, nullptr});
    application.start();
    QTRY_VERIFY(application.window().messages().text().contains(store.lockPath()));
    QVERIFY(application.window().messages().text().contains(u"had left"_s));
    QVERIFY(store.isTidy());
}

int main(int argc, char *argv[])
{
    if (argc == 3 && QString::fromLocal8Bit(argv[1]) == BeTheWindow)
        return beTheWindow(argc, argv, QString::fromLocal8Bit(argv[2]));
    const QTemporaryDir home; // the person's own history is none of a test's business
    qputenv("XDG_DATA_HOME", home.path().toLocal8Bit());
    QApplication app(argc, argv);
    TestWindowKilled test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_windowkilled.moc"
