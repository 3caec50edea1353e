// The power goes at any moment of an edit, and takes what was not synced with it.
#include "core/store/lockentry.h"
#include "tests/support/crashmodel.h"
#include "tests/support/faultfigure.h"
#include "tests/support/tracededit.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

#include <sys/stat.h>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

using Kind = DiskEvent::Kind;
using Edits = QList<QStringList>;

constexpr mode_t StoreMode = 0640; // which a new file does not have by itself

/// What an edit may leave, and what it must not.
struct Verdicts
{
    int cuts = 0;
    int states = 0;
    int torn = 0; ///< the store was neither the old nor the new one
    int lostSaves = 0; ///< the old one, although the program had said that it was changed
    int strayLocks = 0; ///< a lock that no entry tells our next start of
    int missingCopies = 0; ///< the new one, and no copy of the old one

    [[nodiscard]] bool isGood() const { return torn + lostSaves + strayLocks + missingCopies == 0; }
    [[nodiscard]] int bad() const { return torn + lostSaves + strayLocks + missingCopies; }
    void add(const Verdicts &other)
    {
        cuts += other.cuts;
        states += other.states;
        torn += other.torn;
        lostSaves += other.lostSaves;
        strayLocks += other.strayLocks;
        missingCopies += other.missingCopies;
    }
};

/// One edit, and the store before and after it.
struct Recorded
{
    Recorded(const FaultBench &bench, const QStringList &words)
        : storePath(bench.store.path().toUtf8())
        , folder(bench.store.directory().toUtf8())
        , journalFolder(bench.journalFolder().toUtf8())
        , homeFolder(bench.home().toUtf8())
        , before{bench.store.bytes(), StoreMode}
        , recording(bench, words)
        , after{bench.store.bytes(), StoreMode}
    { }

    QByteArray storePath;
    QByteArray folder;
    QByteArray journalFolder;
    QByteArray homeFolder;
    SurvivingFile before;
    DiskRecording recording;
    SurvivingFile after;
};

void giveMode(const FaultBench &bench)
{
    ::chmod(qPrintable(bench.store.path()), StoreMode);
}

bool isLockEntry(const SurvivingFile &file)
{
    return LockEntry::fromJson(QJsonDocument::fromJson(file.bytes).object()).has_value();
}

/// A file below the folder that is there, whatever was lost, and is what it should be.
template <typename IsRight>
bool hasFile(
    const CrashModel &model, int cut, int survivor, const QByteArray &folder, IsRight isRight)
{
    for (const QByteArray &path : model.pathsAt(cut, survivor)) {
        const auto files = model.filesAt(path, cut, survivor);
        if (path.startsWith(folder + '/') && !files.empty()
            && std::all_of(files.begin(), files.end(), isRight))
            return true;
    }
    return false;
}

Verdicts judge(const Recorded &edit, const CrashModel &model, DiskOrder order)
{
    Verdicts verdicts;
    verdicts.cuts = model.cuts();
    const auto isCopy = [&](const SurvivingFile &file) { return file.bytes == edit.before.bytes; };
    bool isSaid = false;
    for (int cut = 0; cut < model.cuts(); ++cut) {
        isSaid = isSaid || (cut > 0 && model.events()[size_t(cut - 1)].kind == Kind::Say);
        for (const int survivor : model.survivors(cut)) {
            const auto stores = model.filesAt(edit.storePath, cut, survivor);
            verdicts.states += int(std::max<size_t>(1, stores.size()));
            verdicts.torn += stores.empty();
            for (const SurvivingFile &store : stores) {
                verdicts.torn += store != edit.before && store != edit.after;
                verdicts.lostSaves += isSaid && store != edit.after;
                verdicts.missingCopies += store == edit.after
                    && !hasFile(model, cut, survivor, edit.homeFolder, isCopy);
            }
            // That a file's name is synced with it is the file system's doing, not POSIX's.
            const bool isLocked = model.pathsAt(cut, survivor).contains(edit.storePath + ".lock");
            verdicts.strayLocks += isLocked && order == DiskOrder::Journaled
                && !hasFile(model, cut, survivor, edit.journalFolder, isLockEntry);
        }
    }
    return verdicts;
}

} // namespace

class TestFaultPowerCut final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void initTestCase();
    void leavesTheOldOrTheNewStore_data();
    void leavesTheOldOrTheNewStore();
    void seesWhatAMissingSyncWouldDo_data();
    void seesWhatAMissingSyncWouldDo();
    void cleanupTestCase();

private:
    Verdicts m_all;
    int m_edits = 0;
};

void TestFaultPowerCut::initTestCase()
{
    const QString obstacle = tracingObstacle();
    QVERIFY2(obstacle.isEmpty(), qPrintable(obstacle));
}

