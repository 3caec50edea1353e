// The demo's store and its past: every state to look at, and figures that agree with each other.
#include "app/demo/democast.h"
#include "app/demo/demoedits.h"
#include "app/demo/demonotes.h"
#include "app/demo/demostore.h"
#include "core/changes/storeeditor.h"
#include "core/notes/tag.h"
#include "core/rules/jsdate.h"
#include "core/rules/keystatus.h"
#include "core/rules/lint.h"
#include "core/store/keycodec.h"
#include "tests/support/historysums.h"
#include "tests/support/manualclock.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr quint32 Seed = 7;
constexpr qint64 DayMs = 24LL * 60 * 60 * 1000;

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

bool isRefused(const ApiKey &key)
{
    const KeyStatus status = keyState(key, SomeNowMs).status;
    return status == KeyStatus::Blocked || status == KeyStatus::Expired;
}

} // namespace

Q_DECLARE_METATYPE(keydeck::KeyStatus)

class TestDemoStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void theGatewayWouldWriteTheSame();
    void onlyTheOwnerSeesTheDirectory();
    void everyStateIsThere_data();
    void everyStateIsThere();
    void someKeysWereNeverUsed();
    void onlyTheKnownCulpritsHaveFindings();
    void theFiguresReconcile();
    void theWindowsAreTheGateways();
    void recordingTheStoreAddsNothing();
    void theHistoryTellsOfANightOff();
    void trafficMeetsAFewRefusals();
    void theSeedDecidesTheFigures();
    void aStoreThatIsThereStays();
    void pastEditsLeaveTheStoreAsItWas();
    void notesAreOfKeysThatAreThere();

private:
    [[nodiscard]] ApiKey keyAt(qsizetype index) const { return m_keys.at(index); }

    std::unique_ptr<QTemporaryDir> m_directory;
    DemoData m_demo;
    KeySet m_keys;
};

void TestDemoStore::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_directory = std::make_unique<QTemporaryDir>();
    const Result<DemoData> demo = makeDemo(m_directory->filePath(u"demo"_s), SomeNowMs, Seed);
    QVERIFY2(demo, qPrintable(demo ? QString() : demo.error().message));
    m_demo = *demo;
    m_keys = decodeStore(contents(m_demo.storePath));
    QVERIFY(m_keys.isEditable());
    QCOMPARE(m_keys.size(), qsizetype(demoCast().size()) + 1);
}

void TestDemoStore::theGatewayWouldWriteTheSame()
{
    QProcess node;
    node.start(u"node"_s,
        {u"-e"_s,
            u"process.stdout.write(JSON.stringify(JSON.parse(require('fs').readFileSync("
            "process.argv[1], 'utf8')), null, 2))"_s,
            m_demo.storePath});
    QVERIFY(node.waitForFinished());
    QCOMPARE(node.readAllStandardOutput(), m_keys.bytes());
}

void TestDemoStore::onlyTheOwnerSeesTheDirectory()
{
    using P = QFileDevice::Permission;
    const QFileDevice::Permissions all
        = QFileInfo(QFileInfo(m_demo.storePath).path()).permissions();
    QVERIFY(all.testFlags(P::ReadOwner | P::WriteOwner | P::ExeOwner));
    QVERIFY(!(all & (P::ReadGroup | P::WriteGroup | P::ExeGroup)));
    QVERIFY(!(all & (P::ReadOther | P::WriteOther | P::ExeOther)));
}

void TestDemoStore::everyStateIsThere_data()
{
    QTest::addColumn<KeyStatus>("status");
    QTest::addColumn<int>("atLeast");

    QTest::newRow("active") << KeyStatus::Active << 12;
    QTest::newRow("expiring") << KeyStatus::Expiring << 3;
    QTest::newRow("near the limit") << KeyStatus::NearLimit << 4;
    QTest::newRow("blocked") << KeyStatus::Blocked << 3;
    QTest::newRow("expired") << KeyStatus::Expired << 2;
}

void TestDemoStore::everyStateIsThere()
{
    QFETCH(KeyStatus, status);
    int found = 0;
    for (qsizetype i = 0; i < m_keys.size(); ++i)
        found += keyState(keyAt(i), SomeNowMs).status == status ? 1 : 0;
    QFETCH(int, atLeast);
    QVERIFY2(found >= atLeast, qPrintable(QString::number(found)));
}

void TestDemoStore::someKeysWereNeverUsed()
{
    int never = 0;
    for (qsizetype i = 0; i < m_keys.size(); ++i)
        never += lastUsedMs(keyAt(i)) ? 0 : 1;
    QCOMPARE(never, 3); // two that nobody used, and the copy
}

