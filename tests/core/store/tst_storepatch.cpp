#include "core/store/storepatch.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;

namespace {

/// A store as the gateway writes it, with records of these names; a model where the name asks.
QByteArray canonical(const QByteArrayList &names)
{
    QByteArrayList records;
    for (const QByteArray &name : names) {
        const QByteArray model = name.startsWith('m') ? "      \"model\": \"glm-4.7\",\n" : "";
        records.append("    {\n      \"key\": \"pk_" + name + "\",\n      \"name\": \"" + name
            + "\",\n" + model
            + "      \"token_limit_per_5h\": 1000,\n"
              "      \"expiry_date\": \"2027-12-31T23:59:59Z\",\n"
              "      \"created_at\": \"2026-01-18T00:00:00.000Z\",\n"
              "      \"last_used\": \"2026-01-18T00:00:00.000Z\",\n"
              "      \"total_lifetime_tokens\": 0,\n"
              "      \"usage_windows\": []\n    }");
    }
    if (records.isEmpty())
        return emptyStore();
    return "{\n  \"keys\": [\n" + records.join(",\n") + "\n  ]\n}";
}

NewKey newKey(const QString &name)
{
    return {u"pk_"_s + name, name, name.startsWith(u'm') ? u"glm-4.7"_s : QString(), 1000,
        u"2027-12-31T23:59:59Z"_s, u"2026-01-18T00:00:00.000Z"_s};
}

/// The text of newKey("n") with this before its members, between them, behind them, and between
/// each one's name and value.
QByteArray recordOf(const QByteArrayList &layout)
{
    const QByteArrayList members{R"("key" "pk_n")", R"("name" "n")", R"("token_limit_per_5h" 1000)",
        R"("expiry_date" "2027-12-31T23:59:59Z")", R"("created_at" "2026-01-18T00:00:00.000Z")",
        R"("last_used" "2026-01-18T00:00:00.000Z")", R"("total_lifetime_tokens" 0)",
        R"("usage_windows" [])"};
    const QByteArray text = members.join(',' + layout[1]).replace("\" ", '"' + layout[3]);
    return '{' + layout[0] + text + layout[2] + '}';
}

QByteArray applied(const StorePatch &patch)
{
    const auto result = patch.apply();
    return result ? result->bytes() : "failed: " + result.error().message.toUtf8();
}

} // namespace

class TestStorePatch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void removesAndAppendsAsTheGatewayWouldWrite_data();
    void removesAndAppendsAsTheGatewayWouldWrite();
    void addsAndRemovesFields_data();
    void addsAndRemovesFields();
    void putsAModelOnALineOfItsOwn();
    void keepsAStoresOwnFormatting_data();
    void keepsAStoresOwnFormatting();
    void writesNewKeysAsTheGatewayDoes();
    void combinesChanges();
    void keepsTheOrderOfManyNewKeys();
    void leavesTheSetAloneWithoutChanges();
    void refusesWhatCannotBe_data();
    void refusesWhatCannotBe();
    void refusesStoresThatTheGatewayCannotUse();
    void repairsEntriesThatAreNoObjects();
};

