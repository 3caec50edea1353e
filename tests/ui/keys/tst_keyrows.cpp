#include "core/history/installationsecret.h"
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/keys/keyrows.h"

#include <QCollator>
#include <QScopeGuard>
#include <QTest>

#include <numeric>
#include <random>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestKeyRows final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void theRowsBeforeOnlySaveWork();
    void statesOfLaterAreThoseOfLater();
    void manyKeysAreThoseOfFew();
    void namesAreInTheLocalesOrder_data();
    void namesAreInTheLocalesOrder();
    void theDifferenceNamesWhatChanged();
};

namespace {

constexpr qint64 Hour = 3'600'000;

bool isSame(const KeyState &a, const KeyState &b)
{
    return a.rate.used == b.rate.used && a.rate.limit == b.rate.limit
        && a.rate.started == b.rate.started && a.rate.beganMs == b.rate.beganMs
        && a.rate.blocked == b.rate.blocked && a.rate.gatewayFails == b.rate.gatewayFails
        && a.expiresMs == b.expiresMs && a.status == b.status && a.all == b.all;
}

void compare(const KeyRows &a, const KeyRows &b)
{
    QCOMPARE(a.size(), b.size());
    QVERIFY(a.refs == b.refs);
    QVERIFY(std::equal(a.states.begin(), a.states.end(), b.states.begin(), isSame));
    QVERIFY(a.findings == b.findings);
    QVERIFY(a.tags == b.tags);
    QVERIFY(a.lifetimeTokens == b.lifetimeTokens);
    QVERIFY(a.lastUsed == b.lastUsed);
    QVERIFY(a.nameRanks == b.nameRanks);
    QVERIFY(a.modelRanks == b.modelRanks);
    QVERIFY(a.tagRanks == b.tagRanks);
    QCOMPARE(a.models, b.models);
    QCOMPARE(a.tagsInUse, b.tagsInUse);
    for (qsizetype i = 0; i < a.size(); ++i) {
        QCOMPARE(a.searchTexts().text(i), b.searchTexts().text(i));
        QCOMPARE(a.searchTexts().name(i), b.searchTexts().name(i));
        const QueryFacts x = a.facts(i, a.states[size_t(i)]), y = b.facts(i, b.states[size_t(i)]);
        QCOMPARE(x.model, y.model);
    }
}

/// Keys of which some come, go, stand twice or change, some have faults.
std::vector<SampleKey> anyKeys(std::mt19937 &random)
{
    std::vector<SampleKey> keys;
    for (int n = 0; n < 30; ++n) {
        if (random() % 12 == 0)
            continue;
        SampleKey key = sampleKey(random() % 15 == 0 ? 3 : n);
        if (random() % 6 == 0)
            key.name = u"Name %1"_s.arg(random() % 4);
        if (random() % 6 == 0)
            key.model = u"model-%1"_s.arg(random() % 3);
        if (random() % 4 == 0)
            key.totalLifetimeTokens = int(random() % 1000);
        if (random() % 8 == 0)
            key.expiryDate = u"2026-01-18T1%1:00:00.000Z"_s.arg(random() % 10);
        keys.push_back(key);
    }
    return keys;
}

KeyNotes someNotes(int n)
{
    KeyNote note;
    note.tags = {u"team-%1"_s.arg(n)};
    return KeyNotes("secret", {{nameUnderSecret(sampleKeyText(n), "secret"), note}});
}

} // namespace

void TestKeyRows::theRowsBeforeOnlySaveWork()
{
    std::mt19937 random(4711);
    std::shared_ptr<const KeyRows> before;
    std::vector<SampleKey> keys = anyKeys(random);
    KeyNotes notes;
    for (int round = 0; round < 150; ++round) {
        if (random() % 3 == 0)
            keys = anyKeys(random);
        else if (!keys.empty())
            keys[random() % keys.size()].totalLifetimeTokens = int(random() % 1000);
        if (random() % 10 == 0)
            notes = someNotes(int(random() % 5));
        const KeySet set = decodeStore(storeBytes(keys));
        const qint64 nowMs = SomeNowMs + (round - int(random() % 3)) * Hour / 4;
        const auto rows = KeyRows::of(set, nowMs, before.get(), notes);
        compare(*rows, *KeyRows::of(set, nowMs, nullptr, notes));
        QVERIFY(rows->findings == lintKeys(set, nowMs));
        before = rows;
    }
}

void TestKeyRows::statesOfLaterAreThoseOfLater()
{
    std::mt19937 random(815);
    const KeySet set = decodeStore(storeBytes(anyKeys(random)));
    const auto rows = KeyRows::of(set, SomeNowMs);
    for (qint64 ms = SomeNowMs - Hour; ms < SomeNowMs + 30 * Hour; ms += Hour / 7) {
        const KeyStates states = keyStates(rows, ms);
        for (qsizetype i = 0; i < set.size(); ++i)
            QVERIFY(isSame((*states)[size_t(i)], keyState(set.at(i), ms)));
    }
}

