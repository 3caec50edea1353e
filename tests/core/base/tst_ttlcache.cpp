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
};

void TestTtlCache::anEntryLivesForItsTtlFromItsInsertion()
{
    ManualClock clock;
    TtlCache<QString, int> cache({1000, 10, true}, clock);
    cache.insert(u"a"_s, 1);
    clock.advance(1000);
    QCOMPARE(cache.find(u"a"_s), std::optional(1)); // age > ttl, not >=
    clock.advance(1);
    QCOMPARE(cache.statistics().size, 1); // expired lazily
    QCOMPARE(cache.find(u"a"_s), std::nullopt);
    QCOMPARE(cache.statistics().size, 0);
}

void TestTtlCache::readingDoesNotRenew()
{
    ManualClock clock;
    TtlCache<QString, int> cache({1000, 10, true}, clock);
    cache.insert(u"a"_s, 1);
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
    TtlCache<QString, int> cache({1000, 10, true}, clock);
    cache.insert(u"a"_s, 1);
    clock.advance(900);
    cache.insert(u"a"_s, 2);
    clock.advance(900);
    QCOMPARE(cache.find(u"a"_s), std::optional(2));
}

void TestTtlCache::unknownIsCachedToo()
{
    ManualClock clock;
    TtlCache<QString, std::optional<int>> cache({1000, 10, true}, clock);
    QVERIFY(!cache.find(u"a"_s).has_value());
    cache.insert(u"a"_s, std::nullopt);
    const std::optional<std::optional<int>> found = cache.find(u"a"_s);
    QVERIFY(found.has_value());
    QVERIFY(!found->has_value());
    QCOMPARE(cache.statistics().hits, 1u);
}

void TestTtlCache::dropsTheLeastRecentlyUsed()
{
    ManualClock clock;
    TtlCache<QString, int> cache({1000, 3, true}, clock);
    cache.insert(u"a"_s, 1);
    cache.insert(u"b"_s, 2);
    cache.insert(u"c"_s, 3);
    QVERIFY(cache.find(u"a"_s)); // now b is the oldest
    cache.insert(u"d"_s, 4);
    QCOMPARE(cache.statistics().size, 3);
    QVERIFY(!cache.find(u"b"_s));
    QVERIFY(cache.find(u"a"_s) && cache.find(u"c"_s) && cache.find(u"d"_s));
}

void TestTtlCache::replacingDropsNothing()
{
    ManualClock clock;
    TtlCache<QString, int> cache({1000, 2, true}, clock);
    cache.insert(u"a"_s, 1);
    cache.insert(u"b"_s, 2);
    cache.insert(u"a"_s, 3);
    QCOMPARE(cache.find(u"b"_s), std::optional(2));
    QCOMPARE(cache.find(u"a"_s), std::optional(3));
}

void TestTtlCache::countsHitsAndMisses()
{
    ManualClock clock;
    TtlCache<QString, int> cache({1000, 2, true}, clock);
    QCOMPARE(cache.statistics().hitRate(), 0.0);
    cache.insert(u"a"_s, 1);
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
    TtlCache<QString, int> cache({1000, 2, false}, clock);
    cache.insert(u"a"_s, 1);
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

    QTest::newRow("one entry") << qsizetype(1) << 4;
    QTest::newRow("few") << qsizetype(5) << 12;
    QTest::newRow("never full") << qsizetype(64) << 30;
}

void TestTtlCache::followsTheNaiveModel()
{
    QFETCH(qsizetype, maxSize);
    QFETCH(int, keys);
    const CacheSettings settings{1000, maxSize, true};
    ManualClock clock;
    TtlCache<int, int> cache(settings, clock);
    NaiveCache model(settings, clock);
    QRandomGenerator random(20260118);
    for (int step = 0; step < 50'000; ++step) {
        const int key = random.bounded(keys);
        switch (random.bounded(20)) {
        case 0:
            cache.remove(key);
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
            cache.insert(key, step);
            model.insert(key, step);
            break;
        default:
            QCOMPARE(cache.find(key), model.find(key));
        }
        QCOMPARE(cache.statistics().size, model.size());
    }
    QVERIFY(cache.statistics().hits > 1000);
}

QTEST_GUILESS_MAIN(TestTtlCache)
#include "tst_ttlcache.moc"