void TestStorePatch::removesAndAppendsAsTheGatewayWouldWrite_data()
{
    QTest::addColumn<QByteArrayList>("before");
    QTest::addColumn<QList<int>>("removed");
    QTest::addColumn<QStringList>("appended");
    QTest::addColumn<QByteArrayList>("after");

    const QByteArrayList abc{"a", "b", "c"};
    QTest::newRow("first") << abc << QList<int>{0} << QStringList() << QByteArrayList{"b", "c"};
    QTest::newRow("middle") << abc << QList<int>{1} << QStringList() << QByteArrayList{"a", "c"};
    QTest::newRow("last") << abc << QList<int>{2} << QStringList() << QByteArrayList{"a", "b"};
    QTest::newRow("first two") << abc << QList<int>{1, 0} << QStringList() << QByteArrayList{"c"};
    QTest::newRow("last two") << abc << QList<int>{1, 2} << QStringList() << QByteArrayList{"a"};
    QTest::newRow("outer two") << abc << QList<int>{0, 2} << QStringList() << QByteArrayList{"b"};
    QTest::newRow("all") << abc << QList<int>{0, 1, 2} << QStringList() << QByteArrayList();
    QTest::newRow("only") << QByteArrayList{"a"} << QList<int>{0} << QStringList()
                          << QByteArrayList();
    QTest::newRow("append") << abc << QList<int>() << QStringList{u"mx"_s, u"y"_s}
                            << QByteArrayList{"a", "b", "c", "mx", "y"};
    QTest::newRow("append to none") << QByteArrayList() << QList<int>()
                                    << QStringList{u"mx"_s, u"y"_s} << QByteArrayList{"mx", "y"};
    QTest::newRow("replace the last")
        << abc << QList<int>{2} << QStringList{u"x"_s} << QByteArrayList{"a", "b", "x"};
    QTest::newRow("replace the first")
        << abc << QList<int>{0} << QStringList{u"x"_s} << QByteArrayList{"b", "c", "x"};
    QTest::newRow("replace all") << abc << QList<int>{0, 1, 2} << QStringList{u"x"_s, u"y"_s}
                                 << QByteArrayList{"x", "y"};
}

void TestStorePatch::removesAndAppendsAsTheGatewayWouldWrite()
{
    QFETCH(QByteArrayList, before);
    QFETCH(QList<int>, removed);
    QFETCH(QStringList, appended);
    QFETCH(QByteArrayList, after);

    StorePatch patch(decodeStore(canonical(before)));
    for (const int index : removed)
        patch.removeKey(index);
    for (const QString &name : appended)
        patch.appendKey(newKey(name));
    QCOMPARE(applied(patch), canonical(after));
}

void TestStorePatch::addsAndRemovesFields_data()
{
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<KeyField>("field");
    QTest::addColumn<QByteArray>("json"); // empty: remove
    QTest::addColumn<QByteArray>("expected");

    QTest::newRow("replace") << QByteArray(R"({"key" : "a" , "name":"b"})") << KeyField::Name
                             << QByteArray(R"("c")") << QByteArray(R"({"key" : "a" , "name":"c"})");
    QTest::newRow("add behind the predecessor")
        << QByteArray(R"({"key": "a", "name": "b", "x": 1.0})") << KeyField::Model
        << QByteArray(R"("m")")
        << QByteArray(R"({"key": "a", "name": "b", "model": "m", "x": 1.0})");
    QTest::newRow("add with the spacing of what follows")
        << QByteArray(R"({"key":"a", "x":1})") << KeyField::Name << QByteArray(R"("b")")
        << QByteArray(R"({"key":"a", "name":"b", "x":1})");
    QTest::newRow("add at the front")
        << QByteArray("{\n \"x\": 1\n}") << KeyField::Key << QByteArray(R"("k")")
        << QByteArray("{\n \"key\": \"k\",\n \"x\": 1\n}");
    QTest::newRow("duplicates: the last is edited")
        << QByteArray(R"({"name":"a","key":"k","name":"b"})") << KeyField::Name
        << QByteArray(R"("c")") << QByteArray(R"({"name":"a","key":"k","name":"c"})");
    QTest::newRow("duplicates: all go")
        << QByteArray(R"({"name":"a","key":"k","n\u0061me":"b"})") << KeyField::Name << QByteArray()
        << QByteArray(R"({"key":"k"})");
    QTest::newRow("remove what is not there") << QByteArray(R"({ "key":"k" })") << KeyField::Name
                                              << QByteArray() << QByteArray(R"({ "key":"k" })");
    QTest::newRow("remove the only one")
        << QByteArray("{\n \"name\": 1\n}") << KeyField::Name << QByteArray() << QByteArray("{}");
}

