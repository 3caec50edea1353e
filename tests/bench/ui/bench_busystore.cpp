// A store of 10,000 keys that is rewritten 20 times a second while its window is open: what it
// costs the GUI thread, and whether memory grows. At the real pace, since that is what is measured:
// 40 s of the hour.
#include "tests/bench/support/benchstores.h"
#include "tests/bench/support/benchtable.h"
#include "tests/bench/support/benchwindow.h"
#include "tests/support/framewatchdog.h"

#include <QFile>

#include <atomic>
#include <chrono>
#include <thread>

using namespace keydeck;
using namespace keydeck::bench;
using namespace Qt::StringLiterals;

namespace {

const int Keys = benchSize(10'000, 300);
const int WarmUpMs = benchSize(15'000, 500);
const int MeasuredMs = benchSize(40'000, 1500);
constexpr int PauseMs = 50;
constexpr double BusyPercent = 10;
constexpr double FrameMs = 16;

/// Another use of another key each time, as a gateway books it: its total and its last use.
class Rewriter final
{
public:
    Rewriter(const test::StoreFixture &store, const QByteArray &bytes)
        : m_store(store)
        , m_bytes(bytes)
    {
        for (qsizetype at = 0; (at = m_bytes.indexOf("\"total_lifetime_tokens\": ", at)) >= 0; ++at)
            m_totals.push_back(at + 25);
        m_thread = std::thread([this] { run(); });
    }
    ~Rewriter()
    {
        m_stop = true;
        m_thread.join();
    }
    [[nodiscard]] int count() const { return m_count; }

private:
    void run()
    {
        using Clock = std::chrono::steady_clock;
        const Clock::time_point start = Clock::now();
        while (!m_stop) {
            char &digit = m_bytes.data()[m_totals[size_t(m_count * 7919) % m_totals.size()]];
            digit = digit == '9' ? '1' : char(digit + 1);
            m_store.replace(m_bytes);
            ++m_count;
            std::this_thread::sleep_until(
                start + std::chrono::milliseconds(PauseMs) * m_count.load());
        }
    }

    const test::StoreFixture &m_store;
    QByteArray m_bytes;
    std::vector<qsizetype> m_totals;
    std::atomic<int> m_count = 0;
    std::atomic<bool> m_stop = false;
    std::thread m_thread;
};

qint64 residentKilobytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QFile::ReadOnly))
        qFatal("The memory could not be measured.");
    return file.readAll().split(' ').value(1).toLongLong() * 4;
}

QString named(const QString &what, int rewrites)
{
    return what.arg(Keys).arg(rewrites);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    const QByteArray bytes = benchStore(Keys);
    const test::StoreFixture store(bytes);
    BenchWindow bench;
    PaintCounter painted(bench.table());
    bench.window.openStore(store.path());
    if (!runUntil([&] { return painted.count() > 0; }))
        qFatal("No key was painted.");
    int loads = 0;
    QObject::connect(
        &bench.window.session()->store(), &StoreController::loaded, &app, [&loads] { ++loads; });

    const Rewriter writer(store, bytes);
    runFor(WarmUpMs);
    const int before = writer.count();
    const qint64 memory = residentKilobytes();
    const double busy = test::threadSeconds();
    const int loadsBefore = loads;
    double stallMs = 0;
    QElapsedTimer wall;
    wall.start();
    {
        test::FrameWatchdog watchdog;
        runFor(MeasuredMs);
        stallMs = watchdog.longestMs();
    }
    const double percent = 100e3 * (test::threadSeconds() - busy) / double(wall.elapsed());
    const int rewrites = writer.count() - before;
    if (loads - loadsBefore < rewrites / 10)
        qFatal("%d rewrites were read %d times.", rewrites, loads - loadsBefore);
    printRow({named(u"GUI thread busy, %1 keys, %2 rewrites at 20/s"_s, rewrites), {},
        {percent, 0, 0}, u"%"_s, Goal::within(BusyPercent)});
    printRow({named(u"longest stall, %1 keys, %2 rewrites at 20/s"_s, rewrites), {},
        {stallMs, 0, 0}, u"ms"_s, Goal::within(FrameMs)});
    const double grown = double(residentKilobytes() - memory) / 1024 * 1000 / rewrites;
    printRow({named(u"memory grown per 1,000 rewrites, %1 keys, %2 of them"_s, rewrites), {},
        {std::max(0.0, grown), 0, 0}, u"MB"_s, Goal::within(1)});
}
