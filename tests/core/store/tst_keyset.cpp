#include "core/store/keycodec.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;

namespace {

KeySet twins()
{
    return decodeStore(R"({"keys":[{"key":"a","name":"first"},{"key":"b"},{"key":7},)"
                       R"({"k\u0065y":"\u0061","name":"second"},{"name":"none"},{"key":""},"x"]})");
}

/// "start tokens" of each of a record's windows.
QByteArrayList windowsOf(const ApiKey &key)
{
    QByteArrayList texts;
    for (const UsageWindow &window : key.usageWindows().value_or(UsageWindows()))
        texts.append(
            window.windowStart.text().toByteArray() + ' ' + window.tokensUsed.text().toByteArray());
    return texts;
}

/// The first record of a store that holds it alone.
ApiKey record(const QByteArray &text)
{
    return decodeStore("{\"keys\":[" + text + "]}").at(0);
}

} // namespace

class TestKeySet final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void isNoStoreByDefault();
    void namesRecordsAmongDuplicates();
    void findsNothingThatIsNotThere();
    void knowsItsContent();
    void readsFields();
    void readsUsageWindows_data();
    void readsUsageWindows();
    void readsTheLastOfSeveralWindows_data();
    void readsTheLastOfSeveralWindows();
    void recordsOutliveTheirSet();
    void refusesWhatIsTooDeep();
};

void TestKeySet::isNoStoreByDefault()
{
    const KeySet none;
    QCOMPARE(none.size(), 0);
    QVERIFY(!none.isEditable());
    QVERIFY(!none.problem().isEmpty());
    QVERIFY(none.bytes().isEmpty());
    QVERIFY(!none.identity().exists());
    QVERIFY(none.refs().empty());
    QCOMPARE(none.indexOf({u"a"_s, 0}), -1);
    QVERIFY(ApiKey().key().isEmpty());
    QVERIFY(!ApiKey().usageWindows());
}

void TestKeySet::namesRecordsAmongDuplicates()
{
    const KeySet keys = twins();
    const std::vector<KeyRef> expected{{u"a"_s, 0}, {u"b"_s, 0}, {QString(), 0}, {u"a"_s, 1},
        {QString(), 1}, {QString(), 2}, {QString(), 3}};
    const std::vector<KeyRef> refs = keys.refs();
    QVERIFY(refs == expected);
    for (qsizetype i = 0; i < keys.size(); ++i) {
        QVERIFY(keys.refAt(i) == refs[size_t(i)]);
        QCOMPARE(keys.indexOf(refs[size_t(i)]), i);
    }
    QCOMPARE(keys.at(keys.indexOf({u"a"_s, 1})).name(), u"second"_s);
}

void TestKeySet::findsNothingThatIsNotThere()
{
    QCOMPARE(twins().indexOf({u"a"_s, 2}), -1);
    QCOMPARE(twins().indexOf({u"A"_s, 0}), -1);
    QCOMPARE(twins().indexOf({u"7"_s, 0}), -1);
    QCOMPARE(twins().indexOf({QString(), 4}), -1);
}

void TestKeySet::knowsItsContent()
{
    const KeySet keys = twins();
    QVERIFY(keys.sameContent(KeySet(keys)));
    FileIdentity elsewhere;
    elsewhere.inode = 7;
    QVERIFY(keys.sameContent(decodeStore(QByteArray(keys.bytes()), elsewhere)));
    QVERIFY(!keys.sameContent(decodeStore(keys.bytes() + '\n')));
    QCOMPARE(decodeStore(keys.bytes(), elsewhere).identity(), elsewhere);
}

void TestKeySet::readsFields()
{
    const ApiKey key = record(R"({ "name" : "x" , "name":"A\u00e9", "token_limit_per_5h": 1.0,)"
                              R"( "key":"k" , "note": [null], "expiry_date":null })");
    QVERIFY(key.isObject());
    QCOMPARE(key.key(), u"k"_s);
    QCOMPARE(key.name(), u"Aé"_s);
    QCOMPARE(key.value(KeyField::TokenLimitPer5h).text(), QByteArrayView("1.0"));
    QCOMPARE(key.value(KeyField::ExpiryDate).kind(), JsonKind::Null);
    QVERIFY(key.value(KeyField::Model).isMissing());
    QVERIFY(!record("[]").isObject());
    QVERIFY(record("[]").value(KeyField::Key).isMissing());
}