void TestStorePatch::addsAndRemovesFields()
{
    QFETCH(QByteArray, record);
    QFETCH(KeyField, field);
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, expected);

    StorePatch patch(decodeStore("{\"keys\":[" + record + "]}\n"));
    if (json.isEmpty())
        patch.removeField(0, field);
    else
        patch.setField(0, field, json);
    QCOMPARE(applied(patch), "{\"keys\":[" + expected + "]}\n");
}

void TestStorePatch::putsAModelOnALineOfItsOwn()
{
    const KeySet before = decodeStore(canonical({"a", "b"}));
    StorePatch add(before);
    add.setField(1, KeyField::Model, "\"glm-4.6\"");
    const auto between = add.apply();
    QVERIFY(between);
    QByteArray expected = before.bytes();
    const QByteArray name = "      \"name\": \"b\",\n";
    expected.replace(name, name + "      \"model\": \"glm-4.6\",\n");
    QCOMPARE(between->bytes(), expected);

    StorePatch remove(*between);
    remove.removeField(1, KeyField::Model);
    QCOMPARE(applied(remove), before.bytes());
}

void TestStorePatch::keepsAStoresOwnFormatting_data()
{
    QTest::addColumn<QByteArray>("store");
    QTest::addColumn<QByteArray>("expected"); // "…": the new record
    QTest::addColumn<QByteArrayList>("layout"); // of it, for recordOf()

    const auto row
        = [](const char *name, const QByteArray &store, const QByteArray &expected,
              const QByteArrayList &layout) { QTest::newRow(name) << store << expected << layout; };
    row("minified, none", R"({"keys":[]})", R"({"keys":[…]})", {"", "", "", ":"});
    row("minified, one", R"({"keys":[{"key":"a"}],"v":1})", R"({"keys":[{"key":"a"},…],"v":1})",
        {"", "", "", ":"});
    row("spaced, on one line", R"({ "keys": [ { "key": "a", "name": "b" } ] })",
        R"({ "keys": [ { "key": "a", "name": "b" }, … ] })", {" ", " ", " ", ": "});
    row("a record a line", "{\"keys\": [\n  {\"key\": \"a\", \"x\": 1}\n]}\n",
        "{\"keys\": [\n  {\"key\": \"a\", \"x\": 1},\n  …\n]}\n", {"", " ", "", ": "});
    row("tabs and CRLF, none", "{\r\n\t\"keys\": [ ]\r\n}\r\n",
        "{\r\n\t\"keys\": [\r\n\t\t…\r\n\t]\r\n}\r\n",
        {"\r\n\t\t\t", "\r\n\t\t\t", "\r\n\t\t", ": "});
    row("odd entries", R"({"keys":[{"key" :"a"}, {}, 5]})", R"({"keys":[{"key" :"a"}, {}, 5, …]})",
        {"", "", "", " :"});
    row("escaped name", "{\n \"k\\u0065ys\" : []}", "{\n \"k\\u0065ys\" : [\n  …\n ]}",
        {"\n   ", "\n   ", "\n  ", " : "});
}

void TestStorePatch::keepsAStoresOwnFormatting()
{
    QFETCH(QByteArray, store);
    QFETCH(QByteArray, expected);
    QFETCH(QByteArrayList, layout);

    StorePatch patch(decodeStore(store));
    patch.appendKey(newKey(u"n"_s));
    QCOMPARE(applied(patch), expected.replace("…", recordOf(layout)));
}

