#include "core/command/bookusage.h"
#include "core/command/editkeys.h"
#include "core/store/keycodec.h"
#include "core/store/keystore.h"
#include "core/store/storepatch.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

#include <atomic>
#include <chrono>
#include <functional>
#include <thread>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

constexpr LockPatience Short{100, 1000, 2000};

EditKeys setName(const QString &key, const QString &name)
{
    return EditKeys({{{key, 0}, {{KeyField::Name, jsonStringText(name), std::nullopt}}}});
}

/// Something that happens while a command runs.
class Interrupted final : public Command
{
public:
    Interrupted(const Command &command, std::function<void(int run)> event)
        : m_command(command)
        , m_event(std::move(event))
    { }

    [[nodiscard]] QString title() const override { return m_command.title(); }
    [[nodiscard]] Result<KeySet> apply(const KeySet &fresh) const override
    {
        m_event(++m_runs);
        return m_command.apply(fresh);
    }
    [[nodiscard]] int runs() const { return m_runs; }

private:
    const Command &m_command;
    std::function<void(int)> m_event;
    mutable int m_runs = 0;
};

/// A store, and a KeyStore on it whose time stands still.
struct Bench
{
    Bench() : Bench(storeBytes(3)) { }
    explicit Bench(
        const QByteArray &bytes, const CacheSettings &cache = {}, LockPatience patience = Short)
        : file(bytes)
        , store(file.path(), cache, clock, patience)
    { }

    [[nodiscard]] FileIdentity identity() const { return StoreFile(file.path()).identity(); }

    StoreFixture file;
    ManualClock clock;
    KeyStore store;
};

QByteArray changed(QByteArray bytes, const char *from, const QByteArray &to)
{
    return bytes.replace(from, to);
}

} // namespace

class TestKeyStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void loadsWithoutTheLock()
    {
        Bench bench;
        const auto lock = FileLock::acquire(bench.file.path());
        QVERIFY(lock);
        const auto keys = bench.store.load();
        QVERIFY(keys);
        QCOMPARE(keys->size(), 3);
        QCOMPARE(keys->at(1).name(), u"Example 1"_s);
        QVERIFY(keys->identity() == bench.identity());
    }

    void anEditChangesOnlyItsValue()
    {
        Bench bench;
        const auto edit = bench.store.apply(setName(sampleKeyText(1), u"Alice"_s));
        QVERIFY(edit);
        QVERIFY(edit->written);
        QCOMPARE(bench.file.bytes(), changed(storeBytes(3), "\"Example 1\"", "\"Alice\""));
        QCOMPARE(edit->keys.bytes(), bench.file.bytes());
        QVERIFY(edit->keys.identity() == bench.identity());
        QVERIFY(edit->lockHeldUs > 0 && edit->lockHeldUs < LockPatience::MaximumHoldMs * 1000);
        QVERIFY(bench.file.isTidy());
    }

    void anEditWithoutEffectWritesNothing()
    {
        Bench bench;
        const FileIdentity before = bench.identity();
        const auto edit = bench.store.apply(setName(sampleKeyText(1), u"Example 1"_s));
        QVERIFY(edit);
        QVERIFY(!edit->written);
        QVERIFY(bench.identity() == before);
    }

    /// What stands where the gateway writes its new content is the gateway's affair.
    void leavesTheGatewaysNewFileAlone_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("left over") << u"file"_s;
        QTest::newRow("of another user") << u"foreign"_s;
        QTest::newRow("a link") << u"link"_s;
        QTest::newRow("a folder") << u"folder"_s;
    }

    void leavesTheGatewaysNewFileAlone()
    {
        QFETCH(QString, kind);
        Bench bench;
        const StoreFixture other(QByteArray("not ours"));
        const QString path = bench.file.path() + u".tmp"_s;
        if (kind == u"folder"_s)
            QVERIFY(QDir().mkdir(path));
        else
            QVERIFY(kind == u"link"_s ? QFile::link(other.path(), path)
                                      : QFile::copy(other.path(), path));
        if (kind == u"foreign"_s && ::geteuid() == 0)
            QCOMPARE(::chown(qPrintable(path), 1234, 2345), 0);
        const FileIdentity before = StoreFile(path).identity();
        const auto edit = bench.store.apply(setName(sampleKeyText(1), u"Alice"_s));
        QVERIFY2(edit && edit->written, edit ? "" : qPrintable(edit.error().message));
        QVERIFY(StoreFile(path).identity() == before);
        QCOMPARE(other.bytes(), "not ours"_ba);
        QCOMPARE(bench.file.listing(), (QStringList{u"apikeys.json"_s, u"apikeys.json.tmp"_s}));
    }

    void refusesWhatTheGatewayCannotRead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("gatewayFails");
        QTest::newRow("empty file") << QByteArray() << false;
        QTest::newRow("cut short") << storeBytes(3).chopped(40) << false;
        QTest::newRow("BOM") << "\xef\xbb\xbf" + storeBytes(3) << false;
        QTest::newRow("null") << QByteArray("null") << true;
        QTest::newRow("{}") << QByteArray("{}") << true;
        QTest::newRow("[]") << QByteArray("[]") << true;
        QTest::newRow("keys null") << QByteArray("{\"keys\":null}") << true;
    }

    void refusesWhatTheGatewayCannotRead()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, gatewayFails);
        Bench bench(bytes);
        const FileIdentity before = bench.identity();

        const auto edit = bench.store.apply(setName(sampleKeyText(1), u"Alice"_s));
        QVERIFY(!edit);
        QCOMPARE(edit.error().code, ErrorCode::StoreUnusable);
        QVERIFY(!edit.error().message.isEmpty());

        const auto found = bench.store.findApiKey(sampleKeyText(1));
        const auto booked = bench.store.updateApiKeyUsage(sampleKeyText(1), 5);
        QCOMPARE(found.has_value(), !gatewayFails);
        QCOMPARE(booked.has_value(), !gatewayFails);
        QVERIFY(!found || !*found);
        QVERIFY(!booked || !*booked);

        QVERIFY(bench.identity() == before);
        QCOMPARE(bench.file.bytes(), bytes);
        QVERIFY(bench.file.isTidy());
    }

    void aMissingStoreHasNoKeys()
    {
        Bench bench;
        QVERIFY(QFile::remove(bench.file.path()));
        QCOMPARE(bench.store.load().error().code, ErrorCode::StoreUnusable);
        const auto found = bench.store.findApiKey(sampleKeyText(1));
        QVERIFY(found && !*found);
        const auto booked = bench.store.updateApiKeyUsage(sampleKeyText(1), 5);
        QVERIFY(booked && !*booked);
        QVERIFY(bench.file.listing().isEmpty());
    }

    void runsAgainWhenTheFileChangedMeanwhile()
    {
        Bench bench;
        const EditKeys edit = setName(sampleKeyText(1), u"Alice"_s);
        const QByteArray used = changed(storeBytes(3), "1500000", "1500099");
        const Interrupted interrupted(edit, [&](int run) {
            if (run == 1)
                bench.file.replace(used);
        });
        const auto applied = bench.store.apply(interrupted);
        QVERIFY(applied && applied->written);
        QCOMPARE(interrupted.runs(), 2);
        QCOMPARE(bench.file.bytes(), changed(used, "\"Example 1\"", "\"Alice\""));
        QVERIFY(bench.file.isTidy());
    }

    void holdsTheLockAfterThreeLosses()
    {
        Bench bench;
        const EditKeys edit = setName(sampleKeyText(1), u"Alice"_s);
        const Interrupted interrupted(edit, [&](int run) {
            QCOMPARE(QFileInfo::exists(bench.file.lockPath()), run > 3);
            if (run <= 3)
                bench.file.replace(
                    changed(storeBytes(3), "1500000", "150000" + QByteArray::number(run)));
        });
        const auto applied = bench.store.apply(interrupted);
        QVERIFY(applied && applied->written);
        QCOMPARE(interrupted.runs(), 4);
        const QByteArray used = changed(storeBytes(3), "1500000", "1500003");
        QCOMPARE(bench.file.bytes(), changed(used, "\"Example 1\"", "\"Alice\""));
        QVERIFY(bench.file.isTidy());
    }

    void neverOverwritesAWriterThatIgnoresTheLock()
    {
        Bench bench;
        const EditKeys edit = setName(sampleKeyText(1), u"Alice"_s);
        const Interrupted interrupted(edit, [&](int run) {
            bench.file.replace(
                changed(storeBytes(3), "1500000", "150000" + QByteArray::number(run)));
        });
        const auto applied = bench.store.apply(interrupted);
        QVERIFY(!applied);
        QVERIFY2(applied.error().message.contains(u"without taking the lock"_s),
            qPrintable(applied.error().message));
        QCOMPARE(bench.file.bytes(), changed(storeBytes(3), "1500000", "1500004"));
        QVERIFY(bench.file.isTidy());
    }

    void keepsToTheHoldBudget_data()
    {
        QTest::addColumn<int>("slowFrom");
        QTest::addColumn<int>("runs");
        QTest::newRow("slow inside the lock: given up before the rename") << 4 << 4;
        QTest::newRow("slow all the time: not even begun") << 1 << 3;
    }

    void keepsToTheHoldBudget()
    {
        QFETCH(int, slowFrom);
        QFETCH(int, runs);
        Bench bench;
        const EditKeys edit = setName(sampleKeyText(1), u"Alice"_s);
        const Interrupted interrupted(edit, [&](int run) {
            if (run >= slowFrom) {
                std::this_thread::sleep_for(
                    std::chrono::milliseconds(LockPatience::MaximumHoldMs + 20));
            }
            if (run <= 3)
                bench.file.replace(
                    changed(storeBytes(3), "1500000", "150000" + QByteArray::number(run)));
        });
        const auto applied = bench.store.apply(interrupted);
        QVERIFY(!applied);
        QCOMPARE(applied.error().code, ErrorCode::LockBusy);
        QCOMPARE(interrupted.runs(), runs);
        QCOMPARE(bench.file.bytes(), changed(storeBytes(3), "1500000", "1500003"));
        QVERIFY(bench.file.isTidy());
    }

    void aBusyLockLeavesTheStoreAlone()
    {
        Bench bench;
        const FileIdentity before = bench.identity();
        QCOMPARE(::mkdir(qPrintable(bench.file.lockPath()), 0755), 0);
        const auto edit = bench.store.apply(setName(sampleKeyText(1), u"Alice"_s));
        QVERIFY(!edit);
        QCOMPARE(edit.error().code, ErrorCode::LockBusy);
        const auto booked = bench.store.updateApiKeyUsage(sampleKeyText(1), 5);
        QCOMPARE(booked.error().code, ErrorCode::LockBusy);
        const auto found = bench.store.findApiKey(sampleKeyText(1));
        QCOMPARE(found.error().code, ErrorCode::LockBusy);
        QVERIFY(bench.identity() == before);
        QCOMPARE(bench.file.listing(), (QStringList{u"apikeys.json"_s, u"apikeys.json.lock"_s}));
    }

    void findsTheFirstOfDuplicates()
    {
        SampleKey second = sampleKey(0);
        second.name = u"Second"_s;
        Bench bench(storeBytes({sampleKey(0), second}));
        const auto found = bench.store.findApiKey(sampleKeyText(0));
        QVERIFY(found && *found);
        QCOMPARE((*found)->name(), u"Example 0"_s);
    }

    void looksInTheCacheFirst()
    {
        Bench bench;
        QVERIFY(*bench.store.findApiKey(sampleKeyText(1)));
        bench.file.replace(changed(storeBytes(3), "Example 1", "Alice"));
        // Not even the lock is needed.
        QCOMPARE(::mkdir(qPrintable(bench.file.lockPath()), 0755), 0);
        const auto again = bench.store.findApiKey(sampleKeyText(1));
        QVERIFY(again && *again);
        QCOMPARE((*again)->name(), u"Example 1"_s);
        QCOMPARE(bench.store.cacheStatistics().hits, quint64(1));
        QCOMPARE(bench.store.cacheStatistics().misses, quint64(1));
    }

    void forgetsAfterTheTimeToLive()
    {
        Bench bench;
        QVERIFY(!*bench.store.findApiKey(u"pk_unknown"_s));
        bench.file.replace(changed(storeBytes(3), "pk_example_00001", "pk_unknown"));
        bench.clock.advance(CacheSettings().ttlMs);
        QVERIFY(!*bench.store.findApiKey(u"pk_unknown"_s));
        bench.clock.advance(1);
        QVERIFY(*bench.store.findApiKey(u"pk_unknown"_s));
    }

    void forgetsOnOurWritesAndOnDemand()
    {
        Bench bench;
        QVERIFY(*bench.store.findApiKey(sampleKeyText(1)));
        QVERIFY(bench.store.apply(setName(sampleKeyText(1), u"Alice"_s)));
        QCOMPARE((*bench.store.findApiKey(sampleKeyText(1)))->name(), u"Alice"_s);
        bench.file.replace(storeBytes(3));
        bench.store.invalidateCache();
        QCOMPARE((*bench.store.findApiKey(sampleKeyText(1)))->name(), u"Example 1"_s);
    }

    void anObservedChangeForgetsOnlyWhatItContradicts()
    {
        Bench bench;
        QVERIFY(*bench.store.findApiKey(sampleKeyText(0)));
        QVERIFY(*bench.store.findApiKey(sampleKeyText(1)));
        QVERIFY(!*bench.store.findApiKey(u"pk_unknown"_s));
        QVERIFY(!*bench.store.findApiKey(u"pk_created"_s));
        bench.file.replace(changed(
            changed(storeBytes(3), "Example 1", "Alice"), "pk_example_00002", "pk_created"));
        bench.store.observe(*bench.store.load());

        const quint64 misses = bench.store.cacheStatistics().misses;
        QVERIFY(*bench.store.findApiKey(sampleKeyText(0)));
        QVERIFY(!*bench.store.findApiKey(u"pk_unknown"_s));
        QCOMPARE(bench.store.cacheStatistics().misses, misses);
        QCOMPARE((*bench.store.findApiKey(sampleKeyText(1)))->name(), u"Alice"_s);
        QVERIFY(*bench.store.findApiKey(u"pk_created"_s));
        QCOMPARE(bench.store.cacheStatistics().misses, misses + 2);

        bench.store.observe(decodeStore("oops"));
        QVERIFY(*bench.store.findApiKey(sampleKeyText(0)));
        QCOMPARE(bench.store.cacheStatistics().misses, misses + 3);
    }

    void anObservedKeyMayBeWrittenInAnyWay()
    {
        Bench bench(R"({"keys":[{"key":"\u0070k_a"},{"key":"pk_\u00fc"},{"key":"pk_b"}]})");
        for (const QString &key : {u"pk_a"_s, u"pk_ü"_s, u"pk_b"_s})
            QVERIFY(*bench.store.findApiKey(key));
        const quint64 misses = bench.store.cacheStatistics().misses;
        bench.store.observe(*bench.store.load());
        for (const QString &key : {u"pk_a"_s, u"pk_ü"_s, u"pk_b"_s})
            QVERIFY(*bench.store.findApiKey(key));
        QCOMPARE(bench.store.cacheStatistics().misses, misses);
        bench.store.observe(decodeStore(R"({"keys":[{"key":"pk_b","name":"B"},{"key":"pk_b"}]})"));
        for (const QString &key : {u"pk_a"_s, u"pk_ü"_s, u"pk_b"_s})
            QVERIFY(*bench.store.findApiKey(key));
        QCOMPARE(bench.store.cacheStatistics().misses, misses + 3);
    }

    void anUnusableStoreIsNotRemembered()
    {
        Bench bench(QByteArray("oops"));
        QVERIFY(!*bench.store.findApiKey(sampleKeyText(1)));
        bench.file.replace(storeBytes(3));
        QVERIFY(*bench.store.findApiKey(sampleKeyText(1)));
    }

    void worksWithoutTheCache()
    {
        Bench bench(storeBytes(3), {300'000, 1000, false});
        QVERIFY(*bench.store.findApiKey(sampleKeyText(1)));
        bench.file.replace(changed(storeBytes(3), "Example 1", "Alice"));
        QCOMPARE((*bench.store.findApiKey(sampleKeyText(1)))->name(), u"Alice"_s);
        QCOMPARE(bench.store.cacheStatistics().hits, quint64(0));
    }

    void booksUsageAndCachesTheNewRecord()
    {
        Bench bench;
        QVERIFY(*bench.store.findApiKey(sampleKeyText(0)));
        QVERIFY(*bench.store.findApiKey(sampleKeyText(1)));
        bench.clock.advance(60'000);
        const auto booked = bench.store.updateApiKeyUsage(sampleKeyText(1), 250);
        QVERIFY(booked && *booked);
        const quint64 misses = bench.store.cacheStatistics().misses;
        const auto found = bench.store.findApiKey(sampleKeyText(1));
        QVERIFY(found && *found);
        QCOMPARE((*found)->value(KeyField::TotalLifetimeTokens).toNumber(), 1'500'250.0);
        QCOMPARE((*found)->value(KeyField::LastUsed).toString(), u"2026-01-18T10:31:00.000Z"_s);
        QVERIFY(*bench.store.findApiKey(sampleKeyText(0)));
        QCOMPARE(bench.store.cacheStatistics().misses, misses);
        QVERIFY(bench.file.isTidy());
    }

    void usageOfAnUnknownKeyWritesNothing()
    {
        Bench bench;
        const FileIdentity before = bench.identity();
        for (const QString &key : {u"pk_unknown"_s, QString()}) {
            const auto booked = bench.store.updateApiKeyUsage(key, 250);
            QVERIFY(booked && !*booked);
        }
        QVERIFY(bench.identity() == before);
    }

    void usageOfARemovedKeyForgetsIt()
    {
        Bench bench;
        QVERIFY(*bench.store.findApiKey(sampleKeyText(2)));
        bench.file.replace(storeBytes(2));
        const auto booked = bench.store.updateApiKeyUsage(sampleKeyText(2), 250);
        QVERIFY(booked && !*booked);
        QVERIFY(!*bench.store.findApiKey(sampleKeyText(2)));
    }

    void servesSeveralThreads()
    {
        constexpr int Rounds = 40;
        const StoreFixture file(10);
        KeyStore store(file.path(), {}, SystemClock::instance());
        std::atomic<int> failures = 0;
        const auto work = [&](int n) {
            for (int round = 0; round < Rounds; ++round) {
                failures += !store.updateApiKeyUsage(sampleKeyText(0), 1).value_or(false);
                const auto found = store.findApiKey(sampleKeyText(n));
                failures += !found || !*found;
                failures += !store.apply(setName(sampleKeyText(n), QString::number(round)));
                failures += !store.load();
            }
        };
        std::vector<std::thread> threads;
        for (int n = 1; n <= 3; ++n)
            threads.emplace_back(work, n);
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(failures.load(), 0);
        const auto keys = store.load();
        QVERIFY(keys);
        QCOMPARE(
            keys->at(0).value(KeyField::TotalLifetimeTokens).toNumber(), 1'500'000.0 + 3 * Rounds);
        for (int n = 1; n <= 3; ++n)
            QCOMPARE(keys->at(n).name(), QString::number(Rounds - 1));
        QVERIFY(file.isTidy());
    }

    /// Two gateways book in processes of their own while we edit and book as well: every booking
    /// and every edit is there in the end.
    void losesNothingBesideRunningGateways()
    {
        constexpr int Rounds = 60;
        constexpr int Keys = 50;
        StoreFixture file(Keys);
        KeyStore store(file.path(), {}, SystemClock::instance());
        GatewayWriter first;
        GatewayWriter second;
        first.start({file.path(), sampleKeyText(0), 150, 7, 1});
        second.start({file.path(), sampleKeyText(1), 150, 11, 2});
        int booked = 0;
        for (int round = 0; round < Rounds; ++round) {
            const QString name = u"Round %1"_s.arg(round);
            const auto limit = QByteArray::number(round);
            const auto edited = store.apply(EditKeys({
                {{sampleKeyText(0), 0}, {{KeyField::Name, jsonStringText(name), std::nullopt}}},
                {{sampleKeyText(2 + round % 40), 0},
                    {{KeyField::TokenLimitPer5h, limit, std::nullopt}}},
            }));
            QVERIFY2(edited, edited ? "" : qPrintable(edited.error().message));
            const auto usage = store.updateApiKeyUsage(sampleKeyText(round % 2), 13);
            QVERIFY2(usage, usage ? "" : qPrintable(usage.error().message));
            booked += *usage && round % 2 == 0;
        }
        const auto one = first.finish();
        const auto two = second.finish();
        QCOMPARE(one.acknowledged + one.refused, 150);
        QCOMPARE(two.acknowledged + two.refused, 150);

        const auto keys = store.load();
        QVERIFY(keys);
        QCOMPARE(keys->size(), Keys);
        const auto lifetime
            = [&](int n) { return keys->at(n).value(KeyField::TotalLifetimeTokens).toNumber(); };
        QCOMPARE(lifetime(0), 1'500'000.0 + one.acknowledged * 7 + booked * 13);
        QCOMPARE(lifetime(1), 1'500'000.0 + two.acknowledged * 11 + (Rounds - booked) * 13);
        QCOMPARE(keys->at(0).name(), u"Round %1"_s.arg(Rounds - 1));
        for (int round = Rounds - 40; round < Rounds; ++round)
            QCOMPARE(keys->at(2 + round % 40).value(KeyField::TokenLimitPer5h).toNumber(), round);
        QVERIFY2(file.isTidy(), qPrintable(file.listing().join(u' ')));
    }
};

QTEST_GUILESS_MAIN(TestKeyStore)
#include "tst_keystore.moc"
