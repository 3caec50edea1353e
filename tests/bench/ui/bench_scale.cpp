// How time and memory grow with the number of keys: nothing grows faster than the keys do, but for
// the logarithm that sorting takes, and the gateway's lock is held as briefly for 100,000 keys as
// for 100.
#include "core/command/editkeys.h"
#include "core/report/csvwriter.h"
#include "core/report/htmlwriter.h"
#include "core/report/reportdocument.h"
#include "core/report/reportjson.h"
#include "core/store/keystore.h"
#include "core/usage/storeusageview.h"
#include "tests/bench/support/benchstores.h"
#include "tests/bench/support/comparison.h"
#include "tests/bench/support/growth.h"
#include "tests/bench/support/historylooks.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"
#include "ui/keys/keyfilter.h"

#include <QCoreApplication>

#include <numeric>

#include <malloc.h>

using namespace keydeck;
using namespace keydeck::bench;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 NowMs = test::SomeNowMs;
constexpr double LinearOrSorting
    = 1.15; ///< n log n over these sizes, and caches that become too small
constexpr double Constant = 0.1;
constexpr double MiB = 1024 * 1024;

QList<int> sizes()
{
    return isSmoke() ? QList<int>{20, 60, 200} : QList<int>{100, 1'000, 10'000, 100'000};
}

int roundsOf(int keys)
{
    return keys >= 100'000 ? 3 : keys >= 10'000 ? 7 : 21;
}

/// What takes seconds where there are many keys.
int fewRoundsOf(int keys)
{
    return keys >= 100'000 ? 1 : keys >= 10'000 ? 3 : 5;
}

/// All that a person waits for: workers and the disk as well.
double passing(const std::function<void()> &work)
{
    return secondsOf(work, Time::Passing);
}

/// The median; of one round that round, without one before it that does not count.
double typical(int rounds, const std::function<double()> &measure)
{
    return rounds == 1 ? measure() : median(rounds, measure);
}
double typicalSeconds(int rounds, const std::function<void()> &work)
{
    return typical(rounds, [&work] { return passing(work); });
}

template <typename Value>
Value need(Result<Value> &&result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
    return std::move(*result);
}

double heapBytes()
{
    const struct mallinfo2 info = ::mallinfo2();
    return double(info.uordblks) + double(info.hblkhd);
}

/// A store of so many keys as the window has it: on the disk, in the table and in the history.
class Scene final
{
public:
    explicit Scene(int keys)
        : m_rounds(roundsOf(keys))
        , m_fewRounds(fewRoundsOf(keys))
        , m_fixture(benchStore(keys))
        , m_store(m_fixture.path(), {}, SystemClock::instance())
    {
        QObject::connect(&m_filter, &KeyFilter::updated, &m_filter, [this] { m_isListed = true; });
    }

    void measure(Growth &growth)
    {
        const int keys = int(load(growth).size());
        edit(growth, keys);
        table(growth);
        history(growth);
        report(growth);
    }

private:
    /// From the file to what the table shows; on a worker, but for the last step.
    KeySet load(Growth &growth)
    {
        const auto work = [this] {
            const auto rows = KeyRows::of(need(m_store.load()), NowMs);
            std::ignore = rows->searchTexts(); // which the window makes behind it
            m_model.setRows(rows);
        };
        const double before = heapBytes();
        work();
        growth.add(u"memory of a store in the table"_s, u"MiB"_s, LinearOrSorting,
            (heapBytes() - before) / MiB);
        growth.addTime(
            u"load: from the file into the table"_s, LinearOrSorting, typicalSeconds(m_rounds, [&] {
                m_model.setRows(std::make_shared<KeyRows>());
                work();
            }));
        return m_model.keys();
    }

    void edit(Growth &growth, int keys)
    {
        const QString key = m_model.keys().at(keys / 2).key();
        std::vector<double> whole;
        int n = 0;
        const double held = median(std::max(m_rounds, 11), [&] {
            double lock = 0;
            whole.push_back(passing([&] {
                const EditKeys edit({{{key, 0},
                    {{KeyField::TokenLimitPer5h, QByteArray::number(1000 + ++n), std::nullopt}}}});
                lock = double(need(m_store.apply(edit)).lockHeldUs) / 1e6;
            }));
            return lock;
        });
        std::sort(whole.begin(), whole.end());
        growth.addTime(u"one durable edit"_s, LinearOrSorting, whole[whole.size() / 2]);
        growth.addTime(u"the lock's hold of it"_s, Constant, held);
    }

    /// The rows follow, at once or when a worker is done.
    void listed(const std::function<void()> &wish)
    {
        m_isListed = false;
        wish();
        while (!m_isListed)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }

    /// The worst letter of a word that some keys have, and of taking it away again.
    void table(Growth &growth)
    {
        const QStringList typed{
            u"n"_s, u"ni"_s, u"nig"_s, u"nigh"_s, u"night"_s, u"nigh"_s, u"n"_s, QString()};
        growth.addTime(u"search: the slowest letter"_s, LinearOrSorting, median(m_rounds, [&] {
            double worst = 0;
            for (const QString &text : typed)
                worst
                    = std::max(worst, passing([&] { listed([&] { m_filter.setSearch(text); }); }));
            return worst;
        }));
        if (m_filter.rowCount() != m_model.rowCount())
            qFatal("Not all keys came back.");
        for (const auto &[column, name] : {std::pair(KeyModel::IdentityColumn, u"name"_s),
                 std::pair(KeyModel::LifetimeColumn, u"lifetime tokens"_s)}) {
            Qt::SortOrder order = Qt::DescendingOrder;
            growth.addTime(u"sort by "_s + name, LinearOrSorting, typicalSeconds(m_rounds, [&] {
                order = order == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder;
                listed([&] { m_filter.sort(column, order); });
            }));
        }
        listed([this] { m_filter.sort(-1); });
    }

    void history(Growth &growth)
    {
        HistoryLooks looks(m_model.keys(), m_fixture.directory());
        growth.addTime(
            u"history: record a look, every key used"_s, LinearOrSorting, typical(m_fewRounds, [&] {
                const KeySet keys = looks.next();
                return passing([&] { looks.record(keys); });
            }));
        const TimeSpan day{looks.nowMs() - 24 * 60 * 60 * 1000, looks.nowMs()};
        growth.addTime(u"history: who used what in 24 hours"_s, LinearOrSorting,
            typicalSeconds(m_rounds,
                [&] { m_usage = need(looks.history().usage(looks.keys(), day, StackedKeys)); }));
        if (m_usage.keys.size() != m_model.rowCount())
            qFatal("The history has %d keys.", int(m_usage.keys.size()));
        m_nowMs = looks.nowMs();
    }

    void report(Growth &growth)
    {
        ReportSource source;
        source.keys = m_model.keys();
        source.records.resize(size_t(source.keys.size()));
        std::iota(source.records.begin(), source.records.end(), 0);
        source.nowMs = m_nowMs;
        source.period = lastHours(24, m_nowMs);
        source.usage = m_usage;
        growth.addTime(
            u"report of all keys as CSV"_s, LinearOrSorting, typicalSeconds(m_fewRounds, [&] {
                const QByteArray csv = csvText(reportTable(usageReport({}, source)));
                if (csv.count('\n') <= m_model.rowCount())
                    qFatal("The report is not complete.");
            }));
        growth.addTime(u"report of all keys as HTML"_s, LinearOrSorting,
            typicalSeconds(m_fewRounds,
                [&] { keep(htmlText(reportDocument(usageReport({}, source))).size()); }));
    }

    int m_rounds;
    int m_fewRounds;
    bool m_isListed = false;
    test::StoreFixture m_fixture;
    KeyStore m_store;
    KeyModel m_model;
    KeyFilter m_filter{m_model};
    StoreUsage m_usage;
    qint64 m_nowMs = 0;
};

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    Growth growth(u"Growth with the number of keys"_s, sizes());
    for (const int keys : sizes())
        Scene(keys).measure(growth);
    growth.print();
}
