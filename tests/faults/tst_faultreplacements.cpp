// The file is replaced thousands of times, at any pace and in any way: the table shows the last
// state of it within a second.
#include "tests/support/faultfigure.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/keys/keymodel.h"
#include "ui/session/storecontroller.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QMutex>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <random>
#include <thread>
#include <vector>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

using SteadyClock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr int Stores = 40; // each with a writer, a controller and a model of its own
constexpr milliseconds LongestToShow{1000};
constexpr milliseconds GiveUp{10'000};
constexpr milliseconds LookEvery{2};
constexpr int LongestBurst = 30;
constexpr int LongestPauseMs = 200;

enum class Way
{
    Renamed, ///< as the gateway and Keydeck do
    InPlace, ///< as neither does
    FolderRemade, ///< removed with its folder, and both made again
    FolderReplaced, ///< another folder takes the name of the one that is there, which stays
};

void write(const QString &path, QByteArrayView bytes)
{
    QFile file(path);
    if (!file.open(QFile::WriteOnly | QFile::Truncate) || file.write(bytes.data(), 100) != 100
        || !file.flush() || file.write(bytes.data() + 100, bytes.size() - 100) < 0)
        qFatal("cannot write %s", qPrintable(path));
}

/// Replaces one store's file in bursts, and waits after each until its last state is shown. Every
/// state has the same size: a size is no help to whoever looks for changes.
class Writer final
{
public:
    Writer(QString folder, Way way, int replacements, quint32 seed)
        : m_folder(std::move(folder))
        , m_way(way)
        , m_replacements(replacements)
        , m_random(seed)
    {
        replace();
    }
    ~Writer()
    {
        if (m_thread.joinable())
            m_thread.join();
    }
    Q_DISABLE_COPY_MOVE(Writer)

    [[nodiscard]] QString path() const { return m_folder + u"/apikeys.json"_s; }
    void start()
    {
        m_thread = std::thread([this] { work(); });
    }
    [[nodiscard]] bool isDone() const { return m_done; }

    /// For the thread that shows: it shows these bytes at this moment.
    void shows(const QByteArray &bytes)
    {
        const QMutexLocker locker(&m_mutex);
        if (bytes == m_last && m_isLast && !m_isShown) {
            m_isShown = true;
            m_delays.push_back(SteadyClock::now() - m_lastAt);
        }
    }

    /// How long each burst's last state took to be shown. For when the writer is done.
    [[nodiscard]] const std::vector<SteadyClock::duration> &delays() const { return m_delays; }

private:
    int below(int bound) { return int(m_random() % quint32(bound)); }

    void work()
    {
        while (m_written <= m_replacements) {
            for (int left = 1 + below(LongestBurst); left > 0 && m_written <= m_replacements;
                 --left) {
                std::this_thread::sleep_for(milliseconds(1 + below(LongestPauseMs)));
                replace();
            }
            awaitShown();
        }
        m_done = true;
    }

    void replace()
    {
        SampleKey key = sampleKey(0);
        key.name = u"Version %1"_s.arg(++m_written, 9, 10, QChar(u'0'));
        const QByteArray bytes = storeBytes({key, sampleKey(1), sampleKey(2)});
        put(bytes);
        const QMutexLocker locker(&m_mutex);
        m_last = bytes;
        m_lastAt = SteadyClock::now();
    }

    void put(const QByteArray &bytes)
    {
        const QString aside = m_folder + u".aside"_s;
        switch (m_way) {
        case Way::Renamed:
            QDir().mkpath(m_folder);
            write(path() + u".tmp"_s, bytes);
            if (std::rename(qPrintable(path() + u".tmp"_s), qPrintable(path())) != 0)
                qFatal("cannot replace the store");
            break;
        case Way::InPlace:
            QDir().mkpath(m_folder);
            write(path(), bytes);
            break;
        case Way::FolderRemade:
            QDir(m_folder).removeRecursively();
            std::this_thread::sleep_for(milliseconds(below(LongestPauseMs)));
            QDir().mkpath(m_folder);
            write(path(), bytes);
            break;
        case Way::FolderReplaced:
            QDir(aside).removeRecursively();
            QDir().rename(m_folder, aside);
            QDir().mkpath(m_folder);
            write(path(), bytes);
            break;
        }
    }

    void awaitShown()
    {
        setLast(true);
        const auto end = SteadyClock::now() + GiveUp;
        while (SteadyClock::now() < end && !isShown())
            std::this_thread::sleep_for(LookEvery);
        if (!isShown())
            m_delays.push_back(GiveUp);
        setLast(false);
    }

    void setLast(bool isLast)
    {
        const QMutexLocker locker(&m_mutex);
        m_isLast = isLast;
        m_isShown = false;
    }

    bool isShown()
    {
        const QMutexLocker locker(&m_mutex);
        return m_isShown;
    }

    QString m_folder;
    Way m_way;
    int m_replacements;
    int m_written = 0;
    std::mt19937 m_random;
    QMutex m_mutex; ///< guards what follows, up to the thread
    QByteArray m_last;
    SteadyClock::time_point m_lastAt;
    bool m_isLast = false; ///< nothing more comes until it is shown
    bool m_isShown = false;
    std::vector<SteadyClock::duration> m_delays;
    std::atomic<bool> m_done = false;
    std::thread m_thread;
};

/// What the window has of one store.
struct Window
{
    explicit Window(const QString &path)
        : store(path, {}, SystemClock::instance())
        , editor(store, {}, SystemClock::instance())
        , controller(store, editor, SystemClock::instance())
    {
        QObject::connect(&controller, &StoreController::loaded, &model, &KeyModel::setRows);
        controller.start();
    }

    KeyStore store;
    StoreEditor editor;
    StoreController controller;
    KeyModel model;
    QAbstractItemModelTester tester{&model};
};

double msOf(SteadyClock::duration duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

} // namespace

class TestFaultReplacements final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }

    void theLastStateIsShown_data()
    {
        QTest::addColumn<Way>("way");
        QTest::addColumn<int>("inEveryRun");
        QTest::addColumn<int>("inFull");
        QTest::newRow("renamed over it") << Way::Renamed << 10'000 << 100'000;
        QTest::newRow("written in place") << Way::InPlace << 1'000 << 10'000;
        QTest::newRow("its folder removed and made again") << Way::FolderRemade << 1'000 << 10'000;
        QTest::newRow("its folder replaced") << Way::FolderReplaced << 1'000 << 10'000;
    }

    void theLastStateIsShown();
};

