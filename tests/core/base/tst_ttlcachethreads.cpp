// The cache between threads; to be run under ThreadSanitizer as well (preset tsan).
#include "core/base/ttlcache.h"
#include "tests/support/manualclock.h"

#include <QRegularExpression>
#include <QTest>

#include <atomic>
#include <latch>
#include <random>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::ManualClock;

Q_DECLARE_METATYPE(keydeck::ReaderSlots::Fencing)

namespace {

constexpr int Keys = 40;

/// Which key it belongs to, and which of its values it is; text, so that freed memory is read.
struct Stamped
{
    Stamped(int k, int v) : key(k), version(v), text(QByteArray::number(k * 1'000'000 + v)) { }

    [[nodiscard]] bool isWhole() const
    {
        return text == QByteArray::number(key * 1'000'000 + version);
    }

    int key;
    int version;
    QByteArray text;
};

QString nameOf(int key)
{
    // Some short, some too long to stand in the table.
    return u"pk_%1"_s.arg(key, key % 4 == 0 ? 50 : 8, 10, QChar(u'0'));
}

/// Looks up until told to stop; counts what must not be.
struct Reader
{
    void run(TtlCache<Stamped> &cache, const std::atomic<bool> &stop, unsigned seed)
    {
        std::minstd_rand random(seed);
        std::vector<int> seen(Keys, -1);
        QStringList names;
        for (int key = 0; key < Keys; ++key)
            names.append(nameOf(key));
        while (!stop.load(std::memory_order_relaxed)) {
            const int key = int(random() % Keys);
            const auto found = cache.find(names.at(key));
            ++looks;
            hits += found.has_value();
            if (!found || !*found)
                continue;
            // A second one while the first is held.
            const auto other = cache.find(names.at((key + 1) % Keys));
            ++looks;
            hits += other.has_value();
            const Stamped &value = **found;
            wrong += value.key != key || !value.isWhole() || value.version < seen[size_t(key)];
            seen[size_t(key)] = value.version;
        }
    }

    quint64 looks = 0;
    quint64 hits = 0;
    int wrong = 0;
};

} // namespace

class TestTtlCacheThreads final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void readersBesideAWriter_data()
    {
        QTest::addColumn<ReaderSlots::Fencing>("fencing");
        QTest::addColumn<qsizetype>("maxSize");

        const auto cheapest = ReaderSlots::cheapest();
        QTest::newRow("all fit") << cheapest << qsizetype(Keys);
        QTest::newRow("half fit") << cheapest << qsizetype(Keys / 2);
        QTest::newRow("without the kernel's help")
            << ReaderSlots::Fencing::ByBoth << qsizetype(Keys / 2);
    }

    /// A value that was found is whole, of the right key, and never older than one found before.
    void readersBesideAWriter()
    {
        QFETCH(ReaderSlots::Fencing, fencing);
        QFETCH(qsizetype, maxSize);
        ManualClock clock;
        TtlCache<Stamped> cache({1000, maxSize, true}, clock, fencing);
        std::atomic<bool> stop = false;
        std::vector<Reader> readers(2);
        std::vector<std::thread> threads;
        for (unsigned n = 0; n < readers.size(); ++n)
            threads.emplace_back([&, n] { readers[n].run(cache, stop, n + 1); });
        write(cache, clock);
        stop = true;
        for (std::thread &thread : threads)
            thread.join();
        for (const Reader &reader : readers) {
            QCOMPARE(reader.wrong, 0);
            QVERIFY(reader.hits > 100);
        }
        const CacheStatistics statistics = cache.statistics();
        QCOMPARE(statistics.hits, readers[0].hits + readers[1].hits);
        QCOMPARE(statistics.hits + statistics.misses, readers[0].looks + readers[1].looks);
        QVERIFY(statistics.size <= maxSize);
    }

    /// More threads at once than have slots of their own.
    void manyThreads()
    {
        constexpr int Threads = ThreadIndex::Count + 20;
        ManualClock clock;
        TtlCache<Stamped> cache({1000, Keys, true}, clock);
        for (int key = 0; key < Keys; ++key)
            cache.insert(nameOf(key), std::make_unique<const Stamped>(key, 0));
        std::latch all(Threads);
        std::atomic<int> hits = 0;
        std::vector<std::thread> threads;
        for (int n = 0; n < Threads; ++n) {
            threads.emplace_back([&, n] {
                static_cast<void>(ThreadIndex::ofThisThread());
                all.arrive_and_wait(); // none of them has given its number back
                const auto found = cache.find(nameOf(n % Keys));
                hits += found && *found && (*found)->key == n % Keys && (*found)->isWhole();
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(hits.load(), Threads);
        QCOMPARE(cache.statistics().hits, quint64(Threads));
    }

private:
    static void write(TtlCache<Stamped> &cache, ManualClock &clock)
    {
        std::minstd_rand random(20260118);
        for (int version = 0; version < 8'000; ++version) {
            const int key = int(random() % Keys);
            switch (random() % 100) {
            case 0:
                cache.clear();
                break;
            case 1:
                cache.removeIf([&](const QString &, const Stamped *value) {
                    return !value || value->key % 3 == 0;
                });
                break;
            case 2:
                clock.advance(600);
                break;
            case 3:
                cache.insert(nameOf(key), nullptr);
                break;
            case 4:
            case 5:
            case 6:
                cache.remove(nameOf(key));
                break;
            default:
                cache.insert(nameOf(key), std::make_unique<const Stamped>(key, version));
            }
            if (version % 64 == 0)
                std::this_thread::yield();
        }
    }
};

QTEST_GUILESS_MAIN(TestTtlCacheThreads)
#include "tst_ttlcachethreads.moc"
