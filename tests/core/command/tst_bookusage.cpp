#include "core/command/bookusage.h"
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int Tokens = 250;

QByteArray storeWith(const std::vector<SampleWindow> &windows)
{
    SampleKey key = sampleKey(1);
    key.usageWindows = windows;
    return storeBytes({sampleKey(0), key, sampleKey(2)});
}

/// A store of one record on one line: key "k", a total of 5, and what follows.
QByteArray recordWith(const QByteArray &members)
{
    return "{\"keys\":[{\"key\":\"pk_example_00001\"," + members + "}]}";
}

Result<KeySet> book(const QByteArray &bytes, const QString &key)
{
    return BookUsage(key, Tokens, SomeNowMs).apply(decodeStore(bytes));
}

} // namespace

class TestBookUsage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    /// On a store as the gateway writes it, our usage write leaves the same bytes as the gateway's.
    void writesWhatTheGatewayWrites_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QString active = u"2026-01-18T08:00:00.000Z"_s;
        const QString another = u"2026-01-18T10:00:00.000Z"_s;
        const QString closed = u"2026-01-17T08:00:00.000Z"_s;
        const QString atCutoff = u"2026-01-18T05:30:00.000Z"_s;
        const QString justBefore = u"2026-01-18T05:29:59.999Z"_s;
        QTest::newRow("first use") << storeWith({});
        QTest::newRow("live window") << storeWith({{active, 45'000}});
        QTest::newRow("at the cutoff") << storeWith({{atCutoff, 1}});
        QTest::newRow("just before the cutoff") << storeWith({{justBefore, 1}});
        QTest::newRow("closed window") << storeWith({{closed, 45'000}});
        QTest::newRow("closed windows") << storeWith({{closed, 1}, {justBefore, 2}});
        QTest::newRow("closed, then live") << storeWith({{closed, 1}, {active, 2}});
        QTest::newRow("live, then closed") << storeWith({{active, 1}, {closed, 2}});
        QTest::newRow("two live") << storeWith({{another, 1}, {active, 2}});
        QTest::newRow("live between closed")
            << storeWith({{closed, 1}, {active, 2}, {closed, 3}, {another, 4}, {closed, 5}});
        QTest::newRow("without milliseconds") << storeWith({{u"2026-01-18T05:30:00Z"_s, 1}});
        QTest::newRow("offset, compared as text")
            << storeWith({{u"2026-01-18T10:30:00+09:00"_s, 1}});
        QTest::newRow("any text") << storeWith({{u"soon"_s, 1}});
        SampleKey huge = sampleKey(1);
        huge.totalLifetimeTokens = 9'007'199'254'740'992;
        QTest::newRow("past 2^53") << storeBytes({huge});
    }

    void writesWhatTheGatewayWrites()
    {
        QFETCH(QByteArray, bytes);
        const StoreFixture gateway(bytes);
        GatewayWriter writer;
        writer.start({gateway.path(), sampleKeyText(1), 1, Tokens, 0, SomeNowMs});
        QCOMPARE(writer.finish().acknowledged, 1);
        const auto booked = book(bytes, sampleKeyText(1));
        QVERIFY(booked);
        QCOMPARE(booked->bytes(), gateway.bytes());
    }

    /// However a record is filled or formatted, the gateway would read the same from both.
    void meansWhatTheGatewayMeans_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray windows
            = R"("usage_windows":[{"window_start":"2026-01-18T08:00:00.000Z","tokens_used":7}])";
        QTest::newRow("one line") << recordWith("\"total_lifetime_tokens\":5," + windows);
        QTest::newRow("missing total") << recordWith(windows);
        QTest::newRow("null total") << recordWith("\"total_lifetime_tokens\":null," + windows);
        QTest::newRow("total as text") << recordWith("\"total_lifetime_tokens\":\"5\"," + windows);
        QTest::newRow("total with a fraction")
            << recordWith("\"total_lifetime_tokens\":0.1," + windows);
        QTest::newRow("boolean total") << recordWith("\"total_lifetime_tokens\":true," + windows);
        QTest::newRow("missing tokens")
            << recordWith(R"("usage_windows":[{"window_start":"2026-01-18T08:00:00.000Z"}])");
        QTest::newRow("null tokens") << recordWith(
            R"("usage_windows":[{"tokens_used":null,"window_start":"2026-01-18T08:00:00.000Z"}])");
        QTest::newRow("missing start") << recordWith(R"("usage_windows":[{"tokens_used":9}])");
        QTest::newRow("start as number")
            << recordWith(R"("usage_windows":[{"window_start":1768723200000,"tokens_used":9}])");
        QTest::newRow("entries that are no objects") << recordWith(R"("usage_windows":[5,"x",[]])");
        QTest::newRow("unknown fields") << recordWith(
            R"("note":{"a":[1]},"usage_windows":[ {"x":1.0,"window_start":"2026-01-18T08:00:00.000Z",)"
            R"("tokens_used":7,"y":"é"} , {"window_start":"2020"}],"total_lifetime_tokens":1e3)");
        QTest::newRow("empty list, spaced")
            << recordWith("\"total_lifetime_tokens\" : 5 ,\n \"usage_windows\" : [ \n ] ");
        QTest::newRow("unknown key") << storeBytes({sampleKey(3)});
    }

    void meansWhatTheGatewayMeans()
    {
        QFETCH(QByteArray, bytes);
        const StoreFixture gateway(bytes);
        GatewayWriter writer;
        writer.start({gateway.path(), sampleKeyText(1), 1, Tokens, 0, SomeNowMs});
        const auto outcome = writer.finish();
        QCOMPARE(outcome.failure, QString());
        const auto booked = book(bytes, sampleKeyText(1));
        QVERIFY2(booked, booked ? "" : qPrintable(booked.error().message));
        QCOMPARE(
            QJsonDocument::fromJson(booked->bytes()), QJsonDocument::fromJson(gateway.bytes()));
        QCOMPARE(booked->bytes() == bytes, outcome.acknowledged == 0);
    }

    void failsWhereTheGatewayFails_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no windows") << recordWith("\"total_lifetime_tokens\":5");
        QTest::newRow("null windows") << recordWith("\"usage_windows\":null");
        QTest::newRow("windows that are no list") << recordWith("\"usage_windows\":{}");
        QTest::newRow("null among the windows") << recordWith("\"usage_windows\":[null]");
    }

    void failsWhereTheGatewayFails()
    {
        QFETCH(QByteArray, bytes);
        const StoreFixture gateway(bytes);
        GatewayWriter writer;
        writer.start({gateway.path(), sampleKeyText(1), 1, Tokens, 0, SomeNowMs});
        QVERIFY(!writer.finish().failure.isEmpty());
        const auto booked = book(bytes, sampleKeyText(1));
        QVERIFY(!booked);
        QCOMPARE(booked.error().code, ErrorCode::StoreUnusable);
        QVERIFY2(
            !booked.error().message.contains(sampleKeyText(1)), qPrintable(booked.error().message));
    }

    void keepsTheFormattingOfAHand_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const QByteArray now = "\"2026-01-18T10:30:00.000Z\"";
        const QByteArray head = "{\"keys\": [\n\t{\n\t\t\"key\": \"pk_example_00001\",\n";
        QTest::newRow("tabs") << head + "\t\t\"usage_windows\": []\n\t}\n]}"
                              << head + "\t\t\"last_used\": " + now
                + ",\n\t\t\"total_lifetime_tokens\": null,\n\t\t\"usage_windows\": [\n\t\t\t"
                  "{\n\t\t\t\t\"window_start\": "
                + now + ",\n\t\t\t\t\"tokens_used\": 250\n\t\t\t}\n\t\t]\n\t}\n]}";
        QTest::newRow("only the tokens change")
            << recordWith(R"("usage_windows" : [ {"window_start":"2026-01-18T08:00:00.000Z" ,)"
                          R"( "tokens_used" : 7.0, "more" : 1e2 } ], "last_used":"",)"
                          R"("total_lifetime_tokens":  1.5)")
            << recordWith(R"("usage_windows" : [ {"window_start":"2026-01-18T08:00:00.000Z" ,)"
                          R"( "tokens_used" : 257, "more" : 1e2 } ], "last_used":)"
                   + now + R"(,"total_lifetime_tokens":  251.5)");
    }

    void keepsTheFormattingOfAHand()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        const auto booked = book(before, sampleKeyText(1));
        QVERIFY(booked);
        QCOMPARE(booked->bytes(), after);
    }
};

QTEST_GUILESS_MAIN(TestBookUsage)
#include "tst_bookusage.moc"
