// Suspending and resuming, as an editor of a real store does them.
#include "core/changes/storeeditor.h"
#include "core/notes/suspending.h"
#include "core/notes/suspension.h"
#include "tests/support/childprocess.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestSuspending final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void suspendsInOneWrite();
    void remembersBeforeItWrites();
    void resumesToTheByte_data();
    void resumesToTheByte();
    void whatHasExpiredIsNotSuspended();
    void whatIsSuspendedIsNotSuspendedAgain();
    void twoRecordsOfOneKeyAreRefused();
    void usageThatCameInStays();
    void anotherExpiryMeanwhileIsAConflict();
    void undoAndRedoFollow();
    void undoOfAnEarlierResumeKeepsTheWayBack();
    void anExpiryThatIsPastAsksForAnother();
    void onlyTheSuspendedAreResumed();
    void withoutAPlaceForNotesNothingIsSuspended();
    void titlesReadAsInAMenu();
};

namespace {

const QByteArray Now = "\"2026-01-18T10:30:00.000Z\"";

struct Bench
{
    explicit Bench(const QByteArray &bytes = storeBytes(3)) : fixture(bytes) { }

    [[nodiscard]] KeySet keys() const { return *store.load(); }
    [[nodiscard]] KeyNotes notes() const { return *file.load(); }
    [[nodiscard]] bool isSuspended(qsizetype index) const
    {
        return keydeck::isSuspended(notes(), keys().at(index));
    }
    [[nodiscard]] QByteArray expiry(qsizetype index) const
    {
        return keys().at(index).value(KeyField::ExpiryDate).text().toByteArray();
    }
    [[nodiscard]] Result<EditOutcome> suspend(const Selection &selected)
    {
        return prepareSuspension(file, keys(), selected, clock.nowMs())
            .and_then(
                [this](const PreparedEdit &prepared) { return editor.run(*prepared.command); });
    }
    [[nodiscard]] Result<EditOutcome> resume(
        const Selection &selected, const std::optional<QString> &with = {})
    {
        return prepareResumption(notes(), keys(), selected, clock.nowMs(), with)
            .and_then(
                [this](const std::unique_ptr<Command> &command) { return editor.run(*command); });
    }

    QTemporaryDir kept;
    StoreFixture fixture;
    ManualClock clock;
    QString folder = kept.filePath(u"stores/apikeys.json-1"_s);
    NotesFile file{folder, kept.filePath(u"history"_s)};
    KeyStore store{fixture.path(), {}, clock};
    StoreEditor editor{store, EditSurroundings{folder, u"alice@host"_s}, clock};
};

} // namespace

void TestSuspending::suspendsInOneWrite()
{
    Bench bench;
    const auto edit = bench.suspend({0, 2});
    QVERIFY2(edit && edit->written, qPrintable(edit ? QString() : edit.error().message));
    std::vector<SampleKey> expected{sampleKey(0), sampleKey(1), sampleKey(2)};
    expected[0].expiryDate = expected[2].expiryDate = u"2026-01-18T10:30:00.000Z"_s;
    QCOMPARE(bench.fixture.bytes(), storeBytes(expected));
    QVERIFY(bench.isSuspended(0) && !bench.isSuspended(1) && bench.isSuspended(2));
    QCOMPARE(bench.editor.records().journal().read()->size(), 1);
    QVERIFY(bench.fixture.isTidy());
}

void TestSuspending::remembersBeforeItWrites()
{
    Bench bench;
    const auto prepared = prepareSuspension(bench.file, bench.keys(), {1}, bench.clock.nowMs());
    QVERIFY(prepared);
    QCOMPARE(bench.fixture.bytes(), storeBytes(3));
    QVERIFY(bench.notes().noteOf(sampleKeyText(1)).expiries
        == (QList<RememberedExpiry>{{"\"2027-12-31T23:59:59.000Z\"", Now}}));
    QVERIFY2(!bench.isSuspended(1), "before the write it is not");
}

void TestSuspending::resumesToTheByte_data()
{
    QTest::addColumn<QByteArray>("expiry");
    QTest::newRow("as the gateway writes it") << "\"expiry_date\": \"2027-12-31T23:59:59.000Z\""_ba;
    QTest::newRow("by hand") << "\"expiry_date\"  :\t\"Dec 31, 2027\""_ba;
    QTest::newRow("with escapes") << "\"expiry_date\": \"2027\\u002d12-31\""_ba;
    QTest::newRow("no date") << "\"expiry_date\": \"never\""_ba;
    QTest::newRow("a number") << "\"expiry_date\": 1.90e12"_ba;
    QTest::newRow("none at all") << QByteArray();
}