void TestDemoStore::onlyTheKnownCulpritsHaveFindings()
{
    const std::vector<QList<Finding>> findings = lintKeys(m_keys, SomeNowMs);
    QSet<QString> ids;
    QStringList names;
    for (qsizetype i = 0; i < m_keys.size(); ++i) {
        for (const Finding &finding : findings[std::size_t(i)])
            ids.insert(finding.id);
        if (!findings[std::size_t(i)].isEmpty())
            names << keyAt(i).name();
    }
    const QString copied = QString::fromUtf16(demoCast()[DemoCopiedIndex].name);
    QCOMPARE(names, (QStringList{copied, u"legacy-importer"_s, QString::fromUtf16(DemoCopyName)}));
    QCOMPARE(ids, (QSet<QString>{u"duplicate-key"_s, u"missing-limit"_s}));
}

void TestDemoStore::theFiguresReconcile()
{
    QCOMPARE(m_demo.past.size(), qsizetype(demoCast().size()));
    for (qsizetype i = 0; i < m_demo.past.size(); ++i) {
        const KeyHistory &past = m_demo.past[i].history;
        const ApiKey key = keyAt(i);
        QCOMPARE(m_demo.past[i].key, key.key());
        QVERIFY(std::is_sorted(past.lifetime.begin(), past.lifetime.end(),
            [](const auto &a, const auto &b) { return a.atMs < b.atMs; }));
        QCOMPARE(key.value(KeyField::TotalLifetimeTokens).toNumber(), past.lifetime.last().tokens);
        QVERIFY(past.lifetime.last().atMs <= SomeNowMs);

        const UsageWindows windows = key.usageWindows().value();
        QCOMPARE(windows.size(), past.windows.isEmpty() ? 0 : 1);
        if (windows.isEmpty())
            continue;
        QCOMPARE(windows[0].windowStart.toString(), toIsoString(past.windows.last().startMs));
        QCOMPARE(windows[0].tokensUsed.toNumber(), past.windows.last().tokens);
        QCOMPARE(*lastUsedMs(key), past.lifetime.last().atMs);
    }
}

void TestDemoStore::theWindowsAreTheGateways()
{
    int stopped = 0;
    for (qsizetype i = 0; i < m_demo.past.size(); ++i) {
        const QList<RecordedWindow> &windows = m_demo.past[i].history.windows;
        for (qsizetype n = 0; n < windows.size(); ++n) {
            QVERIFY(windows[n].tokens > 0);
            QVERIFY(windows[n].startMs >= SomeNowMs - 30 * DayMs);
            QVERIFY(n == 0 || windows[n].startMs - windows[n - 1].startMs > UsageWindowMs);
            stopped += windows[n].tokens > windows[n].limit ? 1 : 0;
        }
        const std::optional<qint64> expires
            = parseJsDate(keyAt(i).value(KeyField::ExpiryDate).toString());
        QVERIFY(windows.isEmpty() || windows.last().startMs < *expires);
    }
    QVERIFY2(stopped > 10, "no burst has ever hit a limit");
}

void TestDemoStore::recordingTheStoreAddsNothing()
{
    const UsageHistory::Location location{m_directory->filePath(u"history"_s), m_demo.storePath};
    QVERIFY(recordPast(m_demo, location));
    const auto history = UsageHistory::open(location);
    QVERIFY(history);
    const auto figures = [&] {
        QList<double> all;
        for (const DemoPast &past : m_demo.past) {
            const KeyHistory known = (*history)->history(past.key, 0).value_or(KeyHistory());
            all << double(known.windows.size()) << double(known.lifetime.size())
                << known.lifetime.last().tokens << tokensOf(known.windows)
                << tokensOf(known.buckets) << tokensOf(known.unobserved);
        }
        return all;
    };
    const QList<double> before = figures();
    QVERIFY((*history)->record(m_keys, SomeNowMs));
    QCOMPARE(figures(), before);
}

