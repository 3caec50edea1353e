#include "core/store/storerepair.h"

#include "core/base/clock.h"
#include "core/command/repairstore.h"
#include "core/store/keycodec.h"
#include "core/store/keystore.h"
#include "tests/support/manualclock.h"
#include "tests/support/oddstores.h"
#include "tests/support/storefixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

const QByteArray Mark = "\xef\xbb\xbf";
const QByteArray Record = R"({"key":"pk_1","name":"A"})";

QStringList idsOf(const StoreRepair &repair)
{
    QStringList ids;
    for (const RepairStep &step : repair.steps)
        ids += step.finding.id;
    return ids;
}

} // namespace

class TestStoreRepair final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void repairs_data();
    void repairs();
    void refusesToGuess_data();
    void refusesToGuess();
    void noRecordIsEverLost();
    void theCommandWorksThroughTheStore();
    void aUsableStoreStaysAsItIs();
    void anEditNeverLeavesAnUnusableStore();
};

void TestStoreRepair::repairs_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QStringList>("ids");
    const QByteArray plain = "{\"keys\":[" + Record + "]}";
    const QString mark = u"byte-order-mark"_s, control = u"control-characters"_s;
    const QString missing = u"keys-missing"_s, bare = u"bare-list"_s, nulls = u"null-entries"_s;

    QTest::newRow("byte order mark") << Mark + storeBytes(3) << storeBytes(3) << QStringList{mark};
    QTest::newRow("raw tab and newline")
        << "{\"keys\":[{\"key\":\"p\tk\",\n\t\"name\":\"A\nB\x01\\\"\n\"}]}"_ba
        << "{\"keys\":[{\"key\":\"p\\tk\",\n\t\"name\":\"A\\nB\\u0001\\\"\\n\"}]}"_ba
        << QStringList{control};
    QTest::newRow("raw NUL") << "{\"keys\":[],\"x\":\"a"_ba + '\0' + "b\"}"
                             << "{\"keys\":[],\"x\":\"a\\u0000b\"}"_ba << QStringList{control};
    QTest::newRow("null") << "null"_ba << emptyStore() << QStringList{missing};
    QTest::newRow("{}") << "{}"_ba << emptyStore() << QStringList{missing};
    QTest::newRow("object of other members")
        << "{\n  \"version\" : 1.0\n}\n"_ba
        << "{\n  \"version\" : 1.0,\n  \"keys\" : []\n}\n"_ba << QStringList{missing};
    QTest::newRow("keys null") << "{\"a\":1,\"\\u006beys\": null ,\"b\":2}"_ba
                               << "{\"a\":1,\"\\u006beys\": [] ,\"b\":2}"_ba
                               << QStringList{missing};
    QTest::newRow("[]") << "[]"_ba
                        << "{\"keys\": []}"_ba << QStringList{bare};
    QTest::newRow("a list of records") << "\n[ " + Record + " ]\n"
                                       << "{\"keys\": [ " + Record + " ]}" << QStringList{bare};
    QTest::newRow("null entries") << "{\"keys\":[null," + Record + ", null ," + Record
            + "],\"x\":1}"
                                  << "{\"keys\":[" + Record + " ," + Record + "],\"x\":1}"
                                  << QStringList{nulls};
    QTest::newRow("nothing but null entries") << "{\"keys\": [null, null]}"_ba
                                              << "{\"keys\": []}"_ba << QStringList{nulls};
    QTest::newRow("entries of other kinds stay") << "{\"keys\":[null,5,\"x\"]}"_ba
                                                 << "{\"keys\":[5,\"x\"]}"_ba << QStringList{nulls};
    QTest::newRow("all at once") << Mark + "[null,{\"key\":\"pk_\t1\"}]"
                                 << "{\"keys\": [{\"key\":\"pk_\\t1\"}]}"_ba
                                 << QStringList{mark, control, bare, nulls};
    QTest::newRow("mark before what is fine") << Mark + plain << plain << QStringList{mark};
}

void TestStoreRepair::repairs()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QStringList, ids);
    const KeySet broken = decodeStore(before);
    QVERIFY(!broken.isEditable());
    const auto repair = repairStore(broken);
    QVERIFY2(repair, repair ? "" : qPrintable(repair.error().message));
    QCOMPARE(repair->keys.bytes(), after);
    QVERIFY(repair->keys.isEditable());
    QCOMPARE(idsOf(*repair), ids);
    for (const RepairStep &step : repair->steps) {
        QVERIFY2(step.finding.message.contains(u": the gateway will "_s),
            qPrintable(step.finding.message));
        QCOMPARE(step.finding.severity, FindingSeverity::Danger);
        QVERIFY2(step.remedy.endsWith(u'.'), qPrintable(step.remedy));
    }
}