void TestSuspending::resumesToTheByte()
{
    QFETCH(QByteArray, expiry);
    QByteArray bytes = storeBytes(1);
    const QByteArray usual = "\"expiry_date\": \"2027-12-31T23:59:59.000Z\"";
    if (expiry.isEmpty())
        bytes.replace(usual + ",\n      ", "");
    else
        bytes.replace(usual, expiry);
    Bench bench(bytes);
    QVERIFY(bench.suspend({0}));
    QCOMPARE(bench.expiry(0), Now);
    bench.clock.advance(1000);
    const auto resumed = bench.resume({0});
    QVERIFY2(resumed, qPrintable(resumed ? QString() : resumed.error().message));
    QCOMPARE(bench.fixture.bytes(), bytes);
    QVERIFY(!bench.isSuspended(0));
}

void TestSuspending::whatHasExpiredIsNotSuspended()
{
    std::vector<SampleKey> keys{sampleKey(0), sampleKey(1)};
    keys[1].expiryDate = u"2026-01-18T10:29:59.999Z"_s;
    Bench bench(storeBytes(keys));
    const auto edit = bench.suspend({0, 1});
    QVERIFY(!edit);
    QCOMPARE(edit.error().code, ErrorCode::InvalidInput);
    QVERIFY2(edit.error().message.contains(u"“Example 1” has expired already"_s),
        qPrintable(edit.error().message));
    QCOMPARE(bench.fixture.bytes(), storeBytes(keys));
    QVERIFY2(bench.notes().isEmpty(), "nothing is remembered of it, either");
}

