// What of a change of the file the gateway may still go by the old values of.
#include "core/gateway/adminedits.h"
#include "core/store/keycodec.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace keydeck;

namespace {

QByteArray record(const QByteArray &key, const QByteArray &more)
{
    return R"({"key":")" + key + R"(",)" + more + R"(,"usage_windows":[]})";
}

KeySet storeOf(const QByteArrayList &records)
{
    return decodeStore("{\"keys\":[" + records.join(',') + "]}");
}

const QByteArray Alice = record("a", R"("name":"Alice","token_limit_per_5h":1)");
const QByteArray Bob = record("b", R"("name":"Bob","token_limit_per_5h":2)");

/// "a edited, b removed", by key.
QString summary(const std::vector<AdminEdit> &edits)
{
    QStringList lines;
    for (const AdminEdit &edit : edits) {
        const QString what
            = !edit.before ? u"created"_s : (edit.after ? u"edited"_s : u"removed"_s);
        lines.append(edit.key + u' ' + what);
    }
    lines.sort();
    return lines.join(u", "_s);
}

} // namespace

class TestAdminEdits final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tells_data();
    void tells();
    void usageAloneIsWhatTheGatewayWrites();
    void keepsBothRecordsAlone();
    void anUnreadableStoreTellsNothing();
};

void TestAdminEdits::tells_data()
{
    QTest::addColumn<QByteArrayList>("before");
    QTest::addColumn<QByteArrayList>("after");
    QTest::addColumn<QString>("expected");

    const QByteArrayList both{Alice, Bob};
    const auto alice = [](const QByteArray &more) { return record("a", more); };
    QTest::newRow("nothing") << both << both << QString();
    QTest::newRow("usage") << both
                           << QByteArrayList{alice(R"("name":"Alice","token_limit_per_5h":1,
                               "last_used":"2026-01-18T10:30:00.000Z","total_lifetime_tokens":7)"),
                                  Bob}
                           << QString();
    QTest::newRow("the order") << both << QByteArrayList{Bob, Alice} << QString();
    QTest::newRow("what only an admin reads")
        << both << QByteArrayList{alice(R"("name":"Alice","token_limit_per_5h":1,"note":"x")"), Bob}
        << QString();
    QTest::newRow("a limit") << both
                             << QByteArrayList{alice(R"("name":"Alice","token_limit_per_5h":9)"),
                                    Bob}
                             << u"a edited"_s;
    QTest::newRow("a name") << both
                            << QByteArrayList{alice(R"("name":"Al","token_limit_per_5h":1)"), Bob}
                            << u"a edited"_s;
    QTest::newRow("a model")
        << both
        << QByteArrayList{alice(R"("name":"Alice","model":"m","token_limit_per_5h":1)"), Bob}
        << u"a edited"_s;
    QTest::newRow("an expiry") << both
                               << QByteArrayList{alice(R"("name":"Alice","token_limit_per_5h":1,
                                   "expiry_date":"2027-01-01")"),
                                      Bob}
                               << u"a edited"_s;
    QTest::newRow("a new key") << QByteArrayList{Bob} << both << u"a created"_s;
    QTest::newRow("a removed one") << both << QByteArrayList{Bob} << u"a removed"_s;
    QTest::newRow("another key for the same person")
        << both << QByteArrayList{record("c", R"("name":"Alice","token_limit_per_5h":1)"), Bob}
        << u"a removed, c created"_s;
    QTest::newRow("a duplicate behind the first")
        << both << QByteArrayList{Alice, Bob, alice(R"("name":"Other","token_limit_per_5h":5)")}
        << QString();
    QTest::newRow("a duplicate before the first")
        << both << QByteArrayList{alice(R"("name":"Other","token_limit_per_5h":5)"), Alice, Bob}
        << u"a edited"_s;
}

void TestAdminEdits::tells()
{
    QFETCH(QByteArrayList, before);
    QFETCH(QByteArrayList, after);
    QFETCH(QString, expected);
    QCOMPARE(summary(adminEditsBetween(storeOf(before), storeOf(after))), expected);
}

void TestAdminEdits::usageAloneIsWhatTheGatewayWrites()
{
    const KeySet before = storeOf({Alice, Bob});
    const KeySet used = storeOf(
        {record("a", R"("name":"Alice","token_limit_per_5h":1,"total_lifetime_tokens":9)"), Bob});
    QVERIFY(isUsageAlone(before, used, {0}));
    QVERIFY(isUsageAlone(before, used, {}));
    const KeySet renamed = storeOf({record("a", R"("name":"Al","token_limit_per_5h":1)"), Bob});
    QVERIFY(!isUsageAlone(before, renamed, {0}));
    QVERIFY(!isUsageAlone(before, renamed, {1, 0}));
}

void TestAdminEdits::keepsBothRecordsAlone()
{
    const auto edits = adminEditsBetween(storeOf({Alice, Bob}),
        storeOf({record("a", R"("name":"Alice","token_limit_per_5h":9)"), Bob}));
    QCOMPARE(edits.size(), size_t(1));
    QCOMPARE(edits[0].before->text(), QByteArrayView(Alice));
    QCOMPARE(edits[0].after->value(KeyField::TokenLimitPer5h).toNumber(), 9.0);
}

void TestAdminEdits::anUnreadableStoreTellsNothing()
{
    const KeySet torn = decodeStore(R"({"keys":[{"key":"a")");
    QVERIFY(adminEditsBetween(storeOf({Alice}), torn).empty());
    QVERIFY(adminEditsBetween(torn, storeOf({Alice})).empty());
    QVERIFY(adminEditsBetween(KeySet(), storeOf({Alice})).empty());
}

QTEST_GUILESS_MAIN(TestAdminEdits)
#include "tst_adminedits.moc"
