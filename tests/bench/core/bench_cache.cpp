// The look-up of a key: a hit of the cache, alone and beside others, against the file, and over a
// gateway's day.
#include "core/store/keycodec.h"
#include "core/store/keystore.h"
#include "tests/bench/support/benchstores.h"
#include "tests/bench/support/benchtable.h"
#include "tests/bench/support/lockedcache.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <latch>
#include <numeric>
#include <random>
#include <thread>
#include <unordered_map>

using namespace keydeck;
using namespace keydeck::bench;
using namespace Qt::StringLiterals;

namespace {

using Locked = LockedCache<QString, ApiKey>;

/// In a round: each entry ten times or more, so that it does not count what another program has
/// pushed out of the caches before.
const int LookUps = benchSize(100'000, 2'000);

QString named(const char *what, int entries)
{
    return QString::fromUtf8(what).arg(entries);
}

Comparison perLookUp(const Comparison &round)
{
    return {round.ours / LookUps, round.reference / LookUps, round.ratio};
}

/// A KeyStore whose cache holds every key of a store of that size, and what to ask it for: each
/// key once in no order, as a request brings it, in a string of its own.
struct Warm
{
    static constexpr int Room = 1000; ///< for keys that there are not

    explicit Warm(int entries);

    /// Has the store hold that record alone: reading all of them for each would take minutes.
    void only(const ApiKey &record) const
    {
        file.replace("{\"keys\":[" + record.text().toByteArray() + "]}");
    }

    test::StoreFixture file{0};
    KeyStore store;
    KeySet keys;
    QStringList asked;
};

std::vector<ApiKey> recordsOf(const KeySet &keys)
{
    std::vector<ApiKey> records;
    for (qsizetype i = 0; i < keys.size(); ++i)
        records.push_back(keys.at(i));
    return records;
}

Warm::Warm(int entries)
    : store(file.path(), {3'600'000, entries + Room, true}, SystemClock::instance())
    , keys(decodeStore(benchStore(entries)))
{
    for (const ApiKey &record : recordsOf(keys)) {
        only(record);
        const Result<FoundKey> found = store.findApiKey(record.key());
        if (!found || !*found || (*found)->text() != record.text())
            qFatal("The look-up of a key did not find its record.");
        asked.append(record.key());
    }
    std::ranges::shuffle(asked, std::mt19937(20260118));
    for (QString &key : asked) // one after the other in memory, as they come
        key = QString(key.constData(), key.size());
}

template <typename LookUp>
void eachAsked(const QStringList &asked, LookUp lookUp)
{
    for (int done = 0; done < LookUps;) {
        for (const QString &key : asked) {
            lookUp(key);
            if (++done == LookUps)
                break;
        }
    }
}

void lookUpInStore(KeyStore &store, const QStringList &asked)
{
    eachAsked(asked, [&](const QString &key) {
        const Result<FoundKey> found = store.findApiKey(key);
        if (!found || !*found)
            qFatal("A key of the cache was not found.");
        keep(found);
    });
}

void lookUpInLocked(Locked &cache, const QStringList &asked)
{
    eachAsked(asked, [&](const QString &key) { keep(cache.find(key)); });
}

void readClock()
{
    for (int i = 0; i < LookUps; ++i)
        keep(std::chrono::steady_clock::now());
}

void compareHit(Warm &warm, Locked &locked)
{
    std::unordered_map<QString, ApiKey> map;
    for (qsizetype i = 0; i < warm.keys.size(); ++i)
        map.emplace(warm.keys.at(i).key(), warm.keys.at(i).detached());
    const auto ours = [&] { lookUpInStore(warm.store, warm.asked); };
    const QString what = named("findApiKey, cache hit, %1 entries", int(warm.keys.size()));
    printRow(timeRow(
        what, u"steady_clock::now()"_s, perLookUp(compare(100, ours, readClock)), Goal::atMost(2)));
    const auto findAndCopy = [&] {
        eachAsked(warm.asked, [&](const QString &key) {
            const ApiKey copy = map.find(key)->second;
            keep(copy);
        });
    };
    printRow(timeRow(what, u"unordered_map, found and copied"_s,
        perLookUp(compare(20, ours, findAndCopy)), Goal::none()));
    printRow(timeRow(what, u"unordered_map + list + mutex"_s,
        perLookUp(compare(20, ours, [&] { lookUpInLocked(locked, warm.asked); })), Goal::none()));
}

/// Seconds for the round of each of so many threads that begin together, on average.
double threadsTake(int threads, const std::function<void()> &round)
{
    std::latch all(threads);
    std::vector<double> took(size_t(threads), 0.0);
    {
        std::vector<std::jthread> running;
        for (double &mine : took) {
            running.emplace_back([&] {
                all.arrive_and_wait();
                mine = secondsOf(round);
            });
        }
    }
    return std::accumulate(took.begin(), took.end(), 0.0) / threads;
}

/// Two threads' time for a look-up against one's, in turn, as medians.
Comparison twoAgainstOne(int rounds, const std::function<void()> &round)
{
    std::vector<double> ratios;
    double one = 0;
    const double two = median(rounds, [&] {
        one = threadsTake(1, round);
        const double both = threadsTake(2, round);
        ratios.push_back(both / one);
        return both;
    });
    std::ranges::sort(ratios);
    const double ratio = ratios[ratios.size() / 2];
    return perLookUp({two, two / ratio, ratio});
}

/// Books usage of one key after another, each of which replaces an entry, and looks for keys that
/// there are not, each of which adds one and in the end drops another, for as long as it lives and
/// at the pace of a busy gateway.
class Booking final
{
public:
    Booking(Warm &warm, int perSecond)
        : m_thread([&warm, perSecond](const std::stop_token &stop) {
            for (qsizetype n = 0; !stop.stop_requested(); ++n) {
                const ApiKey record = warm.keys.at(n % warm.keys.size());
                warm.only(record);
                if (!warm.store.updateApiKeyUsage(record.key(), 100).value_or(false))
                    qFatal("The usage of a key could not be booked.");
                if (const auto none = warm.store.findApiKey(u"pk_unknown_%1"_s.arg(n));
                    !none || *none)
                    qFatal("A key was found that there is not.");
                std::this_thread::sleep_for(std::chrono::milliseconds(1000 / perSecond));
            }
        })
    { }

private:
    std::jthread m_thread;
};

void compareThreads(Warm &warm, Locked &locked)
{
    constexpr int BookingsPerSecond = 50;
    const int entries = int(warm.keys.size());
    const auto ours = [&] { lookUpInStore(warm.store, warm.asked); };
    const QString what
        = named("the same on two threads while usage is booked, %1 entries", entries);
    const Comparison two = [&] {
        const Booking booking(warm, BookingsPerSecond);
        return twoAgainstOne(100, ours);
    }();
    printRow(timeRow(what, u"on one thread"_s, two, Goal::atMost(1.2)));
    const Comparison plain = twoAgainstOne(20, [&] { lookUpInLocked(locked, warm.asked); });
    printRow(timeRow(what, u"unordered_map + list + mutex"_s,
        {two.ours, plain.ours, two.ours / plain.ours}, Goal::none()));
}

void compareHits(int entries)
{
    Warm warm(entries);
    Locked locked{size_t(entries)};
    for (qsizetype i = 0; i < entries; ++i)
        locked.insert(warm.keys.at(i).key(), warm.keys.at(i).detached());
    compareHit(warm, locked);
    compareThreads(warm, locked);
}

void compareWithFile()
{
    constexpr int Keys = 100;
    const test::StoreFixture file(benchStore(Keys));
    KeyStore cached(file.path(), {3'600'000, Keys, true}, SystemClock::instance());
    KeyStore uncached(file.path(), {3'600'000, Keys, false}, SystemClock::instance());
    QStringList asked;
    for (const ApiKey &record : recordsOf(decodeStore(file.bytes())))
        asked.append(record.key());
    const int times = LookUps / Keys;
    const Comparison figures = compare(
        20, [&] { lookUpInStore(cached, asked); },
        [&] {
            for (const QString &key : asked) {
                const Result<FoundKey> found = uncached.findApiKey(key);
                if (!found || !*found)
                    qFatal("A key of the store was not found.");
            }
        });
    printRow(timeRow(u"findApiKey, cache against the file, 100 keys"_s, u"without the cache"_s,
        {figures.ours / LookUps, figures.reference / Keys, figures.ratio / times},
        Goal::fasterBy(1000)));
}

/// A gateway's day of requests: for the n-th of the keys in proportion to 1/n^Exponent (Zipf), at
/// random moments of a day that is four times as busy from 8 to 18 o'clock as otherwise. Three of
/// four are booked when they are answered; the others ask for /stats or a list of models. Nobody
/// works in sessions there, which would save more.
struct Day
{
    static constexpr double Exponent = 1.1;
    static constexpr double HourMs = 3'600'000;

