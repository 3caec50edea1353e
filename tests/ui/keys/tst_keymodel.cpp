#include "core/history/installationsecret.h"
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/keys/keymodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <random>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestKeyModel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void showsEveryKeyInFileOrder();
    void nothingIsSignalledForTheSameContent();
    void onlyTheChangedRowIsSignalled();
    void persistentIndexesFollowTheirKey_data();
    void persistentIndexesFollowTheirKey();
    void anyChangeKeepsTheModelConsistent();
    void duplicatesAreRowsOfTheirOwn();
    void manyAreFoundInTheOrderAskedFor();
    void timeAloneChangesStates();
    void aSearchTextHasNoKeyInIt();
    void tagsAreSaidWithTheName();
    void markupInANameStaysText();
    void everyColumnSortsByItsValue();
};

namespace {

KeySet keysOf(const std::vector<SampleKey> &keys)
{
    return decodeStore(storeBytes(keys));
}

std::vector<SampleKey> samples(const std::vector<int> &numbers)
{
    std::vector<SampleKey> keys;
    for (const int n : numbers)
        keys.push_back(sampleKey(n));
    return keys;
}

struct Fixture
{
    KeyModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    explicit Fixture(const std::vector<SampleKey> &keys) { model.setKeys(keysOf(keys), SomeNowMs); }
};

} // namespace

void TestKeyModel::init()
{
    QTest::failOnWarning(anyUiWarning());
}

void TestKeyModel::showsEveryKeyInFileOrder()
{
    Fixture f(samples({2, 0, 1}));
    QCOMPARE(f.model.rowCount(), 3);
    for (const auto &[row, n] : {std::pair(0, 2), {1, 0}, {2, 1}})
        QCOMPARE(f.model.index(row, 0).data().toString(), sampleKey(n).name);
}

void TestKeyModel::nothingIsSignalledForTheSameContent()
{
    Fixture f(samples({0, 1, 2}));
    QSignalSpy changes(&f.model, &KeyModel::dataChanged);
    QSignalSpy layouts(&f.model, &KeyModel::layoutChanged);
    f.model.setKeys(keysOf(samples({0, 1, 2})), SomeNowMs);
    QCOMPARE(changes.count(), 0);
    QCOMPARE(layouts.count(), 0);
}

void TestKeyModel::onlyTheChangedRowIsSignalled()
{
    Fixture f(samples({0, 1, 2, 3}));
    auto keys = samples({0, 1, 2, 3});
    keys[2].totalLifetimeTokens += 17;
    QSignalSpy changes(&f.model, &KeyModel::dataChanged);
    f.model.setKeys(keysOf(keys), SomeNowMs);
    QCOMPARE(changes.count(), 1);
    QCOMPARE(changes[0][0].toModelIndex().row(), 2);
    QCOMPARE(changes[0][1].toModelIndex().row(), 2);
    QVERIFY(f.model.index(2, 0).data(KeyModel::ChangedRole).toLongLong() > 0);
    QCOMPARE(f.model.index(1, 0).data(KeyModel::ChangedRole).toLongLong(), 0);
}

void TestKeyModel::persistentIndexesFollowTheirKey_data()
{
    QTest::addColumn<QList<int>>("after");
    QTest::newRow("nothing changes") << QList{0, 1, 2, 3, 4};
    QTest::newRow("first goes") << QList{1, 2, 3, 4};
    QTest::newRow("middle goes") << QList{0, 1, 3, 4};
    QTest::newRow("two go") << QList{0, 2, 4};
    QTest::newRow("all go") << QList<int>{};
    QTest::newRow("one comes at the end") << QList{0, 1, 2, 3, 4, 5};
    QTest::newRow("one comes in front") << QList{5, 0, 1, 2, 3, 4};
    QTest::newRow("two come apart") << QList{0, 5, 1, 2, 6, 3, 4};
    QTest::newRow("turned round") << QList{4, 3, 2, 1, 0};
    QTest::newRow("everything at once") << QList{7, 4, 6, 0, 2, 5};
    QTest::newRow("all others") << QList{5, 6, 7};
}

void TestKeyModel::persistentIndexesFollowTheirKey()
{
    QFETCH(QList<int>, after);
    Fixture f(samples({0, 1, 2, 3, 4}));
    QList<QPersistentModelIndex> kept;
    for (int row = 0; row < 5; ++row)
        kept.append(f.model.index(row, 0));

    f.model.setKeys(keysOf(samples({after.begin(), after.end()})), SomeNowMs);

    QCOMPARE(f.model.rowCount(), after.size());
    for (int row = 0; row < after.size(); ++row)
        QCOMPARE(f.model.refAt(row).key, sampleKey(after[row]).key);
    for (int n = 0; n < 5; ++n) {
        QCOMPARE(kept[n].isValid(), after.contains(n));
        if (kept[n].isValid())
            QCOMPARE(f.model.refAt(kept[n].row()).key, sampleKey(n).key);
    }
}

