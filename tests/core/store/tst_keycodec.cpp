#include "core/store/keycodec.h"

#include "core/store/formerrecords.h"

#include <QRegularExpression>
#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace keydeck;

namespace {

/// So many zeros.
QByteArray list(qsizetype count)
{
    QByteArray text = '[' + QByteArray("0,").repeated(count);
    text.back() = ']';
    return text;
}

} // namespace

class TestKeyCodec final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void readsWhatTheGatewayReads_data();
    void readsWhatTheGatewayReads();
    void aFormerStoreOnlySavesTime();
    void findsItsPlaceAgain_data();
    void findsItsPlaceAgain();
    void opensNoMoreThanFitsIntoMemory();
};

namespace {

/// Elements that begin like others, hold what others hold, or are no records.
const QByteArrayList Elements{"1", "12", "null", "\"a\"", "{}", R"({"key":"a"})", R"({"key":"ab"})",
    R"({"key":"a","usage_windows":[{"window_start":"x","tokens_used":1},{"tokens_used":2}]})",
    R"({"usage_windows":[{"tokens_used":1}],"key":"a","usage_windows":[5,{"window_start":"y"}]})",
    R"({"usage_windows":[{"tokens_used":1}],"usage_windows":[null]})",
    R"({"usage_windows":7,"name":"\u0061","key":"b","more":[[{"key":"c"}]]})", R"([{"key":"a"}])"};

QByteArray storeOf(const QByteArrayList &elements, std::mt19937 &random)
{
    const QByteArray before(int(random() % 3), ' ');
    QByteArray bytes
        = before + "{\"keys\":[" + before + elements.join(before + ',' + before) + before + "]}";
    if (random() % 8 == 0)
        bytes.truncate(int(random() % (bytes.size() + 1)));
    if (random() % 8 == 0)
        bytes.chop(1), bytes += ",\"keys\":[" + elements.value(0) + "]}";
    return bytes;
}

/// As a gateway or a person leaves it: some elements changed, came, went or moved.
void change(QByteArrayList &elements, std::mt19937 &random)
{
    for (int n = int(random() % 4); n > 0; --n) {
        const QByteArray &any = Elements[random() % size_t(Elements.size())];
        const qsizetype at = qsizetype(random() % size_t(elements.size() + 1));
        if (random() % 3 == 0)
            elements.insert(at, any);
        else if (at < elements.size() && random() % 2 == 0)
            elements.removeAt(at);
        else if (at < elements.size())
            elements[at] = any;
    }
}

void compare(const StoreData &a, const StoreData &b)
{
    const auto isSame
        = [](const Span &x, const Span &y) { return x.begin == y.begin && x.size == y.size; };
    QCOMPARE(a.reading, b.reading);
    QCOMPARE(a.problem, b.problem);
    QVERIFY(isSame(a.keysArray, b.keysArray));
    QCOMPARE(a.records.size(), b.records.size());
    for (size_t i = 0; i < a.records.size(); ++i) {
        const RecordSpans &one = a.records[i], &other = b.records[i];
        QVERIFY(isSame(one.text, other.text));
        QVERIFY(std::ranges::equal(one.fields, other.fields, isSame));
        QCOMPARE(one.windowCount, other.windowCount);
        for (qint32 n = 0; n < one.windowCount; ++n) {
            const WindowSpans &window = a.windows[one.firstWindow + size_t(n)];
            const WindowSpans &same = b.windows[other.firstWindow + size_t(n)];
            QVERIFY(isSame(window.start, same.start) && isSame(window.tokens, same.tokens));
        }
    }
}

} // namespace

void TestKeyCodec::readsWhatTheGatewayReads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<GatewayReading>("reading");
    QTest::addColumn<QStringList>("keys");
    QTest::addColumn<QString>("problem"); // a part of it

    using enum GatewayReading;
    const QString refused = u"not valid JSON"_s;
    const QString noList = u"no list named"_s;
    const QString noObject = u"not a JSON object"_s;
    QTest::newRow("empty store") << emptyStore() << Keys << QStringList() << QString();
    QTest::newRow("one key") << QByteArray(R"({"keys":[{"key":"a"}]})") << Keys
                             << QStringList{u"a"_s} << QString();
    QTest::newRow("escaped names") << QByteArray(R"({"\u006beys":[{"\u006bey":"\u0061"}]})") << Keys
                                   << QStringList{u"a"_s} << QString();
    QTest::newRow("last keys wins")
        << QByteArray(R"({"keys":[{"key":"a"}],"x":1,"keys":[{"key":"b","key":"c"}]})") << Keys
        << QStringList{u"c"_s} << QString();
    QTest::newRow("entries that are no objects")
        << QByteArray(R"({"keys":[5,"x",[],true]})") << Keys << QStringList(4) << QString();
    QTest::newRow("nothing") << QByteArray() << SeesNoKeys << QStringList()
                             << u"line 1, column 1"_s;
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf{\"keys\":[]}") << SeesNoKeys
                                     << QStringList() << u"byte order mark"_s;
    QTest::newRow("cut short") << QByteArray("{\n\"keys\":[{\"key\":\"a\"},{\"key\"") << SeesNoKeys
                               << QStringList{u"a"_s} << u"line 2, column 27: the text ends here"_s;
    QTest::newRow("text behind") << QByteArray(R"({"keys":[{"key":"a"}]} x)") << SeesNoKeys
                                 << QStringList{u"a"_s} << refused;
    QTest::newRow("null") << QByteArray("null") << Fails << QStringList() << noObject;
    QTest::newRow("list") << QByteArray("[]") << Fails << QStringList() << noObject;
    QTest::newRow("empty object") << QByteArray("{}") << Fails << QStringList() << noList;
    QTest::newRow("keys null") << QByteArray(R"({"keys":null})") << Fails << QStringList()
                               << noList;
    QTest::newRow("keys text") << QByteArray(R"({"keys":"abc"})") << Fails << QStringList()
                               << noList;
    QTest::newRow("last keys is no list")
        << QByteArray(R"({"keys":[{"key":"a"}],"keys":0})") << Fails << QStringList() << noList;
    QTest::newRow("null entry") << QByteArray(R"({"keys":[{"key":"a"},null]})") << Fails
                                << QStringList{u"a"_s, QString()} << u"Entry 2"_s;
}