    int keys;
    int requests;

    [[nodiscard]] static double busyness(int hour) { return hour >= 8 && hour < 18 ? 4 : 1; }
    [[nodiscard]] static double allBusyness() { return 10 * 4 + 14 * 1; }
    [[nodiscard]] double requestsPerMs(double ms) const
    {
        return requests * busyness(int(ms / HourMs)) / (allBusyness() * HourMs);
    }
};

/// Percent of the look-ups that needed neither the lock nor the file. What findApiKey does with the
/// cache when the file has the key, and what updateApiKeyUsage does, is done here without the file:
/// 75,000 durable writes would take minutes.
double savedOn(const Day &day)
{
    test::ManualClock clock;
    TtlCache<ApiKey> cache(CacheSettings(), clock);
    std::vector<double> weights;
    for (int n = 1; n <= day.keys; ++n)
        weights.push_back(std::pow(n, -Day::Exponent));
    std::discrete_distribution<int> key(weights.begin(), weights.end());
    std::exponential_distribution<double> pause;
    std::mt19937 random(20260118);
    double ms = 0;
    for (double next = 0; next < 24 * Day::HourMs;
         next += pause(random) / day.requestsPerMs(next)) {
        clock.advance(qint64(next) - qint64(ms));
        ms = next;
        const QString asked = u"pk_%1"_s.arg(key(random));
        const bool isCached = cache.find(asked).has_value();
        const bool isBooked = random() % 4 != 0;
        if (!isCached || isBooked)
            cache.insert(asked, std::make_unique<const ApiKey>());
    }
    const CacheStatistics statistics = cache.statistics();
    if (std::abs(double(statistics.hits + statistics.misses) / day.requests - 1) > 0.02)
        qFatal("The day had another number of requests.");
    return statistics.hitRate();
}

void printSavings()
{
    for (const Day &day :
        {Day{100, 100'000}, Day{100, 200'000}, Day{1'000, 1'000'000}, Day{1'000, 2'000'000}}) {
        const QString what = u"reading saved in a gateway's day, %1 keys, %2 requests"_s;
        printRow({what.arg(day.keys).arg(day.requests), {}, {savedOn(day), 0, 0}, u"%"_s,
            Goal::atLeast(95)});
    }
}

} // namespace

int main()
{
    for (const int entries : {benchSize(1'000, 50), benchSize(10'000, 100)})
        compareHits(entries);
    compareWithFile();
    printSavings();
}
