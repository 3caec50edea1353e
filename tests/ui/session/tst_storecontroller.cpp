#include "core/command/editkeys.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/session/recordplaces.h"
#include "ui/session/storecontroller.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestStoreController final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void loadsWhenItStarts();
    void seesSomebodyElsesWrite();
    void whereKeysStandIsKnownWhateverMovesThem();
    void aBurstOfWritesEndsWithTheNewestState();
    void anEditLandsInTheFileAndComesBackAsALoad();
    void aFailedEditSaysWhyAndChangesNothing();
    void aMissingStoreIsSaidAndItsReturnIsNoticed();
    void aHeldLockStopsEditsButNotReading();
    void aLookUpGoesThroughTheCache();
    void aChangeOfTheFileEmptiesTheCache();
    void noNotesAreNoReasonToReadAgain();
    void whatIsReadAgainIsKeptOnce();
    void statesFollowTheClock();
    void glancesAddUpToHowLongALockHasNotChanged();
    void clearsTheLockThatWasConfirmed();
    void editsAreNotedInTheJournal();
};

namespace {

struct Fixture
{
    StoreFixture store{3};
    ManualClock clock;
    KeyStore keyStore{store.path(), CacheSettings{}, clock, LockPatience{200, 1000, 2000}};
    StoreEditor editor{keyStore, {}, clock};
    StoreController controller{keyStore, editor, clock};
    QSignalSpy loaded{&controller, &StoreController::loaded};
    QSignalSpy failed{&controller, &StoreController::loadFailed};
    std::shared_ptr<const KeyRows> last;

    Fixture()
    {
        QObject::connect(&controller, &StoreController::loaded, &controller,
            [this](const auto &rows) { last = rows; });
        controller.start();
    }
};

std::shared_ptr<const Command> renaming(int n, const QByteArray &name)
{
    return std::make_shared<EditKeys>(std::vector<EditKeys::Edit>{
        {{sampleKeyText(n), 0}, {{KeyField::Name, '"' + name + '"', std::nullopt}}}});
}

QString nameOf(const std::shared_ptr<const KeyRows> &rows, int index)
{
    return rows ? rows->keys.at(index).name() : QString();
}

} // namespace

void TestStoreController::loadsWhenItStarts()
{
    Fixture f;
    QVERIFY(!f.last); // not on this thread
    QTRY_VERIFY(f.last);
    QCOMPARE(f.last->size(), 3);
    QCOMPARE(f.last->nowMs, SomeNowMs);
}

void TestStoreController::seesSomebodyElsesWrite()
{
    Fixture f;
    QTRY_VERIFY(f.last);
    f.store.replace(storeBytes(5));
    QTRY_COMPARE(f.last->size(), 5);
}

void TestStoreController::whereKeysStandIsKnownWhateverMovesThem()
{
    Fixture f;
    RecordPlaces places;
    QObject::connect(&f.controller, &StoreController::newsSeen, &f.controller,
        [&](const auto &rows, const StoreNews &news) { places.see(rows, news); });
    for (const std::vector<int> &order :
        {std::vector{0, 1, 2}, {2, 0, 1}, {2, 1}, {1, 2, 0, 3}, {3}}) {
        std::vector<SampleKey> keys;
        std::vector<KeyRef> refs;
        for (const int n : order) {
            keys.push_back(sampleKey(n));
            refs.push_back({sampleKeyText(n), 0});
        }
        f.store.replace(storeBytes(keys));
        QTRY_VERIFY(f.last && f.last->refs == refs);
        for (int n = 0; n < 4; ++n) {
            const std::optional<ApiKey> found = places.find(sampleKeyText(n));
            QCOMPARE(found.has_value(), std::ranges::find(order, n) != order.end());
            QVERIFY(!found || found->name() == sampleKey(n).name);
        }
    }
}

void TestStoreController::aBurstOfWritesEndsWithTheNewestState()
{
    constexpr int Writes = 60;
    Fixture f;
    QTRY_VERIFY(f.last);
    for (int n = 1; n <= Writes; ++n)
        f.store.replace(storeBytes(n));
    QTRY_COMPARE(f.last->size(), Writes);
    QVERIFY2(f.loaded.count() < Writes / 2, "each write was loaded on its own");
}

