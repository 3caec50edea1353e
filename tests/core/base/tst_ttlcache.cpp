#include "core/base/ttlcache.h"

#include "tests/support/manualclock.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::ManualClock;

namespace {

// The same semantics, as plainly as they can be said: a list in the order of use.
class NaiveCache final
{
public:
    NaiveCache(const CacheSettings &settings, const Clock &clock)
        : m_settings(settings)
        , m_clock(clock)
    { }

    std::optional<int> find(int key)
    {
        const auto found = std::ranges::find(m_entries, key, &Entry::key);
        if (found == m_entries.end())
            return std::nullopt;
        const Entry entry = *found;
        m_entries.erase(found);
        if (m_clock.monotonicMs() - entry.insertedMs > m_settings.ttlMs)
            return std::nullopt;
        m_entries.insert(m_entries.begin(), entry);
        return entry.value;
    }

    void insert(int key, int value)
    {
        remove(key);
        m_entries.insert(m_entries.begin(), {key, value, m_clock.monotonicMs()});
        if (qsizetype(m_entries.size()) > m_settings.maxSize)
            m_entries.pop_back();
    }

    void remove(int key)
    {
        std::erase_if(m_entries, [key](const Entry &entry) { return entry.key == key; });
    }
    void clear() { m_entries.clear(); }
    [[nodiscard]] qsizetype size() const { return qsizetype(m_entries.size()); }

private:
    struct Entry
    {
        int key;
        int value;
        qint64 insertedMs;
    };
    CacheSettings m_settings;
    const Clock &m_clock;
    std::vector<Entry> m_entries;
};

void put(TtlCache<int> &cache, const QString &key, int value)
{
    cache.insert(key, std::make_unique<const int>(value));
}

std::optional<int> get(TtlCache<int> &cache, const QString &key)
{
    const std::optional<Found<int>> found = cache.find(key);
    return found && *found ? std::optional(**found) : std::nullopt;
}

} // namespace

class TestTtlCache final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void anEntryLivesForItsTtlFromItsInsertion();
    void readingDoesNotRenew();
    void insertingAgainRenews();
    void unknownIsCachedToo();
    void dropsTheLeastRecentlyUsed();
    void replacingDropsNothing();
    void countsHitsAndMisses();
    void disabledKeepsAndCountsNothing();
    void followsTheNaiveModel_data();
    void followsTheNaiveModel();
    void whatWasFoundStaysAsItWas();
    void tellsKeysApart_data();
    void tellsKeysApart();
};

void TestTtlCache::anEntryLivesForItsTtlFromItsInsertion()
{
    ManualClock clock;
    TtlCache<int> cache({1000, 10, true}, clock);
    put(cache, u"a"_s, 1);
    clock.advance(1000);
    QCOMPARE(get(cache, u"a"_s), std::optional(1)); // age > ttl, not >=
    clock.advance(1);
    QCOMPARE(cache.statistics().size, 1); // expired lazily
    QCOMPARE(get(cache, u"a"_s), std::nullopt);
    QCOMPARE(cache.statistics().size, 0);
}

void TestTtlCache::readingDoesNotRenew()
{
    ManualClock clock;
    TtlCache<int> cache({1000, 10, true}, clock);
    put(cache, u"a"_s, 1);
    for (int i = 0; i < 10; ++i) {
        clock.advance(100);
        QVERIFY(cache.find(u"a"_s));
    }
    clock.advance(1);
    QVERIFY(!cache.find(u"a"_s));
}

void TestTtlCache::insertingAgainRenews()
{
    ManualClock clock;
    TtlCache<int> cache({1000, 10, true}, clock);
    put(cache, u"a"_s, 1);
    clock.advance(900);
    put(cache, u"a"_s, 2);
    clock.advance(900);
    QCOMPARE(get(cache, u"a"_s), std::optional(2));
}