void TestKeySet::readsUsageWindows_data()
{
    QTest::addColumn<QByteArray>("member");
    QTest::addColumn<bool>("usable");
    QTest::addColumn<QByteArrayList>("windows");
    const auto row = [](const char *name, const QByteArray &value, bool usable,
                         const QByteArrayList &windows = {}) {
        QTest::newRow(name) << (value.isEmpty() ? "\"x\":1" : "\"usage_windows\":" + value)
                            << usable << windows;
    };
    row("missing", "", false);
    row("null", "null", false);
    row("text", "\"abc\"", false);
    row("object", "{}", false);
    row("none", "[ ]", true);
    row("two", R"([{"window_start":"a","tokens_used":1},{"tokens_used":2.0,"window_start":"b"}])",
        true, {R"("a" 1)", R"("b" 2.0)"});
    row("five", "[{},{},{},{},{}]", true, {" ", " ", " ", " ", " "});
    row("holds null", R"([{"window_start":"a"},null])", false);
    row("entries that are no objects", R"([5,"x",[null],true])", true, {" ", " ", " ", " "});
    row("doubled and escaped", R"([{"tokens_used":1,"tokens\u005fused":[2],"window_start":null}])",
        true, {"null [2]"});
}

void TestKeySet::readsUsageWindows()
{
    QFETCH(QByteArray, member);
    const ApiKey key = record('{' + member + '}');
    QTEST(key.usageWindows().has_value(), "usable");
    QTEST(windowsOf(key), "windows");
}

void TestKeySet::readsTheLastOfSeveralWindows_data()
{
    QTest::addColumn<QByteArray>("second"); // what stands in the middle one of three records
    QTest::addColumn<bool>("usable");
    QTest::addColumn<QByteArrayList>("windows");
    const QByteArray lists = R"("usage_windows":[{"window_start":"x","tokens_used":1}],)";
    QTest::newRow("once") << R"("usage_windows":[{"window_start":"b","tokens_used":2}])"_ba << true
                          << QByteArrayList{R"("b" 2)"};
    QTest::newRow("list, then list")
        << lists + R"("usage_windows":[{"tokens_used":2},{"tokens_used":3}])" << true
        << QByteArrayList{" 2", " 3"};
    QTest::newRow("list, then null")
        << lists + R"("usage_windows":null)" << false << QByteArrayList();
    QTest::newRow("null, then list")
        << R"("usage_windows":null,)" + lists + "\"x\":0" << true << QByteArrayList{R"("x" 1)"};
    QTest::newRow("list with null, then list") << R"("usage_windows":[{"tokens_used":5},null],)"
            + lists + "\"x\":0" << true << QByteArrayList{R"("x" 1)"};
}

/// Beside others that have windows.
void TestKeySet::readsTheLastOfSeveralWindows()
{
    QFETCH(const QByteArray, second);
    const KeySet keys = decodeStore(
        R"({"keys":[{"usage_windows":[{"window_start":"a","tokens_used":10},{"tokens_used":11}]},{)"
        + second + R"(},{"key":"c","usage_windows":[{"window_start":"c","tokens_used":30}]}]})");
    QCOMPARE(keys.size(), 3);
    for (const bool isDetached : {false, true}) {
        const auto at
            = [&](qsizetype n) { return isDetached ? keys.at(n).detached() : keys.at(n); };
        QCOMPARE(windowsOf(at(0)), QByteArrayList({R"("a" 10)", " 11"}));
        QTEST(at(1).usageWindows().has_value(), "usable");
        QTEST(windowsOf(at(1)), "windows");
        QCOMPARE(windowsOf(at(2)), QByteArrayList{R"("c" 30)"});
    }
}

void TestKeySet::recordsOutliveTheirSet()
{
    ApiKey shared;
    ApiKey detached;
    {
        const KeySet keys = twins();
        shared = keys.at(3);
        detached = shared.detached();
    }
    for (const ApiKey &key : {shared, detached}) {
        QCOMPARE(key.text(), QByteArrayView(R"({"k\u0065y":"\u0061","name":"second"})"));
        QCOMPARE(key.key(), u"a"_s);
        QCOMPARE(key.name(), u"second"_s);
        QVERIFY(key.value(KeyField::Model).isMissing());
    }
    QCOMPARE(detached.detached().name(), u"second"_s);
}

void TestKeySet::refusesWhatIsTooDeep()
{
    const KeySet keys = decodeStore(
        R"({"keys":[{"key":"a"},)" + QByteArray(100'000, '[') + QByteArray(100'000, ']') + "]}");
    QCOMPARE(keys.gatewayReading(), GatewayReading::Fails);
    QVERIFY2(keys.problem().contains(u"nested deeper"_s), qPrintable(keys.problem()));
    QCOMPARE(keys.size(), 1);
}

QTEST_GUILESS_MAIN(TestKeySet)
#include "tst_keyset.moc"
