#include "core/base/fingerprint.h"
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/keys/keyfilter.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

#include <random>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestKeyFilter final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void search_data();
    void search();
    void aKeyIsFoundByItself();
    void aKeyIsFoundByItsFingerprint();
    void statusFilterAndCounts();
    void sortsNumbersAsNumbers();
    void missingFiguresAreLastEitherWay();
    void equalRowsStayInFileOrder();
    void selectionSurvivesMergesAndSorts();
    void anySequenceOfEventsStaysConsistent();
    void ofManyKeysTheLatestWishIsListed();
    void whatComesWhileManyAreListedIsNotLost();
    void aHundredThousandKeysFilterAtTypingSpeed();
};

namespace {

struct Fixture
{
    KeyModel model;
    KeyFilter filter{model};
    QAbstractItemModelTester tester{
        &filter, QAbstractItemModelTester::FailureReportingMode::QtTest};

    explicit Fixture(const std::vector<SampleKey> &keys) { set(keys); }
    void set(const std::vector<SampleKey> &keys)
    {
        model.setKeys(decodeStore(storeBytes(keys)), SomeNowMs);
    }
    [[nodiscard]] QStringList names() const
    {
        QStringList names;
        for (int row = 0; row < filter.rowCount(); ++row)
            names.append(filter.index(row, 0).data().toString());
        return names;
    }
};

SampleKey named(int n, const QString &name)
{
    SampleKey key = sampleKey(n);
    key.name = name;
    return key;
}

} // namespace

void TestKeyFilter::init()
{
    QTest::failOnWarning(anyUiWarning());
}

void TestKeyFilter::search_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("found");
    const QStringList all{u"Alice Müller"_s, u"Bob"_s, u"alina"_s};
    QTest::newRow("nothing") << u""_s << all;
    QTest::newRow("blanks") << u"   "_s << all;
    QTest::newRow("any case") << u"ALI"_s << QStringList{u"Alice Müller"_s, u"alina"_s};
    QTest::newRow("every word") << u"mül ali"_s << QStringList{u"Alice Müller"_s};
    QTest::newRow("model") << u"special"_s << QStringList{u"Bob"_s};
    QTest::newRow("end of the key") << u"0002"_s << QStringList{u"alina"_s};
    QTest::newRow("no match") << u"zoe"_s << QStringList{};
    QTest::newRow("no pattern") << u"a.*"_s << QStringList{};
    QTest::newRow("term") << u"model:special"_s << QStringList{u"Bob"_s};
    QTest::newRow("not") << u"-ali"_s << QStringList{u"Bob"_s};
    QTest::newRow("last used") << u"last-used<1h lifetime=1.5m"_s << all;
    QTest::newRow("beside an error") << u"bob expires<7x"_s << QStringList{u"Bob"_s};
}

void TestKeyFilter::search()
{
    QFETCH(QString, text);
    QFETCH(QStringList, found);
    auto bob = named(1, u"Bob"_s);
    bob.model = u"Special-1"_s;
    Fixture f({named(0, u"Alice Müller"_s), bob, named(2, u"alina"_s)});
    f.filter.setSearch(text);
    QCOMPARE(f.names(), found);
    f.filter.setSearch({});
    QCOMPARE(f.filter.rowCount(), 3);
}

void TestKeyFilter::aKeyIsFoundByItself()
{
    Fixture f({sampleKey(0), sampleKey(1)});
    f.filter.setSearch(sampleKey(1).key);
    QCOMPARE(f.names(), QStringList{sampleKey(1).name});
    f.filter.setSearch(sampleKey(1).key.chopped(1));
    QCOMPARE(f.names(), QStringList());
}

void TestKeyFilter::aKeyIsFoundByItsFingerprint()
{
    Fixture f({sampleKey(0), sampleKey(1)});
    const QString digits = fullFingerprint(sampleKey(1).key);
    for (const QString &typed : {digits, digits.left(12), digits.left(4).toUpper()}) {
        f.filter.setSearch(typed);
        QCOMPARE(f.names(), QStringList{sampleKey(1).name});
    }
    f.filter.setSearch(digits.left(3)); // of a great many keys that would be part of it
    QCOMPARE(f.names(), QStringList());
    f.filter.setSearch(digits.sliced(1, 12)); // people see its beginning
    QCOMPARE(f.names(), QStringList());
}