void TestStoreController::anEditLandsInTheFileAndComesBackAsALoad()
{
    Fixture f;
    QTRY_VERIFY(f.last);
    QSignalSpy done(&f.controller, &StoreController::commandDone);
    const auto command = renaming(1, "Renamed");
    f.controller.run(command);
    QTRY_COMPARE(done.count(), 1);
    QCOMPARE(done[0][0].value<std::shared_ptr<const Command>>(), command);
    QVERIFY(f.store.bytes().contains("\"Renamed\""));
    QTRY_COMPARE(nameOf(f.last, 1), u"Renamed"_s);
    QVERIFY(f.store.isTidy());
}

void TestStoreController::aFailedEditSaysWhyAndChangesNothing()
{
    Fixture f;
    QTRY_VERIFY(f.last);
    const QByteArray before = f.store.bytes();
    QSignalSpy failed(&f.controller, &StoreController::commandFailed);
    f.controller.run(renaming(7, "Nobody"));
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed[0][1].value<Error>().code, ErrorCode::NotFound);
    QCOMPARE(f.store.bytes(), before);
}

void TestStoreController::aMissingStoreIsSaidAndItsReturnIsNoticed()
{
    Fixture f;
    QTRY_VERIFY(f.last);
    const QByteArray bytes = f.store.bytes();
    QVERIFY(QFile::remove(f.store.path()));
    QTRY_VERIFY(f.failed.count() > 0);
    QVERIFY(f.failed[0][0].value<Error>().message.contains(f.store.path()));
    f.loaded.clear();
    f.store.replace(bytes);
    QTRY_VERIFY(f.loaded.count() > 0);
}

void TestStoreController::aHeldLockStopsEditsButNotReading()
{
    Fixture f;
    QTRY_VERIFY(f.last);
    QVERIFY(QDir().mkdir(f.store.lockPath()));
    QSignalSpy failed(&f.controller, &StoreController::commandFailed);
    f.controller.run(renaming(0, "Waiting"));
    f.store.replace(storeBytes(4));
    QTRY_COMPARE(f.last->size(), 4);
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed[0][1].value<Error>().code, ErrorCode::LockBusy);
    QVERIFY(QDir().rmdir(f.store.lockPath())); // ours it was not, so it is still there
}

void TestStoreController::aLookUpGoesThroughTheCache()
{
    Fixture f;
    QTRY_VERIFY(f.last);
    QSignalSpy found(&f.controller, &StoreController::lookedUp);
    f.controller.lookUp(sampleKeyText(0));
    f.controller.lookUp(sampleKeyText(0));
    f.controller.lookUp(u"pk_unknown"_s);
    QTRY_COMPARE(found.count(), 3);
    QCOMPARE(found[0][1].toBool(), true);
    QCOMPARE(found[2][1].toBool(), false);
    QCOMPARE(f.keyStore.cacheStatistics().hits, quint64(1));
}

void TestStoreController::aChangeOfTheFileEmptiesTheCache()
{
    Fixture f;
    QTRY_VERIFY(f.last);
    QSignalSpy found(&f.controller, &StoreController::lookedUp);
    f.controller.lookUp(sampleKeyText(0));
    QTRY_COMPARE(found.count(), 1);
    QCOMPARE(f.keyStore.cacheStatistics().size, 1);
    f.store.replace(storeBytes({sampleKey(1)}));
    QTRY_COMPARE(f.last->size(), 1);
    QCOMPARE(f.keyStore.cacheStatistics().size, 0);
    f.controller.lookUp(sampleKeyText(0));
    QTRY_COMPARE(found.count(), 2);
    QCOMPARE(found[1][1].toBool(), false);
}

void TestStoreController::noNotesAreNoReasonToReadAgain()
{
    Fixture f;
    f.controller.setNotes(KeyNotes("secret", {}));
    QTRY_VERIFY(f.last);
    f.controller.setNotes(KeyNotes("secret", {}));
    QTest::qWait(50);
    QCOMPARE(f.loaded.count(), 1);
    f.controller.setNotes(KeyNotes("secret", {{"somebody's", KeyNote()}}));
    QTRY_COMPARE(f.loaded.count(), 2);
    f.controller.setNotes(KeyNotes("secret", {})); // those there were are gone
    QTRY_COMPARE(f.loaded.count(), 3);
}

