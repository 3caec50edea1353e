// The store's reading and editing under libFuzzer (tests/fuzz), and nesting that no stack holds.
#include "core/store/jsonscanner.h"
#include "core/store/keycodec.h"
#include "tests/support/faultfigure.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <memory>
#include <vector>

#include <signal.h>
#include <sys/prctl.h>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int InputsInFull = 10'000'000;
constexpr int SecondsInEveryRun = 120;
constexpr int LongestS = 3 * 3600;
constexpr int DeepNesting = 100'000;

const QString Fuzzer = QStringLiteral(KEYDECK_SOURCE "/build/fuzz/bin/fuzz_store");
const QString Data = QStringLiteral(KEYDECK_TEST_DATA "/fuzz/");
/// Kept after the test: an input that broke something is worth more than the figure.
const QString Found = QStringLiteral(KEYDECK_SOURCE "/build/fuzz/found/");

/// One fuzzer with a corpus of its own.
class FuzzerRun final
{
public:
    void start(const QStringList &arguments)
    {
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.setStandardOutputFile(m_folder.filePath(u"log"_s));
        m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
        m_process.start(Fuzzer,
            QStringList{u"-timeout=5"_s, u"-rss_limit_mb=8192"_s, u"-print_final_stats=1"_s,
                u"-artifact_prefix="_s + Found}
                + arguments);
    }

    /// An empty folder that goes with this.
    [[nodiscard]] QString corpus() const
    {
        const QString path = m_folder.filePath(u"corpus"_s);
        QDir().mkpath(path);
        return path;
    }

    /// Whether it came to its end by itself.
    [[nodiscard]] bool finish()
    {
        const bool ended = m_process.waitForFinished(LongestS * 1000);
        return ended && m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0;
    }

    [[nodiscard]] QString log() const
    {
        QFile file(m_folder.filePath(u"log"_s));
        return file.open(QFile::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    [[nodiscard]] int inputs() const
    {
        static const QRegularExpression figure(u"number_of_executed_units: ([0-9]+)"_s);
        return figure.match(log()).captured(1).toInt();
    }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
};

/// As many as there are processors, together for the time or the number of inputs that is due.
std::vector<std::unique_ptr<FuzzerRun>> startFuzzers()
{
    const int count = std::clamp(QThread::idealThreadCount(), 1, 8);
    const int inputs = faultRounds(0, InputsInFull);
    const QString limit = inputs > 0 ? u"-runs=%1"_s.arg((inputs + count - 1) / count)
                                     : u"-max_total_time=%1"_s.arg(SecondsInEveryRun);
    std::vector<std::unique_ptr<FuzzerRun>> runs;
    for (int n = 1; n <= count; ++n) {
        auto run = std::make_unique<FuzzerRun>();
        run->start({u"-seed=%1"_s.arg(n), limit, u"-max_len=4096"_s,
            u"-dict="_s + Data + u"store.dict"_s, run->corpus(), Data + u"seeds"_s});
        runs.push_back(std::move(run));
    }
    return runs;
}

qsizetype foundCount(const QString &kind)
{
    return QDir(Found).entryList({kind + u"-*"_s}, QDir::Files).size();
}

/// What is nested that deeply, alone and in a record, closed and not.
QByteArrayList deepStores()
{
    QByteArrayList stores;
    for (const QByteArray &open : {"["_ba, "{\"a\":"_ba}) {
        const QByteArray begin = open.repeated(DeepNesting);
        const QByteArray end = QByteArray(1, open == "[" ? ']' : '}').repeated(DeepNesting);
        const QByteArray inside = open == "[" ? QByteArray() : "1"_ba;
        const QByteArray whole = begin + inside + end;
        stores += {begin, whole, "{\"keys\":" + whole + '}', "{\"keys\":[" + whole + "]}",
            "{\"keys\":[{\"key\":\"a\",\"note\":" + whole + "}]}",
            "{\"keys\":[],\"x\":" + whole + '}'};
    }
    return stores;
}

} // namespace

class TestFaultFuzz final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void initTestCase()
    {
        QVERIFY2(QFileInfo::exists(Fuzzer),
            "Build the fuzzer first: cmake --preset fuzz && cmake --build --preset fuzz");
        QVERIFY(QDir(Found).removeRecursively() && QDir().mkpath(Found));
    }

    void depthIsRefused()
    {
        const QTemporaryDir folder;
        QStringList paths;
        int refused = 0;
        const QByteArrayList stores = deepStores();
        for (const QByteArray &store : stores) {
            JsonScanner scanner(store);
            const bool valid = scanner.validateDocument();
            refused += !valid && scanner.fault().tooDeep
                && decodeStore(store).gatewayReading() == GatewayReading::Fails;
            QFile file(folder.filePath(QString::number(paths.size())));
            QVERIFY(file.open(QFile::WriteOnly) && file.write(store) == store.size());
            paths += file.fileName();
        }
        FuzzerRun sanitized;
        sanitized.start(paths);
        const bool ended = sanitized.finish();
        printFigure(
            u"stores nested 100,000 deep"_s, u"%1 of %2 refused"_s.arg(refused).arg(stores.size()));
        QCOMPARE(refused, stores.size());
        QVERIFY2(ended, qPrintable(sanitized.log().right(2000)));
    }

    void nothingCrashesOrHangs()
    {
        const auto runs = startFuzzers();
        int inputs = 0;
        QString trouble;
        for (const auto &run : runs) {
            if (!run->finish())
                trouble += run->log().right(4000);
            inputs += run->inputs();
        }
        printFigure(u"scanner, codec and edits under libFuzzer"_s,
            u"%1 inputs: %2 crashes, %3 hangs"_s.arg(inputs)
                .arg(foundCount(u"crash"_s) + foundCount(u"oom"_s) + foundCount(u"leak"_s))
                .arg(foundCount(u"timeout"_s)));
        QVERIFY2(trouble.isEmpty(), qPrintable(trouble + u"\nThe inputs are in "_s + Found));
        QVERIFY(inputs >= faultRounds(100'000, InputsInFull));
    }
};

QTEST_GUILESS_MAIN(TestFaultFuzz)
#include "tst_faultfuzz.moc"
