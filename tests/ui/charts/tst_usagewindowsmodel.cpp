#include "ui/charts/usagewindowsmodel.h"

#include "core/rules/jsdate.h"
#include "tests/support/manualclock.h"
#include "tests/support/records.h"
#include "tests/support/uitest.h"
#include "ui/charts/verdict.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <map>
#include <random>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::keyOf;
using keydeck::test::SomeNowMs;

namespace {

constexpr qint64 HourMs = 60LL * 60 * 1000;

QByteArray window(qint64 startMs, const QByteArray &tokens)
{
    return R"({"window_start":")" + toIsoString(startMs).toUtf8() + R"(","tokens_used":)" + tokens
        + "}";
}

ApiKey keyWith(const QByteArray &windows, const QByteArray &limit = "100")
{
    return keyOf(R"({"token_limit_per_5h":)" + limit + R"(,"usage_windows":[)" + windows + "]}");
}

} // namespace

class TestUsageWindowsModel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(test::anyUiWarning()); }

    void mergesRecordedAndLive();
    void everyWindowIsThereOnceByStart();
    void countsOnlyWhatTheGatewayCountsAsOpen();
    void passesOverWhatCannotBeDrawn();
    void sameDataSignalsNothing();
    void growingWindowKeepsItsRow();
    void summarises();
    void saysFiguresExactly();
    void verdicts_data();
    void verdicts();
};

void TestUsageWindowsModel::mergesRecordedAndLive()
{
    UsageWindowsModel model;
    QAbstractItemModelTester tester(&model);
    const qint64 open = SomeNowMs - HourMs;
    model.setRecorded({{SomeNowMs - 30 * HourMs, 80, 70}, {open, 20, 100}});
    model.setLive(keyWith(window(open, "45")), SomeNowMs);

    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.bars().at(0), (UsageBar{SomeNowMs - 30 * HourMs, 80, 70, false}));
    QVERIFY(model.bars().at(0).isOver());
    // The file knows better than what was recorded before.
    QCOMPARE(model.bars().at(1), (UsageBar{open, 45, 100, true}));
    QCOMPARE(model.bars().at(1).endMs(), open + 5 * HourMs);
}

void TestUsageWindowsModel::everyWindowIsThereOnceByStart()
{
    std::mt19937 random(4711);
    for (int round = 0; round < 300; ++round) {
        std::map<qint64, double> tokens;
        QList<RecordedWindow> recorded;
        for (int n = 0; n < 12; ++n) {
            if (random() % 2 == 0)
                recorded.append({SomeNowMs - (40 - n) * HourMs, double(random() % 100), 100});
        }
        for (const RecordedWindow &each : recorded)
            tokens[each.startMs] = each.tokens;
        QByteArrayList live;
        for (int n = 0; n < 4; ++n) { // in any order
            const qint64 startMs = SomeNowMs - qint64(26 + random() % 17) * HourMs - round;
            live.append(window(startMs + (n % 2) * round, QByteArray::number(n + 100)));
        }
        UsageWindowsModel alone;
        alone.setLive(keyWith(live.join(',')), SomeNowMs);
        for (const UsageBar &bar : alone.bars())
            tokens[bar.startMs] = bar.tokens;

        UsageWindowsModel model;
        model.setRecorded(recorded);
        model.setLive(keyWith(live.join(',')), SomeNowMs);
        std::map<qint64, double> shown;
        for (const UsageBar &bar : model.bars()) {
            QVERIFY(shown.empty() || shown.rbegin()->first < bar.startMs);
            shown[bar.startMs] = bar.tokens;
        }
        QVERIFY(shown == tokens);
        QCOMPARE(model.rowCount(), int(tokens.size()));
    }
}

void TestUsageWindowsModel::countsOnlyWhatTheGatewayCountsAsOpen()
{
    UsageWindowsModel model;
    QAbstractItemModelTester tester(&model);
    // A window that is over stays in the file until the key's next use.
    const qint64 over = SomeNowMs - 6 * HourMs;
    const qint64 open = SomeNowMs - 5 * HourMs; // the cutoff itself still counts
    model.setLive(keyWith(window(over, "10") + "," + window(open, "20")), SomeNowMs);
    QCOMPARE(model.rowCount(), 2);
    QVERIFY(!model.bars().at(0).open);
    QVERIFY(model.bars().at(1).open);

    model.setLive(keyWith(window(over, "10") + "," + window(open, "20")), SomeNowMs + 1);
    QVERIFY(!model.bars().at(1).open);
}