// One night is missing, for everybody who used something in it; all else is known to the hour.
void TestDemoStore::theHistoryTellsOfANightOff()
{
    const UsageHistory::Location location{m_directory->filePath(u"history"_s), m_demo.storePath};
    QVERIFY(recordPast(m_demo, location));
    const auto history = UsageHistory::open(location);
    QVERIFY(history);
    int inWindow = 0;
    int unexplained = 0;
    int falls = 0;
    for (const DemoPast &past : m_demo.past) {
        const Result<KeyHistory> known = (*history)->history(past.key, 0);
        QVERIFY(known);
        QVERIFY2(disorderIn(*known).isEmpty(), qPrintable(disorderIn(*known)));
        QCOMPARE(missingIn(*known), 0);
        QVERIFY(known->watched.size() == 2);
        const TimeSpan off{known->watched[0].toMs, known->watched[1].fromMs};
        QCOMPARE(off.toMs - off.fromMs, 9 * 3'600'000 + 1'800'000);
        for (const UnobservedGrowth &growth : known->unobserved) {
            QVERIFY(growth.fromMs >= off.fromMs && growth.toMs <= off.toMs);
            ++(growth.inWindow ? inWindow : unexplained);
        }
        falls += int(known->falls.size());
    }
    QVERIFY(inWindow > 5);
    QVERIFY(unexplained > 3);
    QCOMPARE(falls, 1);
}

void TestDemoStore::trafficMeetsAFewRefusals()
{
    double all = 0;
    double refused = 0;
    for (const DemoTraffic::User &traffic : m_demo.traffic) {
        const qsizetype index = m_keys.indexOf({traffic.key, 0});
        QVERIFY(index >= 0);
        QVERIFY(traffic.weight > 0);
        all += traffic.weight;
        refused += isRefused(keyAt(index)) ? traffic.weight : 0;
    }
    QVERIFY(refused > 0);
    QVERIFY(refused < 0.1 * all);
}

void TestDemoStore::theSeedDecidesTheFigures()
{
    const Result<DemoData> same = makeDemo(m_directory->filePath(u"same"_s), SomeNowMs, Seed);
    const Result<DemoData> other = makeDemo(m_directory->filePath(u"other"_s), SomeNowMs, Seed + 1);
    QVERIFY(same && other);
    QCOMPARE(tokensOf(same->past[0].history.windows), tokensOf(m_demo.past[0].history.windows));
    QVERIFY(tokensOf(other->past[0].history.windows) != tokensOf(m_demo.past[0].history.windows));
    QVERIFY(same->past[0].key != m_demo.past[0].key);
}

void TestDemoStore::aStoreThatIsThereStays()
{
    QVERIFY(!makeDemo(m_directory->filePath(u"demo"_s), SomeNowMs, Seed));
    QCOMPARE(contents(m_demo.storePath), m_keys.bytes());
}

void TestDemoStore::pastEditsLeaveTheStoreAsItWas()
{
    const QString folder = m_directory->filePath(u"records"_s);
    QElapsedTimer timer;
    timer.start();
    const Result<> made = makePastEdits(m_demo, folder, SomeNowMs);
    qInfo("%lld ms", timer.elapsed());
    QVERIFY2(made, qPrintable(made ? QString() : made.error().message));
    QCOMPARE(contents(m_demo.storePath), m_keys.bytes());

    KeyStore store(m_demo.storePath, {}, SystemClock::instance());
    const StoreEditor editor(store, {folder, {}}, SystemClock::instance());
    const auto entries = editor.records().journal().read();
    QVERIFY(entries);
    QCOMPARE(entries->size(), 9);
    QVERIFY(entries->front().atMs < entries->back().atMs && entries->back().atMs < SomeNowMs);
    QCOMPARE(editor.records().backups().list().size(), 9);
    QCOMPARE(editor.undoHistory()->undoTitle(), u"Edit “Data platform”"_s);
    for (const ChangeEntry &entry : *entries)
        QVERIFY2(!entry.changes.empty(), qPrintable(entry.title));

    // A copy has nothing in it that came later: the oldest lacks all edits but the undone one.
    const auto oldest = editor.previewRestore(editor.records().backups().list().back().id);
    QVERIFY(oldest);
    QCOMPARE(oldest->changes.size(), size_t(9));
}

void TestDemoStore::notesAreOfKeysThatAreThere()
{
    const NotesFile file(m_directory->filePath(u"records"_s), m_directory->path());
    QVERIFY(makeNotes(m_demo, file));
    const auto notes = file.load();
    QVERIFY(notes);
    QSet<QString> tags;
    int noted = 0;
    for (qsizetype i = 0; i < m_keys.size(); ++i) {
        const KeyNote note = notes->noteOf(keyAt(i).key());
        noted += note.isEmpty() ? 0 : 1;
        for (const QString &tag : note.tags)
            QCOMPARE(checkTag(tag).value_or(QString()), tag);
        tags += QSet<QString>(note.tags.begin(), note.tags.end());
    }
    QCOMPARE(noted, 26 + 1); // one of them stands in the store twice
    QCOMPARE(tags.size(), 6);
}

QTEST_GUILESS_MAIN(TestDemoStore)
#include "tst_demostore.moc"