void TestSuspending::whatIsSuspendedIsNotSuspendedAgain()
{
    Bench bench;
    QVERIFY(bench.suspend({1}));
    bench.clock.advance(60'000);
    const auto again = bench.suspend({1});
    QVERIFY(!again);
    QVERIFY2(again.error().message.contains(u"“Example 1” is suspended already"_s),
        qPrintable(again.error().message));
}

void TestSuspending::twoRecordsOfOneKeyAreRefused()
{
    SampleKey again = sampleKey(0);
    again.name = u"Again"_s;
    again.expiryDate = u"2030-01-01T00:00:00.000Z"_s;
    Bench bench(storeBytes({sampleKey(0), again}));
    const auto both = bench.suspend({0, 1});
    QVERIFY(!both);
    QVERIFY2(both.error().message.contains(u"the same key"_s), qPrintable(both.error().message));
    QVERIFY(bench.suspend({1}));
    QVERIFY(!bench.isSuspended(0) && bench.isSuspended(1));
}

void TestSuspending::usageThatCameInStays()
{
    Bench bench;
    const auto prepared = prepareSuspension(bench.file, bench.keys(), {0}, bench.clock.nowMs());
    QVERIFY(prepared && bench.store.updateApiKeyUsage(sampleKeyText(0), 77));
    QVERIFY(bench.editor.run(*prepared->command));
    QCOMPARE(bench.keys().at(0).value(KeyField::TotalLifetimeTokens).toNumber(), 1'500'077);
    QVERIFY(bench.isSuspended(0));
}

void TestSuspending::anotherExpiryMeanwhileIsAConflict()
{
    Bench bench;
    const auto prepared = prepareSuspension(bench.file, bench.keys(), {0}, bench.clock.nowMs());
    std::vector<SampleKey> keys{sampleKey(0), sampleKey(1), sampleKey(2)};
    keys[0].expiryDate = u"2029-01-01T00:00:00.000Z"_s;
    bench.fixture.replace(storeBytes(keys));
    const auto edit = bench.editor.run(*prepared->command);
    QVERIFY(!edit);
    QCOMPARE(edit.error().code, ErrorCode::Conflict);
    QCOMPARE(bench.fixture.bytes(), storeBytes(keys));
    QVERIFY2(!bench.isSuspended(0), "what was remembered in vain means nothing");
    QVERIFY(bench.suspend({0}));
    QVERIFY(bench.resume({0}));
    QCOMPARE(bench.fixture.bytes(), storeBytes(keys));
}

void TestSuspending::undoAndRedoFollow()
{
    Bench bench;
    QVERIFY(bench.suspend({0}));
    QVERIFY(bench.editor.undo());
    QVERIFY(!bench.isSuspended(0));
    QCOMPARE(bench.fixture.bytes(), storeBytes(3));
    QVERIFY(bench.editor.redo());
    QVERIFY(bench.isSuspended(0));
    QVERIFY(bench.resume({0}));
    QCOMPARE(bench.fixture.bytes(), storeBytes(3));
}

void TestSuspending::undoOfAnEarlierResumeKeepsTheWayBack()
{
    Bench bench;
    QVERIFY(bench.suspend({0}));
    QVERIFY(bench.resume({0}));
    bench.clock.advance(60'000);
    QVERIFY(bench.suspend({0}));
    QVERIFY(bench.editor.undo()); // the second suspension
    QVERIFY(bench.editor.undo()); // and the resumption before it
    QCOMPARE(bench.expiry(0), Now);
    QVERIFY2(bench.isSuspended(0), "what the first suspension remembered is still known");
    QVERIFY(bench.resume({0}));
    QCOMPARE(bench.fixture.bytes(), storeBytes(3));
}

void TestSuspending::anExpiryThatIsPastAsksForAnother()
{
    std::vector<SampleKey> keys{sampleKey(0), sampleKey(1)};
    keys[0].expiryDate = u"2026-01-18T10:31:00.000Z"_s;
    Bench bench(storeBytes(keys));
    QVERIFY(bench.suspend({0, 1}));
    const QByteArray suspended = bench.fixture.bytes();
    bench.clock.advance(60'001);
    const auto resumed = bench.resume({0, 1});
    QVERIFY(!resumed);
    QCOMPARE(resumed.error().code, ErrorCode::InvalidInput);
    QVERIFY2(resumed.error().message.contains(u"“Example 0” would have again"_s)
            && resumed.error().message.contains(u"2026-01-18 10:31:00"_s)
            && resumed.error().message.contains(u"--expires"_s),
        qPrintable(resumed.error().message));
    QCOMPARE(bench.fixture.bytes(), suspended);
    QVERIFY2(!bench.resume({0}, u"2026-01-01T00:00:00.000Z"_s), "nor another that is past");
    QVERIFY(bench.resume({0}, u"2028-01-01T00:00:00.000Z"_s));
    QCOMPARE(bench.expiry(0), "\"2028-01-01T00:00:00.000Z\""_ba);
    QVERIFY(bench.isSuspended(1));
}

void TestSuspending::onlyTheSuspendedAreResumed()
{
    Bench bench;
    QVERIFY(bench.suspend({0}));
    const auto resumed = bench.resume({0, 1});
    QVERIFY(!resumed);
    QVERIFY2(resumed.error().message.contains(u"“Example 1” is not suspended"_s),
        qPrintable(resumed.error().message));
    QVERIFY(bench.isSuspended(0));
    QVERIFY(!checkNoneSuspended(bench.notes(), bench.keys(), {1, 0}));
    QVERIFY(checkNoneSuspended(bench.notes(), bench.keys(), {1, 2}));
}

void TestSuspending::withoutAPlaceForNotesNothingIsSuspended()
{
    Bench bench;
    QVERIFY(!prepareSuspension(NotesFile(), bench.keys(), {0}, bench.clock.nowMs()));
    const QByteArray message = inChild([&] {
        limitFileSize(10);
        const auto prepared = prepareSuspension(bench.file, bench.keys(), {0}, SomeNowMs);
        return prepared ? QByteArray("prepared") : prepared.error().message.toUtf8();
    });
    QVERIFY2(message != "prepared", message.constData());
    QCOMPARE(bench.fixture.bytes(), storeBytes(3));
}

void TestSuspending::titlesReadAsInAMenu()
{
    Bench bench;
    QCOMPARE(bench.suspend({0})->title, u"Suspend “Example 0”"_s);
    QCOMPARE(bench.suspend({1, 2})->title, u"Suspend 2 keys"_s);
    QCOMPARE(bench.resume({0})->title, u"Resume “Example 0”"_s);
    QCOMPARE(bench.resume({1, 2})->title, u"Resume 2 keys"_s);
}

QTEST_GUILESS_MAIN(TestSuspending)
#include "tst_suspending.moc"
