// Recorders of the history that are killed, and disks that have no room for it. Whatever happens,
// the history that is there afterwards is a whole database that adds up to the file's totals, and
// the store is as the gateway wrote it.
#include "core/history/usagehistory.h"
#include "core/rules/jsdate.h"
#include "tests/support/ctlrunner.h"
#include "tests/support/faultbench.h"
#include "tests/support/faultfigure.h"
#include "tests/support/historysums.h"
#include "tests/support/smalldisk.h"

#include <QDir>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>
#include <QThread>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int Keys = 50;
constexpr int LongestLifeMs = 120; ///< of a recorder, its start included
constexpr qint64 FirstTotal = 1'000'000;
constexpr int DiskSizes = 40;
constexpr qint64 DiskStep = 8 * 1024;

constexpr char Check[] = "import sqlite3, sys\n"
                         "for name in sys.argv[1:]:\n"
                         "    print(*sqlite3.connect(name).execute('pragma integrity_check')"
                         ".fetchone())\n";

QString historyFolder(const FaultBench &bench)
{
    return bench.home() + u"/data/keydeck/history"_s;
}

/// One that was damaged would have been moved aside, and be there as well.
QStringList databases(const FaultBench &bench)
{
    QStringList paths;
    const QDir folder(historyFolder(bench));
    for (const QString &name : folder.entryList({u"*.sqlite*"_s}, QDir::Files)) {
        if (!name.endsWith(u"-wal") && !name.endsWith(u"-shm") && !name.endsWith(u".opening"))
            paths.append(folder.filePath(name));
    }
    return paths;
}

/// "ok" for each database, as SQLite in Python finds it.
QString verdictOfSqlite(const FaultBench &bench)
{
    QProcess python;
    python.start(u"python3"_s, QStringList{u"-c"_s, QString::fromUtf8(Check)} + databases(bench));
    python.waitForFinished();
    return QString::fromUtf8(python.readAll()).trimmed();
}

CtlOutcome recordOnce(const FaultBench &bench)
{
    return runCtl(
        {u"record"_s, u"--once"_s, u"--store"_s, bench.store.path()}, {}, bench.environment());
}

/// What is wrong with a history of that store; empty: nothing.
QString complaint(const FaultBench &bench, qint64 booked)
{
    if (databases(bench).size() != 1)
        return u"there are %1 databases"_s.arg(databases(bench).size());
    if (const QString verdict = verdictOfSqlite(bench); verdict != u"ok")
        return u"SQLite says: "_s + verdict;
    const auto opened = UsageHistory::open({historyFolder(bench), bench.store.path()});
    if (!opened)
        return opened.error().message;
    for (int n = 0; n < Keys; ++n) {
        const Result<KeyHistory> history = (*opened)->history(sampleKeyText(n), 0);
        if (!history)
            return history.error().message;
        if (history->lifetime.isEmpty() || history->lifetime.first().tokens != FirstTotal
            || history->lifetime.last().tokens != double(FirstTotal + booked))
            return u"key %1 does not end where the file does"_s.arg(n);
        if (missingIn(*history) != 0 || growthOf(*history) != double(booked)
            || !history->falls.isEmpty() || !disorderIn(*history).isEmpty())
            return u"key %1 does not add up: %2 of %3, %4 missing, %5"_s.arg(n)
                .arg(growthOf(*history))
                .arg(booked)
                .arg(missingIn(*history))
                .arg(disorderIn(*history));
    }
    return {};
}

} // namespace

class TestFaultHistory final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void recordersAreKilled();
    void theDiskIsFull();

private:
    /// The store after each key used that much.
    [[nodiscard]] QByteArray bytes(qint64 booked) const;

    const qint64 m_startMs = QDateTime::currentMSecsSinceEpoch() - 60'000;
};