void TestKeyModel::anyChangeKeepsTheModelConsistent()
{
    Fixture f({});
    std::mt19937 random(20260118);
    std::vector<int> numbers(30);
    std::iota(numbers.begin(), numbers.end(), 0);
    for (int round = 0; round < 60; ++round) {
        std::shuffle(numbers.begin(), numbers.end(), random);
        std::vector<int> some(numbers.begin(), numbers.begin() + int(random() % 30));
        if (random() % 2)
            std::sort(some.begin(), some.end());
        f.model.setKeys(keysOf(samples(some)), SomeNowMs);
        QCOMPARE(f.model.rowCount(), int(some.size()));
        for (int row = 0; row < f.model.rowCount(); ++row)
            QCOMPARE(f.model.refAt(row).key, sampleKey(some[size_t(row)]).key);
    }
}

void TestKeyModel::duplicatesAreRowsOfTheirOwn()
{
    auto keys = samples({0, 1, 0});
    keys[2].name = u"Second"_s;
    Fixture f(keys);
    QCOMPARE(f.model.rowOf({sampleKey(0).key, 0}), 0);
    QCOMPARE(f.model.rowOf({sampleKey(0).key, 1}), 2);
    const auto status = [&f](int row, int role) {
        return f.model.index(row, KeyModel::StatusColumn).data(role).toString();
    };
    QCOMPARE(status(0, Qt::DisplayRole), u"Active"_s);
    for (const int role : {int(Qt::DisplayRole), int(Qt::AccessibleTextRole)})
        QCOMPARE(status(2, role), u"Unused duplicate"_s);
    QVERIFY(status(2, Qt::ToolTipRole).contains(u"will never use this record"_s));
    QCOMPARE(f.model.index(2, 0).data().toString(), u"Second"_s);
}

void TestKeyModel::manyAreFoundInTheOrderAskedFor()
{
    Fixture f(samples({2, 0, 1, 0}));
    const std::vector<KeyRef> asked{{sampleKeyText(1), 0}, {sampleKeyText(7), 0},
        {sampleKeyText(2), 0}, {sampleKeyText(0), 1}, {sampleKeyText(0), 2}};
    QCOMPARE(f.model.rowsOf(asked), (std::vector<int>{2, -1, 0, 3, -1}));
    for (size_t i = 0; i < asked.size(); ++i)
        QCOMPARE(f.model.rowsOf(asked)[i], f.model.rowOf(asked[i]));
    QVERIFY(f.model.rowsOf({}).empty());
}

void TestKeyModel::timeAloneChangesStates()
{
    auto keys = samples({0});
    keys[0].expiryDate = u"2026-01-18T11:00:00.000Z"_s;
    Fixture f(keys);
    QVERIFY(f.model.stateAt(0).status != KeyStatus::Expired);
    f.model.setNow(SomeNowMs + 3'600'000);
    QCOMPARE(f.model.stateAt(0).status, KeyStatus::Expired);
    QCOMPARE(
        f.model.index(0, KeyModel::StatusColumn).data().toString(), statusWord(KeyStatus::Expired));
}

void TestKeyModel::aSearchTextHasNoKeyInIt()
{
    Fixture f(samples({0}));
    const QString text = f.model.index(0, 0).data(KeyModel::SearchRole).toString();
    QVERIFY(text.contains(sampleKey(0).name.toLower()));
    QVERIFY(!text.contains(sampleKey(0).key));
}

void TestKeyModel::markupInANameStaysText()
{
    auto keys = samples({0});
    keys[0].name = u"<b>Bob</b> & <img src=x>"_s;
    Fixture f(keys);
    QCOMPARE(f.model.index(0, 0).data().toString(), keys[0].name);
    QVERIFY(!f.model.index(0, 0).data(Qt::ToolTipRole).toString().contains(u"<b>"_s));
}

void TestKeyModel::tagsAreSaidWithTheName()
{
    const auto keys = samples({0, 1});
    Fixture f(keys);
    QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
    KeyNotes::ByName notes;
    notes[nameUnderSecret(keys[1].key, "secret")].tags = {u"prod"_s, u"a\u202Eb"_s};
    f.model.setRows(
        KeyRows::of(keysOf(keys), SomeNowMs, f.model.rows().get(), KeyNotes("secret", notes)));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(f.model.index(1, 0).data(KeyModel::TagsRole).toString(), u"prod, a\\u202eb"_s);
    QVERIFY(f.model.index(1, 0)
                .data(Qt::AccessibleTextRole)
                .toString()
                .endsWith(u", tags prod, a\\u202eb"_s));
    QVERIFY(!f.model.index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"tags"_s));
}

void TestKeyModel::everyColumnSortsByItsValue()
{
    auto keys = samples({0, 1});
    keys[0].name = u"key 10"_s;
    keys[1].name = u"Key 9"_s;
    keys[0].totalLifetimeTokens = 900;
    keys[1].totalLifetimeTokens = 10'000;
    keys[0].expiryDate = u"2026-03-01T00:00:00.000Z"_s;
    keys[1].expiryDate = u"2027-01-01T00:00:00.000Z"_s;
    keys[0].model = u"zeta"_s;
    keys[1].model = u"alpha"_s;
    Fixture f(keys);
    const auto less
        = [&](int column) { return f.model.sortKeyAt(0, column) < f.model.sortKeyAt(1, column); };
    QVERIFY(less(KeyModel::LifetimeColumn));
    QVERIFY(less(KeyModel::ExpiresColumn));
    QVERIFY(!less(KeyModel::ModelColumn));
}

QTEST_MAIN(TestKeyModel)
#include "tst_keymodel.moc"