void TestFaultPowerCut::leavesTheOldOrTheNewStore_data()
{
    QTest::addColumn<int>("keys");
    QTest::addColumn<Edits>("edits"); // the last one is recorded
    const QStringList set{u"set"_s, u"Example 0"_s, u"--limit"_s, u"271828"_s};
    const QStringList rename{u"set"_s, u"Example 1"_s, u"--name"_s, u"A longer name than before"_s};
    const QStringList remove{u"remove"_s, u"Example 2"_s};
    const QStringList create{u"create"_s, u"--name"_s, u"Bob"_s, u"--limit"_s, u"250k"_s,
        u"--expires"_s, u"2099-12-31"_s};
    QTest::newRow("the first edit ever") << 3 << Edits{set};
    QTest::newRow("set") << 3 << Edits{rename, set};
    QTest::newRow("set a name") << 20 << Edits{set, rename};
    QTest::newRow("remove") << 3 << Edits{set, remove};
    QTest::newRow("create") << 3 << Edits{set, create};
    QTest::newRow("undo") << 3 << Edits{set, QStringList{u"undo"_s}};
    QTest::newRow("set in a large store") << 2000 << Edits{rename, set};
}

void TestFaultPowerCut::leavesTheOldOrTheNewStore()
{
    QFETCH(int, keys);
    QFETCH(Edits, edits);
    const FaultBench bench(storeBytes(keys));
    giveMode(bench);
    for (const QStringList &words : edits.first(edits.size() - 1)) {
        const CtlOutcome outcome = runEdit(bench, words);
        QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    }
    const Recorded edit(bench, edits.last());
    QVERIFY2(edit.recording.trouble().isEmpty(), qPrintable(edit.recording.trouble()));
    QVERIFY(edit.before != edit.after);
    for (const DiskOrder order : {DiskOrder::Journaled, DiskOrder::Loose}) {
        const CrashModel model(edit.recording, order, edit.folder);
        const Verdicts verdicts = judge(edit, model, order);
        m_all.add(verdicts);
        QCOMPARE(verdicts.torn, 0);
        QCOMPARE(verdicts.lostSaves, 0);
        QCOMPARE(verdicts.strayLocks, 0);
        QCOMPARE(verdicts.missingCopies, 0);
    }
    ++m_edits;
}

void TestFaultPowerCut::seesWhatAMissingSyncWouldDo_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("order");
    QTest::addColumn<int Verdicts::*>("harm");
    const auto add = [](const char *name, Kind kind, DiskOrder order, int Verdicts::*harm) {
        QTest::newRow(name) << int(kind) << int(order) << harm;
    };
    add("a store without its sync", Kind::Sync, DiskOrder::Journaled, &Verdicts::torn);
    add("copies without theirs", Kind::Sync, DiskOrder::Loose, &Verdicts::missingCopies);
    add("entries without theirs", Kind::Sync, DiskOrder::Journaled, &Verdicts::strayLocks);
    add("a store without its mode", Kind::ChangeMode, DiskOrder::Journaled, &Verdicts::torn);
    add("folders without their sync", Kind::SyncFolder, DiskOrder::Loose, &Verdicts::lostSaves);
}

void TestFaultPowerCut::seesWhatAMissingSyncWouldDo()
{
    QFETCH(int, kind);
    QFETCH(int, order);
    QFETCH(int Verdicts::*, harm);
    const FaultBench bench(storeBytes(3));
    giveMode(bench);
    const Recorded edit(bench, {u"set"_s, u"Example 0"_s, u"--limit"_s, u"271828"_s});
    CrashModel model(edit.recording, DiskOrder(order), edit.folder);
    model.forgetIf([&](const DiskEvent &event) { return int(event.kind) == kind; });
    QVERIFY(judge(edit, model, DiskOrder(order)).*harm > 0);
}

void TestFaultPowerCut::cleanupTestCase()
{
    printFigure(u"power cuts"_s,
        u"%1 edits cut at %2 moments, %3 states that the disk may be left in; of these %4 with a "
        u"torn store, %5 old ones after \"saved\" was said, %6 with a lock that nothing tells our "
        u"next start of, %7 new ones without a copy of the old one: %8 % good"_s.arg(m_edits)
            .arg(m_all.cuts)
            .arg(m_all.states)
            .arg(m_all.torn)
            .arg(m_all.lostSaves)
            .arg(m_all.strayLocks)
            .arg(m_all.missingCopies)
            .arg(m_all.states > 0 ? 100.0 * (m_all.states - m_all.bad()) / m_all.states : 0));
}

QTEST_GUILESS_MAIN(TestFaultPowerCut)
#include "tst_faultpowercut.moc"
