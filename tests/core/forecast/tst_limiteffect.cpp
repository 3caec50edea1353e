#include "core/forecast/limiteffect.h"

#include "tests/support/manualclock.h"
#include "tests/support/records.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr qint64 HourMs = 60LL * 60 * 1000;

PresentWindow window(int hoursAgo, double used, double limit = 2'000'000)
{
    return {SomeNowMs - hoursAgo * HourMs, used, limit};
}

KeyState stateOf(const QByteArray &expiry, const QByteArray &windows)
{
    return keyState(keyOf(R"({"key": "pk_test", "token_limit_per_5h": 1000, "expiry_date": ")"
                        + expiry + R"(", "usage_windows": [)" + windows + "]}"),
        SomeNowMs);
}

} // namespace

class TestLimitEffect final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sentence_data();
    void sentence();
    void onlyKeysThatAreLetInCount();
};

void TestLimitEffect::sentence_data()
{
    QTest::addColumn<QList<PresentWindow>>("windows");
    QTest::addColumn<int>("keys");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("no window") << QList<PresentWindow>() << 1 << QString();
    QTest::newRow("fits") << QList{window(1, 1'800'000)} << 1 << QString();
    QTest::newRow("is over it")
        << QList{window(4, 1'825'511)} << 1
        << u"Blocks this key at once, until 11:30: its open window has used 1,825,511 tokens already."_s;
    QTest::newRow("was blocked before") << QList{window(4, 2'000'001)} << 1 << QString();
    QTest::newRow("is over") << QList{window(5, 1'900'000)} << 1 << QString();
    QTest::newRow("without a limit so far")
        << QList{window(4, 1'900'000, qQNaN())} << 1
        << u"Blocks this key at once, until 11:30: its open window has used 1,900,000 tokens already."_s;
    QTest::newRow("one of several")
        << QList{window(4, 1'900'000), window(1, 5)} << 3
        << u"Blocks one of the 3 keys at once, until 11:30: its open window has used 1,900,000 tokens already."_s;
    QTest::newRow("several, one end")
        << QList{window(4, 1'900'000), window(4, 1'900'001)} << 2
        << u"Blocks 2 of the 2 keys at once, until 11:30: their open windows have used more already."_s;
    QTest::newRow("several")
        << QList{window(1, 1'900'000), window(4, 1'900'001)} << 40
        << u"Blocks 2 of the 40 keys at once, the first until 11:30, the last until 14:30: their open windows have used more already."_s;
}

void TestLimitEffect::sentence()
{
    QFETCH(const QList<PresentWindow>, windows);
    QFETCH(const int, keys);
    QTEST(effectSentence({windows, keys, SomeNowMs}, 1'800'000), "sentence");
}

void TestLimitEffect::onlyKeysThatAreLetInCount()
{
    const QByteArray used = R"({"window_start": "2026-01-18T08:30:00.000Z", "tokens_used": 900})";
    OpenWindows open{{}, 0, SomeNowMs};
    open.add(stateOf("2027-12-31T23:59:59Z", used));
    open.add(stateOf("2025-12-31T23:59:59Z", used)); // expired
    open.add(stateOf("2027-12-31T23:59:59Z", {})); // nothing used
    QCOMPARE(open.keys, 3);
    QCOMPARE(open.windows.size(), 1);
    QCOMPARE(limitEffect(open, 800).blocked, 1);
    QCOMPARE(limitEffect(open, 800).lastEndMs, SomeNowMs + 3 * HourMs);
}

QTEST_GUILESS_MAIN(TestLimitEffect)
#include "tst_limiteffect.moc"
