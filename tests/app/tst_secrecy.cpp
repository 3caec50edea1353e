// What the programs let others see of the keys that they hold: of their memory, and in everything
// that they write. The canary is a key that must not turn up anywhere.
#include "core/store/keycodec.h"
#include "tests/support/childprocess.h"
#include "tests/support/ctlrunner.h"
#include "tests/support/rawserver.h"
#include "tests/support/storefixture.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdio>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestSecrecy final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nobodyReadsTheMemory_data();
    void nobodyReadsTheMemory();
    void commandsNameNoKey();
    void theWindowWritesNoKey();

private:
    void expectNoKeyBelow(const QString &folder);
};

namespace {

/// A second for each, and there are many.
constexpr int PicturesMs = 120'000;

const QByteArray Canary = "pk_canary_7f3e9d5521c84b06a1d2";

QByteArray canaryStore()
{
    SampleKey key = sampleKey(0);
    key.key = QString::fromLatin1(Canary);
    key.name = u"Canary"_s;
    key.expiryDate = u"2099-12-31T23:59:59.000Z"_s;
    return storeBytes({key, sampleKey(1)});
}

/// A program that waits for something, as an ordinary user where we are root, with core dumps
/// permitted and all of its files in scratch. The caller ends it.
pid_t startOrdinary(const QStringList &command, const QString &scratch)
{
    std::vector<QByteArray> words;
    for (const QString &word : command)
        words.push_back(QFile::encodeName(word));
    std::vector<char *> arguments;
    for (QByteArray &word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const pid_t pid = forkChild();
    if (pid != 0)
        return pid;
    rlimit cores{};
    ::getrlimit(RLIMIT_CORE, &cores);
    cores.rlim_cur = cores.rlim_max;
    ::setrlimit(RLIMIT_CORE, &cores);
    becomeNobody();
    for (const char *name : {"HOME", "TMPDIR", "XDG_RUNTIME_DIR"})
        ::setenv(name, scratch.toLocal8Bit().constData(), 1);
    ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
}

/// Two rows, one with the canary, and its key among the titles.
bool writeImportFile(const QString &path)
{
    QFile file(path);
    const QByteArray text
        = "name,key," + Canary + "\nCanary," + Canary + ",x\nOther,pk_other_000000001,y\n";
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

QByteArray contentOf(const QByteArray &path)
{
    QFile file(QFile::decodeName(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

uint ownerOf(const QByteArray &path)
{
    struct stat status
    { };
    return ::stat(path.constData(), &status) == 0 ? status.st_uid : ~0u;
}

} // namespace

void TestSecrecy::nobodyReadsTheMemory_data()
{
    QTest::addColumn<QStringList>("command");
    const QString bin = QStringLiteral(KEYDECK_BIN);
    QTest::newRow("keydeckctl") << QStringList{bin + u"/keydeckctl"_s, u"demo-gateway"_s};
    QTest::newRow("keydeck") << QStringList{bin + u"/keydeck"_s, u"--demo"_s};
}

void TestSecrecy::nobodyReadsTheMemory()
{
    QFETCH(QStringList, command);
    if (::access("/proc/self/environ", R_OK) != 0)
        QSKIP("this system shows no processes");
    const QTemporaryDir scratch;
    QVERIFY(
        ::chmod(QFile::encodeName(scratch.path()).constData(), 0777) == 0); // whoever it runs as
    const pid_t pid = startOrdinary(command, scratch.path());
    QVERIFY(pid > 0);
    // The kernel gives what it protects to root, which is how others see it.
    const QByteArray folder = "/proc/" + QByteArray::number(pid);
    const QByteArray environment = folder + "/environ";
    QTRY_VERIFY(contentOf(folder + "/comm").startsWith("keydeck")); // no longer a part of the test
    if (::geteuid() == 0)
        QTRY_COMPARE(ownerOf(environment), 0u);
    else
        QTRY_VERIFY(::access(environment.constData(), R_OK) != 0);
    ::kill(pid, SIGSEGV);
    int status = 0;
    QCOMPARE(::waitpid(pid, &status, 0), pid);
    QVERIFY(WIFSIGNALED(status));
    QVERIFY(!WCOREDUMP(status));
}

void TestSecrecy::commandsNameNoKey()
{
    const StoreFixture store(canaryStore());
    const QTemporaryDir home;
    QProcessEnvironment environment = ctlEnvironment();
    for (const QString &name : {u"HOME"_s, u"XDG_STATE_HOME"_s, u"XDG_DATA_HOME"_s,
             u"XDG_CONFIG_HOME"_s, u"XDG_CACHE_HOME"_s})
        environment.insert(name, home.path());
    environment.insert(u"KEYDECK_STORE"_s, store.path());
    environment.insert(u"QT_LOGGING_RULES"_s, u"*.debug=true"_s);
    // A gateway that tells every secret back, in an error of its own making.
    RawServer echo(saying(
        httpAnswer("401 Unauthorized"_ba, R"({"error":"Invalid API key )" + Canary + R"("})")));
    const QString gateway = echo.url().toString();
    const QString csv = home.filePath(u"report.csv"_s);
    const QTemporaryDir elsewhere; // the person's own file, which has the key in it
    const QString staff = elsewhere.filePath(u"staff.csv"_s);
    QVERIFY(writeImportFile(staff));
    const QStringList import{u"import"_s, staff, u"--limit"_s, u"1k"_s, u"--expires"_s, u"+1d"_s};
    const QList<QStringList> commands{{u"list"_s}, {u"list"_s, u"--json"_s},
        {u"show"_s, u"Canary"_s}, {u"show"_s, u"Canary"_s, u"--json"_s}, {u"lint"_s},
        {u"record"_s, u"--once"_s}, {u"set"_s, u"Canary"_s, u"--limit"_s, u"5000"_s},
        {u"record"_s, u"--once"_s}, {u"changes"_s}, {u"changes"_s, u"--json"_s},
        {u"history"_s, u"Canary"_s}, {u"history"_s, u"Canary"_s, u"--json"_s},
        {u"report"_s, u"--format"_s, u"csv"_s, u"--output"_s, csv}, {u"backup"_s, u"list"_s},
        {u"lock"_s, u"status"_s}, {u"stats"_s, u"Canary"_s, u"--gateway"_s, gateway},
        {u"stats"_s, u"Canary"_s, u"--gateway"_s, gateway, u"--json"_s}, {u"remove"_s, u"Canary"_s},
        {u"trash"_s, u"list"_s}, {u"trash"_s, u"restore"_s, u"Canary"_s}, {u"undo"_s}, {u"redo"_s},
        {u"show"_s, QString::fromLatin1(Canary)}, {u"no-such-command"_s},
        // In the store, in the wrong column, in the header, with a broken cell behind it.
        import, import + QStringList{u"--map"_s, u"limit=key"_s},
        import + QStringList{u"--map"_s, u"name=key"_s, u"--dry-run"_s, u"--skip-bad"_s},
        import + QStringList{u"--map"_s, u"name=#9"_s}, {u"remove"_s, u"Canary"_s},
        import + QStringList{u"--dry-run"_s}, import, {u"undo"_s}, {u"redo"_s},
        import + QStringList{u"--json"_s, u"--skip-bad"_s}};
    for (const QStringList &command : commands) {
        const CtlOutcome outcome = runCtl(command, {}, environment);
        QVERIFY2(outcome.exitCode >= 0, qPrintable(command.join(u' ')));
        if (command.contains(QString::fromLatin1(Canary)))
            continue; // whoever types a key sees it
        QVERIFY2(!(outcome.out + outcome.err).contains(Canary), qPrintable(command.join(u' ')));
    }
    QVERIFY(!echo.requests().isEmpty());
    QVERIFY(store.bytes().contains("\"Canary\"") && store.bytes().contains("\"Other\"")); // edited
    expectNoKeyBelow(home.path());
}

void TestSecrecy::theWindowWritesNoKey()
{
    const StoreFixture store(canaryStore());
    const QTemporaryDir home;
    QProcessEnvironment environment = ctlEnvironment();
    for (const QString &name : {u"HOME"_s, u"XDG_STATE_HOME"_s, u"XDG_DATA_HOME"_s,
             u"XDG_CONFIG_HOME"_s, u"XDG_CACHE_HOME"_s})
        environment.insert(name, home.path());
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.insert(u"QT_LOGGING_RULES"_s, u"keydeck.*.debug=true"_s);
    const CtlOutcome outcome = runCtl({store.path(), u"--snapshot"_s, home.filePath(u"pictures"_s)},
        {}, environment, QStringLiteral(KEYDECK_BIN) + u"/keydeck"_s, PicturesMs);
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    QVERIFY(!(outcome.out + outcome.err).contains(Canary));
    QVERIFY(!QDir(home.filePath(u"pictures"_s)).isEmpty());
    expectNoKeyBelow(home.path());
}

/// Backups and the trash are copies of records, and closed to others.
void TestSecrecy::expectNoKeyBelow(const QString &folder)
{
    int files = 0;
    for (QDirIterator each(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
         each.hasNext();) {
        QFile file(each.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        ++files;
        if (file.readAll().contains(Canary)) {
            const bool isCopy = file.fileName().contains(u"/backups/"_s)
                || file.fileName().contains(u"/trash/"_s);
            QVERIFY2(isCopy, qPrintable(file.fileName()));
            QCOMPARE(
                file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        }
    }
    QVERIFY(files > 0);
}

QTEST_GUILESS_MAIN(TestSecrecy)
#include "tst_secrecy.moc"
