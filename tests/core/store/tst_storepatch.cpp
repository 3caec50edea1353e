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

QTEST_GUILESS_MAIN(TestStorePatch)
#include "tst_storepatch.moc"