// They are worked out side by side.
void TestKeyRows::manyKeysAreThoseOfFew()
{
    constexpr int Many = 9001;
    std::vector<SampleKey> keys;
    for (int n = 0; n < Many; ++n) {
        keys.push_back(sampleKey(n));
        keys.back().name = u"Key %1"_s.arg((n * 7919) % Many);
    }
    const KeySet set = decodeStore(storeBytes(keys));
    const auto rows = KeyRows::of(set, SomeNowMs);
    for (int n = 0; n < Many; ++n) {
        const QueryText text = queryTextOf(set.at(n), keys[size_t(n)].key, {});
        QCOMPARE(rows->searchTexts().text(n), text.text);
        QVERIFY(isSame(rows->states[size_t(n)], keyState(set.at(n), SomeNowMs)));
    }
    std::vector<int> ranks = rows->nameRanks;
    std::sort(ranks.begin(), ranks.end());
    for (int n = 0; n < Many; ++n)
        QCOMPARE(ranks[size_t(n)], n);
    std::swap(keys[17].totalLifetimeTokens, keys[8000].totalLifetimeTokens);
    keys[17].totalLifetimeTokens = 5;
    const auto later = KeyRows::of(decodeStore(storeBytes(keys)), SomeNowMs + 1, rows.get());
    QVERIFY(later->difference.changed == std::vector<int>{17});
}

void TestKeyRows::namesAreInTheLocalesOrder_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<bool>("endsWithUmlauts");
    QTest::newRow("Swedish") << QLocale(QLocale::Swedish) << true;
    QTest::newRow("German") << QLocale(QLocale::German) << false;
    QTest::newRow("C") << QLocale::c() << true;
}

void TestKeyRows::namesAreInTheLocalesOrder()
{
    QFETCH(QLocale, locale);
    QFETCH(bool, endsWithUmlauts);
    const auto before = qScopeGuard([usual = QLocale()] { QLocale::setDefault(usual); });
    QLocale::setDefault(locale);
    const QStringList names{u"Adam"_s, u"adam"_s, u"Ärla"_s, u"Zoe"_s, u"öst"_s, u"Éva"_s};
    std::mt19937 random(4711);
    std::vector<SampleKey> keys;
    for (int n = 0; n < 9001; ++n) { // enough to be put into order side by side
        keys.push_back(sampleKey(n));
        keys.back().name = names[random() % 6] + u" %1"_s.arg(random() % 2000);
    }
    const auto rows = KeyRows::of(decodeStore(storeBytes(keys)), SomeNowMs);
    std::vector<size_t> order(keys.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, {}, [&](size_t n) { return rows->nameRanks[n]; });
    QCollator collator;
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    collator.setNumericMode(true);
    for (size_t n = 1; n < order.size(); ++n) {
        const QString &one = keys[order[n - 1]].name, &next = keys[order[n]].name;
        const bool isTie = rows->nameRanks[order[n - 1]] == rows->nameRanks[order[n]];
        const int compared = collator.sortKey(one).compare(collator.sortKey(next));
        QVERIFY2(compared <= 0, qPrintable(one + u" before "_s + next));
        if (compared == 0)
            QVERIFY2(isTie, qPrintable(one + u" beside "_s + next));
    }
    QCOMPARE(keys[order.back()].name.startsWith(u'Z'), !endsWithUmlauts);
}

void TestKeyRows::theDifferenceNamesWhatChanged()
{
    std::vector<SampleKey> keys{sampleKey(0), sampleKey(1), sampleKey(2), sampleKey(3)};
    const auto rows = KeyRows::of(decodeStore(storeBytes(keys)), SomeNowMs);
    QVERIFY(!rows->isAfter(KeyRows()));
    keys[2].totalLifetimeTokens = 7;
    const auto changed = KeyRows::of(decodeStore(storeBytes(keys)), SomeNowMs, rows.get());
    QVERIFY(changed->isAfter(*rows));
    QVERIFY(!changed->difference.newOf);
    QVERIFY(changed->difference.changed == std::vector<int>{2});
    keys.erase(keys.begin());
    keys[2].name = u"Another"_s;
    const auto moved = KeyRows::of(decodeStore(storeBytes(keys)), SomeNowMs, changed.get());
    QVERIFY(moved->isAfter(*changed) && !moved->isAfter(*rows));
    QVERIFY(moved->difference.newOf == std::vector<int>({-1, 0, 1, 2}));
    QVERIFY(moved->difference.changed == std::vector<int>{2});
    const auto tagged = KeyRows::of(moved->keys, SomeNowMs, moved.get(), someNotes(1));
    QVERIFY(tagged->difference.changed == std::vector<int>{0});
}

QTEST_MAIN(TestKeyRows)
#include "tst_keyrows.moc"