void TestFaultReplacements::theLastStateIsShown()
{
    QFETCH(Way, way);
    QFETCH(int, inEveryRun);
    QFETCH(int, inFull);
    const int replacements = faultRounds(inEveryRun, inFull);
    const QTemporaryDir folder;
    std::vector<std::unique_ptr<Writer>> writers;
    std::vector<std::unique_ptr<Window>> windows;
    for (int n = 0; n < Stores; ++n) {
        writers.push_back(std::make_unique<Writer>(
            folder.filePath(QString::number(n)), way, replacements / Stores, quint32(n)));
        windows.push_back(std::make_unique<Window>(writers.back()->path()));
    }
    QTimer look;
    connect(&look, &QTimer::timeout, this, [&] {
        for (size_t n = 0; n < writers.size(); ++n)
            writers[n]->shows(windows[n]->model.keys().bytes());
    });
    look.start(LookEvery);
    for (const auto &writer : writers)
        writer->start();
    QTRY_VERIFY_WITH_TIMEOUT(std::all_of(writers.begin(), writers.end(),
                                 [](const auto &writer) { return writer->isDone(); }),
        3'600'000);
    std::vector<SteadyClock::duration> delays;
    for (const auto &writer : writers)
        delays.insert(delays.end(), writer->delays().begin(), writer->delays().end());
    std::sort(delays.begin(), delays.end());
    const auto late = delays.end() - std::upper_bound(delays.begin(), delays.end(), LongestToShow);
    printFigure(u"the file %1"_s.arg(QString::fromUtf8(QTest::currentDataTag())),
        u"%1 times: of %2 last states %3 shown after more than 1 s; median %4 ms, slowest %5 ms"_s
            .arg(replacements)
            .arg(delays.size())
            .arg(late)
            .arg(msOf(delays[delays.size() / 2]), 0, 'f', 0)
            .arg(msOf(delays.back()), 0, 'f', 0));
    QCOMPARE(late, 0);
}

QTEST_MAIN(TestFaultReplacements)
#include "tst_faultreplacements.moc"