void TestStorePatch::writesNewKeysAsTheGatewayDoes()
{
    NewKey key = newKey(u"x"_s);
    key.name = u"Zoë \"Z\"\n\u0001"_s + QChar(0xd800);
    StorePatch patch(decodeStore(emptyStore()));
    patch.appendKey(key);
    const auto result = patch.apply();
    QVERIFY(result);
    QVERIFY(result->bytes().contains(R"("name": "Zoë \"Z\"\n\u0001\ud800",)"));
    QCOMPARE(result->at(0).name(), key.name);
    QCOMPARE(result->at(0).value(KeyField::LastUsed).toString(), key.createdAt);
    QVERIFY(result->at(0).value(KeyField::Model).isMissing());
}

void TestStorePatch::combinesChanges()
{
    StorePatch patch(decodeStore(canonical({"a", "b", "c"})));
    patch.setField(2, KeyField::Name, "\"first try\"");
    patch.setField(0, KeyField::TokenLimitPer5h, "2.50");
    patch.removeField(2, KeyField::Model);
    patch.setField(2, KeyField::Name, "\"d\"");
    patch.setField(1, KeyField::Name, "\"gone\"");
    patch.removeKey(1);
    patch.removeKey(1);
    patch.appendKey(newKey(u"e"_s));

    QByteArray expected = canonical({"a", "c", "e"});
    expected.replace(expected.indexOf("1000"), 4, "2.50");
    expected.replace("\"name\": \"c\"", "\"name\": \"d\"");
    QCOMPARE(applied(patch), expected);
}

void TestStorePatch::keepsTheOrderOfManyNewKeys()
{
    QByteArrayList names{"a"};
    StorePatch patch(decodeStore(canonical({"a", "b"})));
    patch.removeKey(1);
    for (int i = 0; i < 100; ++i) {
        names.append("n" + QByteArray::number(i));
        patch.appendKey(newKey(QString::fromLatin1(names.constLast())));
    }
    QCOMPARE(applied(patch), canonical(names));
}

void TestStorePatch::leavesTheSetAloneWithoutChanges()
{
    FileIdentity identity;
    identity.size = 1;
    const KeySet base = decodeStore(canonical({"a"}), identity);
    const StorePatch patch(base);
    QVERIFY(patch.isEmpty());
    const auto same = patch.apply();
    QVERIFY(same);
    QCOMPARE(same->identity(), identity);

    StorePatch edit(base);
    edit.setField(0, KeyField::Name, "\"b\"");
    QVERIFY(!edit.isEmpty());
    QVERIFY(!edit.apply()->identity().exists());
}

void TestStorePatch::refusesWhatCannotBe_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("problem"); // a part of it

    QTest::newRow("no such record") << 2 << QByteArray("1") << u"no record 3"_s;
    QTest::newRow("negative index") << -1 << QByteArray("1") << u"no record 0"_s;
    QTest::newRow("no object") << 1 << QByteArray("1") << u"Entry 2"_s;
    QTest::newRow("no value") << 0 << QByteArray() << u"not valid JSON"_s;
    QTest::newRow("half a value") << 0 << QByteArray("\"a") << u"not valid JSON"_s;
    QTest::newRow("value and more") << 0 << QByteArray("1,\"x\":2") << u"not valid JSON"_s;
    QTest::newRow("a value too deep in the store")
        << 0 << QByteArray(4096, '[') + QByteArray(4096, ']') << u"nested deeper"_s;
}

void TestStorePatch::refusesWhatCannotBe()
{
    QFETCH(int, index);
    QFETCH(QByteArray, json);
    QFETCH(QString, problem);

    StorePatch patch(decodeStore(R"({"keys":[{"key":"a"},5]})"));
    patch.setField(index, KeyField::Name, json);
    const auto result = patch.apply();
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::InvalidInput);
    QVERIFY2(result.error().message.contains(problem), qPrintable(result.error().message));
}

void TestStorePatch::refusesStoresThatTheGatewayCannotUse()
{
    for (const char *bytes : {"", "null", "{}", R"({"keys":[null]})", R"({"keys":[],})"}) {
        StorePatch patch(decodeStore(bytes));
        patch.appendKey(newKey(u"a"_s));
        const auto result = patch.apply();
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::StoreUnusable);
        QVERIFY(!result.error().message.isEmpty());
    }
}

void TestStorePatch::repairsEntriesThatAreNoObjects()
{
    StorePatch patch(decodeStore(R"({"keys":[5, {"key":"a"}, "x"]})"));
    patch.removeKey(0);
    patch.removeKey(2);
    QCOMPARE(applied(patch), R"({"keys":[{"key":"a"}]})"_ba);
}

QTEST_GUILESS_MAIN(TestStorePatch)
#include "tst_storepatch.moc"