void TestTtlCache::unknownIsCachedToo()
{
    ManualClock clock;
    TtlCache<int> cache({1000, 10, true}, clock);
    QVERIFY(!cache.find(u"a"_s).has_value());
    cache.insert(u"a"_s, nullptr);
    const std::optional<Found<int>> found = cache.find(u"a"_s);
    QVERIFY(found.has_value());
    QVERIFY(!*found);
    QCOMPARE(cache.statistics().hits, 1u);
    put(cache, u"a"_s, 1);
    QCOMPARE(get(cache, u"a"_s), std::optional(1));
    QVERIFY(!*found);
}

void TestTtlCache::dropsTheLeastRecentlyUsed()
{
    ManualClock clock;
    TtlCache<int> cache({1000, 3, true}, clock);
    put(cache, u"a"_s, 1);
    put(cache, u"b"_s, 2);
    put(cache, u"c"_s, 3);
    QVERIFY(cache.find(u"a"_s)); // now b is the oldest
    put(cache, u"d"_s, 4);
    QCOMPARE(cache.statistics().size, 3);
    QVERIFY(!cache.find(u"b"_s));
    QVERIFY(cache.find(u"a"_s) && cache.find(u"c"_s) && cache.find(u"d"_s));
}

void TestTtlCache::replacingDropsNothing()
{
    ManualClock clock;
    TtlCache<int> cache({1000, 2, true}, clock);
    put(cache, u"a"_s, 1);
    put(cache, u"b"_s, 2);
    put(cache, u"a"_s, 3);
    QCOMPARE(get(cache, u"b"_s), std::optional(2));
    QCOMPARE(get(cache, u"a"_s), std::optional(3));
}

void TestTtlCache::countsHitsAndMisses()
{
    ManualClock clock;
    TtlCache<int> cache({1000, 2, true}, clock);
    QCOMPARE(cache.statistics().hitRate(), 0.0);
    put(cache, u"a"_s, 1);
    QVERIFY(cache.find(u"a"_s));
    QVERIFY(cache.find(u"a"_s));
    QVERIFY(cache.find(u"a"_s));
    QVERIFY(!cache.find(u"b"_s));
    cache.remove(u"a"_s);
    cache.remove(u"a"_s);
    cache.clear();
    const CacheStatistics statistics = cache.statistics();
    QCOMPARE(statistics.hits, 3u);
    QCOMPARE(statistics.misses, 1u);
    QCOMPARE(statistics.hitRate(), 75.0);
    QCOMPARE(statistics.size, 0);
    QCOMPARE(statistics.maxSize, 2);
    QVERIFY(statistics.enabled);
}

void TestTtlCache::disabledKeepsAndCountsNothing()
{
    ManualClock clock;
    TtlCache<int> cache({1000, 2, false}, clock);
    put(cache, u"a"_s, 1);
    QVERIFY(!cache.find(u"a"_s));
    const CacheStatistics statistics = cache.statistics();
    QCOMPARE(statistics.size, 0);
    QCOMPARE(statistics.hits + statistics.misses, 0u);
    QVERIFY(!statistics.enabled);
}

void TestTtlCache::followsTheNaiveModel_data()
{
    QTest::addColumn<qsizetype>("maxSize");
    QTest::addColumn<int>("keys");
    QTest::addColumn<bool>("bothFence");

    QTest::newRow("one entry") << qsizetype(1) << 4 << false;
    QTest::newRow("few") << qsizetype(5) << 12 << false;
    QTest::newRow("few, without the kernel's help") << qsizetype(5) << 12 << true;
    QTest::newRow("never full") << qsizetype(64) << 30 << false;
    QTest::newRow("many") << qsizetype(200) << 300 << false;
}