void TestKeyFilter::statusFilterAndCounts()
{
    auto expired = named(1, u"Old"_s);
    expired.expiryDate = u"2026-01-01T00:00:00.000Z"_s;
    Fixture f({sampleKey(0), expired, sampleKey(2)});
    QCOMPARE(f.filter.count(KeyStatus::Expired), 1);
    f.filter.setStatus(KeyStatus::Expired);
    QCOMPARE(f.names(), QStringList{u"Old"_s});
    f.filter.setSearch(u"nobody"_s);
    QCOMPARE(f.filter.rowCount(), 0);
    QCOMPARE(f.filter.count(KeyStatus::Expired), 1);
}

void TestKeyFilter::sortsNumbersAsNumbers()
{
    auto a = named(0, u"a"_s), b = named(1, u"b"_s), c = named(2, u"c"_s);
    a.totalLifetimeTokens = 10'000;
    b.totalLifetimeTokens = 9;
    c.totalLifetimeTokens = 800;
    Fixture f({a, b, c});
    f.filter.sort(KeyModel::LifetimeColumn, Qt::AscendingOrder);
    QCOMPARE(f.names(), (QStringList{u"b"_s, u"c"_s, u"a"_s}));
    f.filter.sort(KeyModel::LifetimeColumn, Qt::DescendingOrder);
    QCOMPARE(f.names(), (QStringList{u"a"_s, u"c"_s, u"b"_s}));
    f.filter.sort(-1);
    QCOMPARE(f.names(), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
}

void TestKeyFilter::missingFiguresAreLastEitherWay()
{
    KeyModel model;
    KeyFilter filter(model);
    QByteArray bytes = storeBytes(3);
    bytes.replace(bytes.indexOf("\"total_lifetime_tokens\""), 23, "\"something_else_altogether\"");
    model.setKeys(decodeStore(bytes), SomeNowMs);
    for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        filter.sort(KeyModel::LifetimeColumn, order);
        QCOMPARE(filter.sourceRow(2), 0);
    }
}

void TestKeyFilter::equalRowsStayInFileOrder()
{
    Fixture f({named(0, u"x"_s), named(1, u"x"_s), named(2, u"x"_s)});
    for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        f.filter.sort(KeyModel::IdentityColumn, order);
        for (int row = 0; row < 3; ++row)
            QCOMPARE(f.filter.sourceRow(row), row);
    }
}