void TestUsageWindowsModel::passesOverWhatCannotBeDrawn()
{
    UsageWindowsModel model;
    QAbstractItemModelTester tester(&model);
    model.setLive(keyWith(R"({"window_start":"soon","tokens_used":1},{"window_start":null},)"
                      + window(SomeNowMs, R"("many")") + "," + window(SomeNowMs - HourMs, "7")),
        SomeNowMs);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.bars().at(0).tokens, 7.0);

    model.setLive(keyOf(R"({"usage_windows":null})"), SomeNowMs);
    QCOMPARE(model.rowCount(), 0);
}

void TestUsageWindowsModel::sameDataSignalsNothing()
{
    UsageWindowsModel model;
    const ApiKey key = keyWith(window(SomeNowMs - HourMs, "45"), "null");
    model.setLive(key, SomeNowMs);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setLive(key, SomeNowMs + 1000);
    QCOMPARE(resets.size(), 0);
    QCOMPARE(changes.size(), 0);
}

void TestUsageWindowsModel::growingWindowKeepsItsRow()
{
    UsageWindowsModel model;
    QAbstractItemModelTester tester(&model);
    model.setLive(keyWith(window(SomeNowMs - HourMs, "45")), SomeNowMs);
    const QPersistentModelIndex row(model.index(0, 0));
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setLive(keyWith(window(SomeNowMs - HourMs, "46")), SomeNowMs);
    QCOMPARE(changes.size(), 1);
    QVERIFY(row.isValid());
    QCOMPARE(model.bars().at(0).tokens, 46.0);
}

void TestUsageWindowsModel::summarises()
{
    UsageWindowsModel model;
    model.setRecorded({{SomeNowMs - 50 * HourMs, 500, 100}, {SomeNowMs - 26 * HourMs, 100, 100},
        {SomeNowMs - 10 * HourMs, 101, 100}});
    const auto day = model.summary(SomeNowMs - 24 * HourMs, SomeNowMs);
    QCOMPARE(day.windows, 2); // the one that began before and reaches in counts
    QCOMPARE(day.over, 1); // at the limit is not over it
    QCOMPARE(day.tokens, 201.0);
    QCOMPARE(model.summary(SomeNowMs - 60 * HourMs, SomeNowMs).over, 2);
}

void TestUsageWindowsModel::saysFiguresExactly()
{
    UsageWindowsModel model;
    const auto text
        = [&model](int column) { return model.index(0, column).data(Qt::DisplayRole).toString(); };
    model.setRecorded({{SomeNowMs, 1'234'567, 1'000'000}});
    QCOMPARE(text(UsageWindowsModel::StartColumn), u"2026-01-18 10:30:00 UTC"_s);
    QCOMPARE(text(UsageWindowsModel::EndColumn), u"2026-01-18 15:30:00 UTC"_s);
    QCOMPARE(text(UsageWindowsModel::TokensColumn), u"1,234,567"_s);
    QCOMPARE(text(UsageWindowsModel::PercentColumn), u"123 %"_s);
    QCOMPARE(text(UsageWindowsModel::StateColumn), u"Over the limit"_s);

    model.setRecorded({{SomeNowMs, 12, qQNaN()}});
    QCOMPARE(text(UsageWindowsModel::LimitColumn), u"–"_s);
    QCOMPARE(text(UsageWindowsModel::PercentColumn), u"–"_s);
    QCOMPARE(text(UsageWindowsModel::StateColumn), u"Closed"_s);

    model.setRecorded({{SomeNowMs, 12, 100, 0, SomeNowMs + 60'000}});
    QCOMPARE(text(UsageWindowsModel::EndColumn), u"2026-01-18 10:31:00 UTC"_s);
    QCOMPARE(text(UsageWindowsModel::StateColumn), u"Closed early"_s);
}

void TestUsageWindowsModel::verdicts_data()
{
    QTest::addColumn<int>("windows");
    QTest::addColumn<int>("over");
    QTest::addColumn<QString>("sentence");

    QTest::newRow("none") << 0 << 0 << u"No window in 7 days."_s;
    QTest::newRow("one") << 1 << 0 << u"1 window in 7 days; none went over the limit."_s;
    QTest::newRow("many") << 31 << 4 << u"31 windows in 7 days; 4 went over the limit."_s;
}

void TestUsageWindowsModel::verdicts()
{
    QFETCH(int, windows);
    QFETCH(int, over);
    QTEST(windowsVerdict({windows, over, 0}, u"in 7 days"_s), "sentence");
}

QTEST_MAIN(TestUsageWindowsModel)
#include "tst_usagewindowsmodel.moc"