void TestTtlCache::followsTheNaiveModel()
{
    QFETCH(qsizetype, maxSize);
    QFETCH(int, keys);
    QFETCH(bool, bothFence);
    const auto fencing = bothFence ? ReaderSlots::Fencing::ByBoth : ReaderSlots::cheapest();
    const CacheSettings settings{1000, maxSize, true};
    ManualClock clock;
    TtlCache<int> cache(settings, clock, fencing);
    NaiveCache model(settings, clock);
    QRandomGenerator random(20260118);
    for (int step = 0; step < 50'000; ++step) {
        const int key = random.bounded(keys);
        const QString name = u"pk_%1"_s.arg(key);
        switch (random.bounded(20)) {
        case 0:
            cache.remove(name);
            model.remove(key);
            break;
        case 1:
            clock.advance(random.bounded(400));
            break;
        case 2:
            if (random.bounded(50) == 0) {
                cache.clear();
                model.clear();
            }
            break;
        case 3:
        case 4:
        case 5:
        case 6:
        case 7:
            put(cache, name, step);
            model.insert(key, step);
            break;
        default:
            QCOMPARE(get(cache, name), model.find(key));
        }
        QCOMPARE(cache.statistics().size, model.size());
    }
    QVERIFY(cache.statistics().hits > 1000);
}

void TestTtlCache::whatWasFoundStaysAsItWas()
{
    ManualClock clock;
    TtlCache<QByteArray> cache({1000, 3, true}, clock);
    const auto insert = [&](int n) {
        const QByteArray text = QByteArray::number(n);
        cache.insert(QString::fromLatin1(text), std::make_unique<const QByteArray>(text));
    };
    insert(0);
    {
        const auto found = cache.find(u"0"_s);
        const auto again = cache.find(u"0"_s);
        for (int n = 1; n < 500; ++n)
            insert(n);
        cache.clear();
        insert(0);
        QVERIFY(found && *found && again && *again);
        QCOMPARE(**found, "0"_ba);
        QCOMPARE(found->get(), again->get());
        const auto fresh = cache.find(u"0"_s);
        QVERIFY(fresh && *fresh && fresh->get() != found->get());
    }
    QVERIFY(!cache.find(u"499"_s));
}

void TestTtlCache::tellsKeysApart_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("other");

    const QString longest(39, u'k');
    QTest::newRow("short") << u"pk_1"_s << u"pk_2"_s;
    QTest::newRow("last of a usual key")
        << u"pk_0123456789abcdef0123456789abcdef"_s << u"pk_0123456789abcdef0123456789abcdee"_s;
    QTest::newRow("one is longer") << u"pk_12345"_s << u"pk_123456"_s;
    QTest::newRow("ends in a null") << u"pk_1"_s << u"pk_1"_s + QChar(u'\0');
    QTest::newRow("around what fits") << longest << longest + u'k';
    QTest::newRow("long") << longest + u"kk1"_s << longest + u"kk2"_s;
    QTest::newRow("same low bytes") << u"pk_12345a"_s << u"pk_12345"_s + QChar(0x0161);
    QTest::newRow("same low bytes, few") << u"a"_s << QString(QChar(0x0161));
    QTest::newRow("Latin-1") << u"pk_\u00e4"_s << u"pk_\u00e5"_s;
    QTest::newRow("not Latin-1") << u"pk_\u0444"_s << u"pk_\u0445"_s;
}

void TestTtlCache::tellsKeysApart()
{
    QFETCH(QString, key);
    QFETCH(QString, other);
    ManualClock clock;
    TtlCache<int> cache({1000, 100, true}, clock);
    put(cache, key, 1);
    QCOMPARE(get(cache, other), std::nullopt);
    put(cache, other, 2);
    for (int n = 0; n < 50; ++n) // through some larger tables
        put(cache, QString::number(n), n);
    QCOMPARE(get(cache, QString(key.constData(), key.size())), std::optional(1));
    QCOMPARE(get(cache, QString(other.constData(), other.size())), std::optional(2));
    QStringList left;
    cache.removeIf([&](const QString &name, const int *value) {
        left.append(name);
        return *value == 2 && name == other;
    });
    QVERIFY(left.contains(key) && left.contains(other));
    QCOMPARE(get(cache, key), std::optional(1));
    QCOMPARE(get(cache, other), std::nullopt);
}

QTEST_GUILESS_MAIN(TestTtlCache)
#include "tst_ttlcache.moc"
