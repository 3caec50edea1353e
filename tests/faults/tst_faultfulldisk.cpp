// Edits on disks that have no room for them, or that are allowed to write no more.
#include "tests/support/faultfigure.h"
#include "tests/support/smalldisk.h"
#include "tests/support/tracededit.h"

#include <QRegularExpression>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int Keys = 400; // about 200 kB, as much as an edit writes beside it
constexpr int Sizes = 50; // on each disk
constexpr int LimitedRuns = 40;
constexpr int InodeRuns = 5; // on each disk: none free, one, …
constexpr qint64 LimitUnit = 512; // of ulimit -f
const QStringList Edit{u"set"_s, u"Example 0"_s, u"--limit"_s, u"271828"_s};

/// How many bytes are free in the n-th of so many runs: from none to a quarter more than the store.
qint64 bytesFor(int run, int runs)
{
    return storeBytes(Keys).size() * 5 / 4 * run / (runs - 1);
}

} // namespace

class TestFaultFullDisk final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void leavesTheStoreWhole_data();
    void leavesTheStoreWhole();
    void ofFilesThatMayNotGrow();
    void cleanupTestCase();

private:
    /// What is wrong with how that run left the store; empty: nothing.
    [[nodiscard]] QString complaint(const FaultBench &bench, const CtlOutcome &outcome);
    void judge(const FaultBench &bench, const CtlOutcome &outcome, const QString &circumstances);
    void runOn(const SmallDisk &disk, bool homeToo, const std::function<void()> &fill,
        const QString &circumstances);

    QByteArray m_before = storeBytes(Keys);
    int m_runs = 0;
    int m_refused = 0; ///< with the old store in its place, and an error shown
    int m_broken = 0;
    QStringList m_missing;
};

QString TestFaultFullDisk::complaint(const FaultBench &bench, const CtlOutcome &outcome)
{
    const QByteArray now = bench.store.bytes();
    const bool isOld = now == m_before;
    const bool isNew = now.size() == m_before.size() && now.contains("271828");
    if (!isOld && !isNew)
        return u"the store is neither the old nor the new one, but %1 bytes"_s.arg(now.size());
    if (isNew != (outcome.exitCode == 0))
        return u"what it says is not what it did"_s;
    if (isOld && !(outcome.err.startsWith("keydeckctl: ") && outcome.err.contains("Make room")))
        return u"it does not say what is wrong"_s;
    if (!comesTrue([&] { return bench.isClean(); }))
        return u"left: "_s + (bench.leftovers() + bench.journalEntries()).join(u' ');
    if (bench.backups().size() != (isNew ? 1 : 0))
        return u"there are %1 copies"_s.arg(bench.backups().size());
    m_refused += isOld;
    return {};
}

void TestFaultFullDisk::judge(
    const FaultBench &bench, const CtlOutcome &outcome, const QString &circumstances)
{
    ++m_runs;
    const QString wrong = complaint(bench, outcome);
    if (wrong.isEmpty())
        return;
    ++m_broken;
    qInfo().noquote() << circumstances << ": " << wrong << "; " << outcome.all();
}

void TestFaultFullDisk::runOn(const SmallDisk &disk, bool homeToo,
    const std::function<void()> &fill, const QString &circumstances)
{
    const FaultBench bench(m_before, disk.path(), homeToo ? disk.path() : QString());
    fill();
    const CtlOutcome outcome = runEdit(bench, Edit);
    judge(bench, outcome, disk.name() + u", "_s + circumstances);
    disk.makeRoom();
}

void TestFaultFullDisk::leavesTheStoreWhole_data()
{
    QTest::addColumn<SmallDisk::Kind>("kind");
    QTest::newRow("tmpfs") << SmallDisk::Kind::Tmpfs;
    QTest::newRow("ext4") << SmallDisk::Kind::Ext4;
}

void TestFaultFullDisk::leavesTheStoreWhole()
{
    QFETCH(SmallDisk::Kind, kind);
    const SmallDisk disk(kind);
    if (!disk.obstacle().isEmpty()) {
        QVERIFY2(kind != SmallDisk::Kind::Tmpfs, qPrintable(disk.obstacle()));
        m_missing += u"%1 COULD NOT BE TRIED HERE (%2)"_s.arg(disk.name(), disk.obstacle());
        return;
    }
    for (int run = 0; run < Sizes; ++run) {
        const qint64 bytes = bytesFor(run, Sizes);
        runOn(
            disk, run % 2, [&] { disk.leaveBytes(bytes); }, u"%1 bytes free"_s.arg(bytes));
    }
    for (int inodes = 0; inodes < InodeRuns; ++inodes) {
        runOn(
            disk, false, [&] { disk.leaveInodes(quint64(inodes)); },
            u"%1 inodes free"_s.arg(inodes));
    }
}

void TestFaultFullDisk::ofFilesThatMayNotGrow()
{
    for (int run = 0; run < LimitedRuns; ++run) {
        const FaultBench bench(m_before);
        // Every other time as a parent that handles the signal leaves it.
        const QString script
            = u"%1ulimit -f %2; exec \"$0\" \"$@\""_s.arg(run % 2 ? u"trap '' XFSZ; "_s : QString(),
                QString::number(bytesFor(run, LimitedRuns) / LimitUnit));
        const QStringList arguments = QStringList{u"-c"_s, script, ctlProgram()} + Edit
            + QStringList{u"--store"_s, bench.store.path()};
        judge(bench, runCtl(arguments, {}, bench.environment(), u"sh"_s), script);
    }
}

void TestFaultFullDisk::cleanupTestCase()
{
    printFigure(u"full disks"_s,
        u"%1 of %2 runs (tmpfs and ext4 with %3 sizes and %4 numbers of inodes each, ulimit -f "
        u"with "
        u"%5 sizes) left the store truncated, changed without saying so, or files behind; %6 were "
        u"refused with an error that says so, the others made%7"_s.arg(m_broken)
            .arg(m_runs)
            .arg(Sizes)
            .arg(InodeRuns)
            .arg(LimitedRuns)
            .arg(m_refused)
            .arg(m_missing.isEmpty() ? QString() : u". "_s + m_missing.join(u". "_s)));
    QCOMPARE(m_broken, 0);
    QVERIFY(m_refused > m_runs / 2);
    QVERIFY(m_refused < m_runs);
}

int main(int argc, char *argv[])
{
    const QString obstacle = enterPrivateMounts();
    if (!obstacle.isEmpty()) {
        std::fprintf(stderr, "%s\n", qPrintable(obstacle));
        return 1;
    }
    QCoreApplication application(argc, argv);
    TestFaultFullDisk test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_faultfulldisk.moc"
