#include "ui/charts/lifetimemodel.h"

#include "core/rules/jsdate.h"
#include "tests/support/manualclock.h"
#include "tests/support/records.h"
#include "tests/support/uitest.h"
#include "ui/charts/verdict.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::keyOf;
using keydeck::test::SomeNowMs;

namespace {

constexpr qint64 HourMs = 60LL * 60 * 1000;
constexpr qint64 DayMs = 24 * HourMs;

ApiKey keyWith(const QByteArray &total, qint64 lastUsedMs = SomeNowMs)
{
    return keyOf(R"({"last_used":")" + toIsoString(lastUsedMs).toUtf8()
        + R"(","total_lifetime_tokens":)" + total + "}");
}

} // namespace

class TestLifetimeModel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(test::anyUiWarning()); }

    void liveTotalFollowsTheRecordedOnes();
    void unusedKeyHasNoCourse();
    void growthKeepsRows();
    void knowsTheTotalAtAnyMoment();
    void fallsAreNoUse();
    void verdicts_data();
    void verdicts();
    void afterAFallMoreMayHaveComeInThanThereIs();
};

void TestLifetimeModel::liveTotalFollowsTheRecordedOnes()
{
    LifetimeModel model;
    QAbstractItemModelTester tester(&model);
    model.setRecorded({{SomeNowMs - DayMs, 100}, {SomeNowMs - HourMs, 150}});
    model.setLive(keyWith("150"), SomeNowMs);
    QCOMPARE(model.rowCount(), 2); // nothing new

    model.setLive(keyWith("170", SomeNowMs - 60'000), SomeNowMs);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.samples().last().atMs, SomeNowMs - 60'000);
    QCOMPARE(model.index(2, LifetimeModel::TotalColumn).data().toString(), u"170"_s);
    QCOMPARE(model.index(2, LifetimeModel::AddedColumn).data().toString(), u"+20"_s);
    QCOMPARE(model.index(0, LifetimeModel::AddedColumn).data().toString(), u"–"_s);

    // A clock that is ahead, or a last use that is older than the record, never turns time back.
    model.setLive(keyWith("170", SomeNowMs - 2 * HourMs), SomeNowMs);
    QCOMPARE(model.samples().last().atMs, SomeNowMs - HourMs);
    model.setLive(keyWith("170", SomeNowMs + DayMs), SomeNowMs);
    QCOMPARE(model.samples().last().atMs, SomeNowMs);
}

void TestLifetimeModel::unusedKeyHasNoCourse()
{
    LifetimeModel model;
    model.setLive(keyWith("0"), SomeNowMs);
    QCOMPARE(model.rowCount(), 0);
    model.setLive(keyWith(R"("many")"), SomeNowMs);
    QCOMPARE(model.rowCount(), 0);
    model.setLive(keyWith("5"), SomeNowMs);
    QCOMPARE(model.rowCount(), 1);
}

void TestLifetimeModel::growthKeepsRows()
{
    LifetimeModel model;
    QAbstractItemModelTester tester(&model);
    model.setRecorded({{SomeNowMs - DayMs, 100}});
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setLive(keyWith("110"), SomeNowMs);
    model.setLive(keyWith("120"), SomeNowMs);
    model.setLive(keyWith("120"), SomeNowMs + 1000);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.samples().last().tokens, 120.0);
    QCOMPARE(resets.size(), 0);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void TestLifetimeModel::knowsTheTotalAtAnyMoment()
{
    LifetimeModel model;
    model.setRecorded({{1000, 10}, {2000, 20}});
    QVERIFY(!model.totalAt(999));
    QCOMPARE(model.totalAt(1000), 10.0);
    QCOMPARE(model.totalAt(1999), 10.0);
    QCOMPARE(model.totalAt(2000), 20.0);
    QCOMPARE(model.totalAt(5000), 20.0);
}

void TestLifetimeModel::fallsAreNoUse()
{
    LifetimeModel model;
    model.setRecorded({{SomeNowMs - 3 * DayMs, 100}, {SomeNowMs - 2 * DayMs, 500},
        {SomeNowMs - DayMs, 0}, {SomeNowMs, 30}});
    const auto all = model.summary(SomeNowMs - 7 * DayMs, SomeNowMs);
    QCOMPARE(all.added, 430.0);
    QCOMPARE(all.sinceMs, SomeNowMs - 3 * DayMs); // nothing is known before
    QCOMPARE(all.total, 30.0);
    const auto lately = model.summary(SomeNowMs - DayMs - HourMs, SomeNowMs);
    QCOMPARE(lately.added, 30.0);
    QCOMPARE(lately.sinceMs, SomeNowMs - DayMs - HourMs);
}

void TestLifetimeModel::verdicts_data()
{
    QTest::addColumn<double>("total");
    QTest::addColumn<double>("added");
    QTest::addColumn<qint64>("sinceMs");
    QTest::addColumn<QString>("sentence");

    QTest::newRow("a month") << 1'500'000.0 << 1'350'000.0 << SomeNowMs - 30 * DayMs
                             << u"1,500,000 tokens in all; 45,000 a day on average."_s;
    QTest::newRow("hours") << 1'500'000.0 << 900.0 << SomeNowMs - 5 * HourMs
                           << u"1,500,000 tokens in all; 900 of them in the last 5 h."_s;
    QTest::newRow("idle") << 42.0 << 0.0 << SomeNowMs - 2 * DayMs
                          << u"42 tokens in all; none of them in the last 2 d."_s;
}

void TestLifetimeModel::verdicts()
{
    QFETCH(double, total);
    QFETCH(double, added);
    QFETCH(qint64, sinceMs);
    QTEST(lifetimeVerdict({total, added, sinceMs}, SomeNowMs), "sentence");
}

void TestLifetimeModel::afterAFallMoreMayHaveComeInThanThereIs()
{
    QCOMPARE(lifetimeVerdict({18'504.0, 18'736, SomeNowMs - 111'000, 0, 1}, SomeNowMs),
        u"18,504 tokens in all; 18,736 came in within the last 1 min 51 s. The total fell once."_s);
}

QTEST_MAIN(TestLifetimeModel)
#include "tst_lifetimemodel.moc"