void TestStoreController::whatIsReadAgainIsKeptOnce()
{
    Fixture f;
    QTRY_VERIFY(f.last);
    std::vector<std::shared_ptr<const KeyRows>> rows;
    connect(&f.controller, &StoreController::loaded, this,
        [&rows](const std::shared_ptr<const KeyRows> &loaded) { rows.push_back(loaded); });
    const auto bytes = [&rows](size_t n) { return rows[n]->keys.bytes().constData(); };
    f.controller.reload();
    QTRY_COMPARE(rows.size(), size_t(1));
    f.controller.reload();
    QTRY_COMPARE(rows.size(), size_t(2));
    QCOMPARE(bytes(0), bytes(1));
    f.store.replace(storeBytes(4));
    QTRY_COMPARE(rows.back()->size(), 4);
    QVERIFY(bytes(1) != rows.back()->keys.bytes().constData());
}

void TestStoreController::statesFollowTheClock()
{
    constexpr qint64 TwoYearsMs = 2LL * 366 * 24 * 60 * 60 * 1000;
    Fixture f;
    QTRY_VERIFY(f.last);
    std::vector<KeyState> states;
    connect(&f.controller, &StoreController::statesDerived, this,
        [&states](const KeyRows *, const KeyStates &derived) { states = *derived; });
    f.clock.advance(TwoYearsMs);
    f.controller.deriveStates();
    QTRY_COMPARE(states.size(), size_t(3));
    QCOMPARE(states[0].status, KeyStatus::Expired);
}

void TestStoreController::glancesAddUpToHowLongALockHasNotChanged()
{
    Fixture f; // whose clock is behind the lock's birth
    QTRY_VERIFY(f.last);
    QVERIFY(QDir().mkdir(f.store.lockPath()));
    LockReport report;
    connect(&f.controller, &StoreController::glanced, this,
        [&report](const StoreGlance &glance) { report = glance.lock; });
    f.controller.glance();
    QTRY_COMPARE(report.condition, LockCondition::Busy);
    f.clock.advance(LockDoctor::StaleMs);
    f.controller.glance();
    QTRY_COMPARE(report.condition, LockCondition::Stale);
    QVERIFY(QDir().rmdir(f.store.lockPath()));
    f.controller.glance();
    QTRY_COMPARE(report.condition, LockCondition::Free);
}

void TestStoreController::clearsTheLockThatWasConfirmed()
{
    Fixture f;
    QTRY_VERIFY(f.last);
    QVERIFY(QDir().mkdir(f.store.lockPath()));
    LockReport report;
    connect(&f.controller, &StoreController::glanced, this,
        [&report](const StoreGlance &glance) { report = glance.lock; });
    f.controller.glance();
    QTRY_VERIFY(report.lock.held);
    f.clock.advance(LockDoctor::StaleMs);
    f.controller.glance();
    QTRY_VERIFY(report.clearable());
    const LockReport confirmed = report;
    QSignalSpy cleared(&f.controller, &StoreController::lockCleared);
    QSignalSpy refused(&f.controller, &StoreController::lockNotCleared);
    f.controller.clearLock(confirmed);
    QVERIFY2(cleared.isEmpty() && QFile::exists(f.store.lockPath()), "not on this thread");
    QTRY_COMPARE(cleared.count(), 1);
    QVERIFY(f.store.isTidy());
    QTRY_COMPARE(report.condition, LockCondition::Free);

    QVERIFY(QDir().mkdir(f.store.lockPath())); // somebody takes it
    f.controller.clearLock(confirmed);
    QTRY_COMPARE(refused.count(), 1);
    QCOMPARE(refused[0][0].value<Error>().code, ErrorCode::LockBusy);
    QVERIFY(QFile::exists(f.store.lockPath()));
}

void TestStoreController::editsAreNotedInTheJournal()
{
    const StoreFixture store(1);
    const QTemporaryDir state;
    const LockJournal journal(state.filePath(u"locks"_s));
    KeyStore keyStore(store.path(), {}, SystemClock::instance(), {}, {journal, nullptr});
    StoreEditor editor(keyStore, {}, SystemClock::instance());
    StoreController controller(keyStore, editor, SystemClock::instance());
    QVERIFY(QDir().mkdir(store.lockPath())); // for the edit to wait at
    controller.run(renaming(0, "Waiting"));
    QTRY_COMPARE(QDir(journal.folder()).entryList({u"*.json"_s}).size(), 1);
    QVERIFY(QDir().rmdir(store.lockPath()));
    QTRY_VERIFY(store.bytes().contains("Waiting"));
    QTRY_VERIFY(QDir(journal.folder()).entryList({u"*.json"_s}).isEmpty());
}

QTEST_MAIN(TestStoreController)
#include "tst_storecontroller.moc"