void TestKeyFilter::selectionSurvivesMergesAndSorts()
{
    Fixture f({named(0, u"a"_s), named(1, u"b"_s), named(2, u"c"_s)});
    QItemSelectionModel selection(&f.filter);
    selection.select(f.filter.index(1, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    f.filter.sort(KeyModel::IdentityColumn, Qt::DescendingOrder);
    f.set({named(2, u"c"_s), named(5, u"new"_s), named(1, u"b"_s)});
    QCOMPARE(selection.selectedRows().size(), 1);
    QCOMPARE(selection.selectedRows()[0].data().toString(), u"b"_s);
}

void TestKeyFilter::anySequenceOfEventsStaysConsistent()
{
    Fixture f({});
    std::mt19937 random(4711);
    std::vector<int> numbers(24);
    std::iota(numbers.begin(), numbers.end(), 0);
    const QStringList searches{u""_s, u"example 1"_s, u"2"_s, u"nothing"_s};
    for (int round = 0; round < 80; ++round) {
        std::shuffle(numbers.begin(), numbers.end(), random);
        std::vector<SampleKey> keys;
        for (size_t i = 0; i < random() % numbers.size(); ++i) {
            keys.push_back(sampleKey(numbers[i]));
            keys.back().totalLifetimeTokens = qint64(random() % 5);
        }
        f.set(keys);
        f.filter.setSearch(searches[int(random() % 4)]);
        f.filter.sort(int(random() % KeyModel::ColumnCount),
            random() % 2 ? Qt::AscendingOrder : Qt::DescendingOrder);
        for (int row = 0; row < f.filter.rowCount(); ++row)
            QCOMPARE(f.filter.rowOf(f.filter.sourceRow(row)), row);
        f.filter.setSearch({});
        QCOMPARE(f.filter.rowCount(), int(keys.size()));
    }
}

void TestKeyFilter::ofManyKeysTheLatestWishIsListed()
{
    constexpr int Many = AtOnceKeys + 1000;
    KeyModel model;
    KeyFilter filter(model);
    const QAbstractItemModelTester tester(&filter);
    model.setKeys(decodeStore(storeBytes(Many)), SomeNowMs);
    QVERIFY(filter.isBehind());
    QCOMPARE(filter.rowCount(), 0);
    QTRY_COMPARE(filter.rowCount(), Many);
    QVERIFY(!filter.isBehind());

    QSignalSpy updated(&filter, &KeyFilter::updated);
    for (const QString &text : {u"e"_s, u"ex"_s, u"\"example 77\""_s})
        filter.setSearch(text);
    filter.sort(KeyModel::IdentityColumn, Qt::DescendingOrder);
    QCOMPARE(filter.rowCount(), Many); // what was listed is, until the listing is there
    QTRY_VERIFY(!filter.isBehind());
    QCOMPARE(updated.count(), 1);
    QCOMPARE(filter.rowCount(), 11);
    QCOMPARE(filter.sourceRow(0), 779);
    QCOMPARE(filter.sourceRow(10), 77);
}

// Rows come and go, states change and groups are closed, all while a listing is under way.
void TestKeyFilter::whatComesWhileManyAreListedIsNotLost()
{
    constexpr int Many = AtOnceKeys + 500;
    std::vector<SampleKey> keys;
    for (int n = 0; n < Many; ++n) {
        keys.push_back(sampleKey(n));
        keys.back().model = u"model %1"_s.arg(n % 3);
    }
    KeyModel model;
    KeyFilter filter(model);
    const QAbstractItemModelTester tester(&filter);
    model.setKeys(decodeStore(storeBytes(keys)), SomeNowMs);
    filter.setGrouping(Grouping::Model);
    QTRY_COMPARE(filter.rowCount(), Many + 3);
    QPersistentModelIndex last = filter.index(Many + 2, 0);
    const QString name = last.data().toString();

    filter.sort(KeyModel::LifetimeColumn);
    keys.erase(keys.begin(), keys.begin() + 100);
    keys.push_back(sampleKey(Many + 7)); // of the usual model, which comes first
    model.setKeys(decodeStore(storeBytes(keys)), SomeNowMs);
    model.setNow(SomeNowMs + 1);
    filter.setGroupOpen(0, false);
    QTRY_VERIFY(!filter.isBehind());
    const auto isClosed = [&](const SampleKey &key) { return key.model == u"model 0"_s; };
    const auto closed = std::count_if(keys.begin(), keys.end(), isClosed);
    QCOMPARE(filter.rowCount(), 4 + int(keys.size()) - int(closed));
    QCOMPARE(last.data().toString(), name);
    for (int row = 0; row < filter.rowCount(); ++row) {
        if (filter.sourceRow(row) >= 0)
            QCOMPARE(filter.rowOf(filter.sourceRow(row)), row);
    }
    model.setKeys(decodeStore(storeBytes(3)), SomeNowMs); // few: at once
    QVERIFY(!filter.isBehind());
    filter.setGrouping(Grouping::None);
    QCOMPARE(filter.rowCount(), 3);
}

void TestKeyFilter::aHundredThousandKeysFilterAtTypingSpeed()
{
    constexpr qint64 GenerousMs = 400; // about 15 are usual; a stock proxy takes thousands
    KeyModel model;
    KeyFilter filter(model);
    model.setKeys(decodeStore(storeBytes(100'000)), SomeNowMs);
    filter.sort(KeyModel::IdentityColumn);
    QTRY_VERIFY(!filter.isBehind());
    for (const QString &text : {u"e"_s, u"ex"_s, u"example 7"_s, u"example 77777"_s,
             u"used>10% limit<=200k -7777"_s, u"last-used<1h status:act expires>30d"_s,
             u"name:7 model:glm lifetime>1k -tag:a"_s, u""_s}) {
        QElapsedTimer timer;
        timer.start();
        filter.setSearch(text);
        QTRY_VERIFY(!filter.isBehind());
        QVERIFY2(timer.elapsed() < GenerousMs,
            qPrintable(u"%1 ms for “%2”"_s.arg(timer.elapsed()).arg(text)));
    }
    QCOMPARE(filter.rowCount(), 100'000);
}

QTEST_MAIN(TestKeyFilter)
#include "tst_keyfilter.moc"