void TestStoreRepair::refusesToGuess_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray whole = storeBytes(3);
    QTest::newRow("empty file") << QByteArray();
    QTest::newRow("torn") << whole.first(whole.size() / 2);
    QTest::newRow("torn in a text") << whole.first(whole.indexOf("Example 1") + 3);
    QTest::newRow("torn after a mark") << Mark + whole.chopped(1);
    QTest::newRow("zeros at the end") << whole + QByteArray(64, '\0');
    QTest::newRow("a quote is missing") << QByteArray(whole).replace("Example 1\"", "Example 1");
    QTest::newRow("twice") << whole + whole;
    QTest::newRow("a number") << "5"_ba;
    QTest::newRow("a text") << R"("keys")"_ba;
    QTest::newRow("keys an object") << R"({"keys":{"key":"pk_1"}})"_ba;
    QTest::newRow("keys a text") << R"({"keys":"x"})"_ba;
    QTest::newRow("keys twice, the last null") << R"({"keys":[{"key":"pk_1"}],"keys":null})"_ba;
    QTest::newRow("a list of other things") << "[1,2]"_ba;
    QTest::newRow("nested too deeply")
        << "{\"x\":" + QByteArray(5000, '[') + QByteArray(5000, ']') + "}";
}

void TestStoreRepair::refusesToGuess()
{
    QFETCH(QByteArray, bytes);
    const KeySet broken = decodeStore(bytes);
    QVERIFY(!broken.isEditable());
    const auto repair = repairStore(broken);
    QVERIFY(!repair);
    QCOMPARE(repair.error().code, ErrorCode::StoreUnusable);
    QVERIFY2(repair.error().message.contains(u"cannot be repaired without guessing"_s)
            && repair.error().message.contains(u"backup"_s),
        qPrintable(repair.error().message));
    QVERIFY(!repair.error().message.contains(u"pk_"_s));
}

/// Whatever damage comes, what is repaired holds at least the records that could be told apart.
void TestStoreRepair::noRecordIsEverLost()
{
    OddStores random(7);
    int repaired = 0;
    for (int i = 0; i < 20'000; ++i) {
        QByteArray bytes = random.damaged();
        if (random.below(3) == 0)
            bytes.prepend(Mark);
        const KeySet broken = decodeStore(bytes);
        if (broken.isEditable())
            continue;
        const auto repair = repairStore(broken);
        if (!repair)
            continue;
        ++repaired;
        QVERIFY2(repair->keys.isEditable(), bytes.constData());
        QVERIFY(!repair->steps.isEmpty());
        qsizetype records = 0;
        for (qsizetype at = 0; at < broken.size(); ++at)
            records += broken.at(at).text() != "null";
        QVERIFY2(repair->keys.size() >= records, bytes.constData());
    }
    QVERIFY2(repaired > 1000, qPrintable(QString::number(repaired)));
}

void TestStoreRepair::theCommandWorksThroughTheStore()
{
    const StoreFixture store(Mark + storeBytes(3));
    KeyStore keys(store.path(), {}, SystemClock::instance());
    const auto edit = keys.apply(RepairStore());
    QVERIFY2(edit, edit ? "" : qPrintable(edit.error().message));
    QVERIFY(edit->written);
    QVERIFY(!edit->before.isEditable());
    QCOMPARE(store.bytes(), storeBytes(3));
    QVERIFY(store.isTidy());
    GatewayWriter writer;
    writer.start({store.path(), sampleKeyText(1), 1, 10, 0, SomeNowMs});
    QCOMPARE(writer.finish().acknowledged, 1);

    const StoreFixture torn("{\"keys\": [{\"key\": \"pk_1\""_ba);
    const QByteArray before = torn.bytes();
    const auto refused = KeyStore(torn.path(), {}, SystemClock::instance()).apply(RepairStore());
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::StoreUnusable);
    QCOMPARE(torn.bytes(), before);
    QVERIFY(torn.isTidy());
}

void TestStoreRepair::aUsableStoreStaysAsItIs()
{
    const StoreFixture store(3);
    const auto edit = KeyStore(store.path(), {}, SystemClock::instance()).apply(RepairStore());
    QVERIFY(edit);
    QVERIFY(!edit->written);
    QCOMPARE(store.bytes(), storeBytes(3));
}

void TestStoreRepair::anEditNeverLeavesAnUnusableStore()
{
    class Ruin final : public Command
    {
        [[nodiscard]] QString title() const override { return u"Ruin"_s; }
        [[nodiscard]] Result<KeySet> apply(const KeySet &) const override
        {
            return decodeStore("{\"keys\": null}");
        }
        [[nodiscard]] bool worksOnUnusableStores() const override { return true; }
    };
    const StoreFixture store(3);
    const auto edit = KeyStore(store.path(), {}, SystemClock::instance()).apply(Ruin());
    QVERIFY(!edit);
    QCOMPARE(edit.error().code, ErrorCode::StoreUnusable);
    QCOMPARE(store.bytes(), storeBytes(3));
    QVERIFY(store.isTidy());
}

QTEST_GUILESS_MAIN(TestStoreRepair)
#include "tst_storerepair.moc"