QByteArray TestFaultHistory::bytes(qint64 booked) const
{
    std::vector<SampleKey> keys;
    for (int n = 0; n < Keys; ++n) {
        SampleKey key = sampleKey(n);
        key.totalLifetimeTokens = FirstTotal + booked;
        key.lastUsed = toIsoString(QDateTime::currentMSecsSinceEpoch());
        key.usageWindows = {{toIsoString(m_startMs), booked}};
        keys.push_back(key);
    }
    return storeBytes(keys);
}

void TestFaultHistory::recordersAreKilled()
{
    const FaultBench bench(bytes(0));
    QCOMPARE(recordOnce(bench).exitCode, 0);
    const int kills = faultRounds(200, 3'000);
    qint64 booked = 0;
    int left = 0;
    for (int kill = 0; kill < kills; ++kill) {
        QProcess recorder;
        recorder.setProcessEnvironment(bench.environment());
        recorder.start(ctlProgram(),
            {u"record"_s, u"--interval"_s, u"1s"_s, u"--store"_s, bench.store.path()});
        QVERIFY(recorder.waitForStarted());
        const QDeadlineTimer life(QRandomGenerator::global()->bounded(LongestLifeMs));
        while (!life.hasExpired()) {
            bench.store.replace(bytes(++booked));
            QThread::usleep(500);
        }
        recorder.kill();
        QVERIFY(recorder.waitForFinished());
        left += !bench.store.isTidy();
    }
    bench.store.replace(bytes(++booked));
    const CtlOutcome last = recordOnce(bench);
    const QString wrong = last.exitCode == 0 ? complaint(bench, booked) : last.errorText();
    printFigure(u"recorders of the history killed"_s,
        u"%1 kills while the store changed %2 times: %3; beside the store %4 files left"_s
            .arg(kills)
            .arg(booked)
            .arg(wrong.isEmpty()
                    ? u"the database is whole, and of %1 keys 0 tokens are missing"_s.arg(Keys)
                    : wrong)
            .arg(left));
    QCOMPARE(wrong, QString());
    QCOMPARE(left, 0);
}

void TestFaultHistory::theDiskIsFull()
{
    const SmallDisk disk(SmallDisk::Kind::Tmpfs);
    QVERIFY2(disk.obstacle().isEmpty(), qPrintable(disk.obstacle()));
    int refused = 0;
    QStringList wrong;
    for (int run = 0; run < DiskSizes; ++run) {
        const FaultBench bench(bytes(0), {}, disk.path());
        QCOMPARE(recordOnce(bench).exitCode, 0);
        const QByteArray used = bytes(1'000);
        bench.store.replace(used);
        disk.leaveBytes(run * DiskStep);
        const CtlOutcome full = recordOnce(bench);
        refused += full.exitCode != 0;
        if (full.exitCode != 0 && !full.hasOneErrorLine())
            wrong += u"says: "_s + full.errorText();
        if (bench.store.bytes() != used || !bench.store.isTidy())
            wrong += u"the store is another one"_s;
        disk.makeRoom();
        bench.store.replace(bytes(3'000));
        const CtlOutcome after = recordOnce(bench);
        const QString found = after.exitCode == 0 ? complaint(bench, 3'000) : after.errorText();
        if (!found.isEmpty())
            wrong += u"%1 bytes free: %2"_s.arg(run * DiskStep).arg(found);
    }
    printFigure(u"the history's disk is full"_s,
        u"%1 sizes: %2 looks refused with an error that says so, %3 histories that did not add up "
        u"once there was room"_s.arg(DiskSizes)
            .arg(refused)
            .arg(wrong.size()));
    QCOMPARE(wrong, QStringList());
    QVERIFY(refused > 0);
    QVERIFY(refused < DiskSizes);
}

int main(int argc, char *argv[])
{
    const QString obstacle = enterPrivateMounts();
    if (!obstacle.isEmpty()) {
        std::fprintf(stderr, "%s\n", qPrintable(obstacle));
        return 1;
    }
    QCoreApplication application(argc, argv);
    TestFaultHistory test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_faulthistory.moc"