void TestKeyCodec::readsWhatTheGatewayReads()
{
    QFETCH(QByteArray, bytes);
    QFETCH(GatewayReading, reading);
    QFETCH(QStringList, keys);
    QFETCH(QString, problem);

    const KeySet set = decodeStore(bytes);
    QCOMPARE(set.gatewayReading(), reading);
    QCOMPARE(set.isEditable(), reading == GatewayReading::Keys);
    QCOMPARE(set.problem().isEmpty(), problem.isEmpty());
    QVERIFY2(set.problem().contains(problem), qPrintable(set.problem()));
    QStringList found;
    for (qsizetype i = 0; i < set.size(); ++i)
        found.append(set.at(i).key());
    QCOMPARE(found, keys);
}

void TestKeyCodec::aFormerStoreOnlySavesTime()
{
    std::mt19937 random(20261201);
    KeySet former;
    QByteArrayList elements;
    for (int round = 0; round < 20'000; ++round) {
        change(elements, random);
        const QByteArray bytes = storeOf(elements, random);
        const KeySet set = decodeStore(bytes, {}, former);
        compare(set.data(), decodeStore(bytes).data());
        if (QTest::currentTestFailed()) {
            qInfo("%s after %s", bytes.constData(), former.bytes().constData());
            return;
        }
        former = set;
    }
}

void TestKeyCodec::findsItsPlaceAgain_data()
{
    QTest::addColumn<int>("removed");
    QTest::addColumn<int>("added");
    QTest::addColumn<int>("missed"); // of those that stayed, at most
    QTest::newRow("one removed") << 1 << 0 << 0;
    QTest::newRow("two removed") << 2 << 0 << 1;
    QTest::newRow("a range removed") << 700 << 0 << 128;
    QTest::newRow("two added") << 0 << 2 << 0;
    QTest::newRow("a range added") << 0 << 700 << 0;
    QTest::newRow("a few changed") << 9 << 9 << 0;
    QTest::newRow("a range replaced") << 300 << 400 << 112;
}

/// Nearly all of the records that stayed are found again.
void TestKeyCodec::findsItsPlaceAgain()
{
    QFETCH(int, removed);
    QFETCH(int, added);
    QFETCH(int, missed);
    const auto record = [](const char *kind, int n) {
        return R"({"key":")" + QByteArray(kind) + QByteArray::number(n) + R"("})";
    };
    constexpr int Count = 3000, At = 1000;
    QByteArrayList elements, now;
    for (int n = 0; n < Count; ++n)
        elements.append(record("pk_", n));
    now = elements.first(At);
    for (int n = 0; n < added; ++n)
        now.append(record("new_", n));
    now += elements.sliced(At + removed);

    const KeySet former = decodeStore("{\"keys\":[" + elements.join(',') + "]}");
    const KeySet set = decodeStore("{\"keys\":[" + now.join(',') + "]}");
    FormerRecords records(former.data());
    int found = 0;
    for (const RecordSpans &each : set.records())
        found += records.next(QByteArrayView(set.bytes()).sliced(each.text.begin)) != nullptr;
    QVERIFY2(found >= Count - removed - missed, qPrintable(QString::number(found)));
}

/// Where it stops tells at which entry.
void TestKeyCodec::opensNoMoreThanFitsIntoMemory()
{
    const auto records = [](qsizetype count) { return "{\n\"keys\":" + list(count) + '}'; };
    const auto windows = [](qsizetype first, qsizetype second) {
        return R"({"keys":[{"usage_windows":)" + list(first) + R"(},{"usage_windows":)"
            + list(second) + "}]}";
    };
    for (const auto &[bytes, sentence] :
        {std::pair(records(MaximumRecords + 1),
             u"more than 2,000,000 entries in \"keys\" (line 2, column 4000009)"_s),
            std::pair(windows(MaximumWindows - 1, 2),
                u"more than 5,000,000 entries in \"usage_windows\" (line 1, column 10000048)"_s)}) {
        const KeySet keys = decodeStore(bytes);
        QCOMPARE(keys.gatewayReading(), GatewayReading::Fails);
        QVERIFY(!keys.isEditable());
        QCOMPARE(keys.size(), 0);
        QVERIFY2(keys.problem().contains(sentence), qPrintable(keys.problem()));
        QVERIFY(keys.problem().contains(u"Remove what does not belong"_s));
    }
}

QTEST_GUILESS_MAIN(TestKeyCodec)
#include "tst_keycodec.moc"
