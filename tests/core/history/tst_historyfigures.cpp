#include "core/history/historyfigures.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;

namespace {

constexpr qint64 HourMs = 60LL * 60 * 1000;

QList<qint64> ends(const QList<TimeSpan> &spans)
{
    QList<qint64> flat;
    for (const TimeSpan &span : spans)
        flat << span.fromMs << span.toMs;
    return flat;
}

} // namespace

class TestHistoryFigures final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void within();
    void sums();
    void gaps_data();
    void gaps();
};

void TestHistoryFigures::within()
{
    KeyHistory history;
    history.windows = {{0, 1, 10}, {5 * HourMs, 2, 10}, {12 * HourMs, 3, 10}};
    history.lifetime = {{1 * HourMs, 1}, {4 * HourMs, 2}, {7 * HourMs, 3}, {13 * HourMs, 4}};
    history.buckets = {{4 * HourMs, HourMs, 1}, {6 * HourMs, HourMs, 1}, {9 * HourMs, HourMs, 1}};
    history.unobserved = {{0, 5 * HourMs, 7, false}, {5 * HourMs, 6 * HourMs, 8, true}};
    history.falls = {{6 * HourMs, 5, 0}, {10 * HourMs, 5, 0}};
    history.watched = {{0, 6 * HourMs}, {8 * HourMs, 20 * HourMs}};

    const KeyHistory part = historyWithin(history, {5 * HourMs, 9 * HourMs});
    QCOMPARE(part.windows.size(), 1); // the one before ended as the span began
    QCOMPARE(part.windows.first().startMs, 5 * HourMs);
    QCOMPARE(part.lifetime.size(), 2);
    QCOMPARE(part.lifetime.first().atMs, 4 * HourMs); // where a line starts at the edge
    QCOMPARE(part.buckets.size(), 1);
    QCOMPARE(part.buckets.first().startMs, 6 * HourMs);
    QCOMPARE(part.unobserved.size(), 1);
    QCOMPARE(part.unobserved.first().tokens, 8.0);
    QCOMPARE(part.falls.size(), 1);
    QCOMPARE(ends(part.watched), (QList<qint64>{5 * HourMs, 6 * HourMs, 8 * HourMs, 9 * HourMs}));
}

void TestHistoryFigures::sums()
{
    KeyHistory history;
    history.buckets = {{0, HourMs, 5}, {HourMs, HourMs, 6}};
    history.unobserved = {{0, HourMs, 7, false}, {0, HourMs, 8, true}};
    QCOMPARE(observedTokens(history), 11.0);
    QCOMPARE(unobservedTokens(history), 15.0);
    QCOMPARE(observedTokens({}), 0.0);
    QVERIFY(!sumOf(history));
    history.lifetime = {{0, 100}, {HourMs, 96}};
    history.falls = {{HourMs, 126, 96}};
    const std::optional<HistorySum> sum = sumOf(history);
    QVERIFY(sum);
    QCOMPARE(sum->fallen, 30.0);
    QCOMPARE(sum->first.tokens + sum->observed + sum->unobserved - sum->fallen, sum->last.tokens);
}

void TestHistoryFigures::gaps_data()
{
    QTest::addColumn<QList<TimeSpan>>("watched");
    QTest::addColumn<QList<qint64>>("gaps");
    using Spans = QList<TimeSpan>;
    QTest::newRow("never") << Spans{} << QList<qint64>{10, 20};
    QTest::newRow("always") << Spans{{5, 25}} << QList<qint64>{};
    QTest::newRow("exactly") << Spans{{10, 20}} << QList<qint64>{};
    QTest::newRow("in the middle") << Spans{{12, 15}} << QList<qint64>{10, 12, 15, 20};
    QTest::newRow("elsewhere") << Spans{{0, 10}, {20, 30}} << QList<qint64>{10, 20};
    QTest::newRow("two") << Spans{{0, 11}, {13, 14}, {19, 30}} << QList<qint64>{11, 13, 14, 19};
    QTest::newRow("overlapping") << Spans{{0, 15}, {12, 13}, {16, 30}} << QList<qint64>{15, 16};
}

void TestHistoryFigures::gaps()
{
    QFETCH(const QList<TimeSpan>, watched);
    QFETCH(const QList<qint64>, gaps);
    QCOMPARE(ends(unwatched(watched, {10, 20})), gaps);
}

QTEST_GUILESS_MAIN(TestHistoryFigures)
#include "tst_historyfigures.moc"
