// keydeckctl record and history: what is recorded while nobody looks at a window.
#include "tests/support/ctlrunner.h"
#include "tests/support/storefixture.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <signal.h>

using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

QString iso(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

/// A key whose present window began an hour ago.
SampleKey keyWith(int n, qint64 used, qint64 lifetime)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    SampleKey key = sampleKey(n);
    key.lastUsed = iso(now);
    key.totalLifetimeTokens = lifetime;
    static const QString start = iso(now.addSecs(-3600));
    key.usageWindows = {{start, used}};
    return key;
}

} // namespace

class TestKeydeckctlHistory final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_home = std::make_unique<QTemporaryDir>();
    }

    void recordsOnce();
    void recordsUntilItIsAskedToEnd_data();
    void recordsUntilItIsAskedToEnd();
    void twoRecordersCountNothingTwice();
    void recordersThatOvertakeEachOtherSeeNoFall();
    void aDatabaseRemovedMeanwhileBeginsAnew();
    void neverTakesTheLock();
    void saysOnceWhatIsWrongAndGoesOn();
    void printsTables();
    void theSumIsTheFilesTotal();
    void aShortPeriodSaysWhatIsKnown();
    void aWindowThatTheFileLosesIsNotOpen();
    void aRemovedKeyIsStillKnown();
    void nothingRecordedYet();
    void refuses_data();
    void refuses();
    void theUnitsRunWhatTheySay_data();
    void theUnitsRunWhatTheySay();

private:
    [[nodiscard]] QProcessEnvironment environment() const
    {
        QProcessEnvironment environment = ctlEnvironment();
        environment.insert(u"XDG_DATA_HOME"_s, m_home->path());
        environment.insert(u"TZ"_s, u"UTC"_s);
        return environment;
    }
    [[nodiscard]] CtlOutcome ctl(
        const StoreFixture &store, QStringList words, const QByteArray &input = {}) const
    {
        return runCtl(words << u"--store"_s << store.path(), input, environment());
    }
    [[nodiscard]] QJsonObject history(const StoreFixture &store, int n = 0) const
    {
        return ctl(store, {u"history"_s, sampleKey(n).name, u"--json"_s}).json().object();
    }
    /// What must be the newest total: all that came in since the first look.
    [[nodiscard]] static double grown(const QJsonObject &history)
    {
        return history[u"observed_tokens"_s].toDouble()
            + history[u"unobserved_tokens"_s].toDouble();
    }

    std::unique_ptr<QTemporaryDir> m_home;
};

void TestKeydeckctlHistory::recordsOnce()
{
    const StoreFixture store(storeBytes({keyWith(0, 100, 1000), keyWith(1, 0, 0)}));
    const CtlOutcome first = ctl(store, {u"record"_s, u"--once"_s});
    QVERIFY2(first.exitCode == 0, first.all().constData());
    QCOMPARE(first.out, "Recorded 2 keys.\n");
    store.replace(storeBytes({keyWith(0, 350, 1250), keyWith(1, 0, 0)}));
    const CtlOutcome second = ctl(store, {u"record"_s, u"--once"_s, u"--json"_s});
    QVERIFY2(second.exitCode == 0, second.all().constData());
    QCOMPARE(second.json()[u"keys"_s].toInt(), 2);
    const QString database = second.json()[u"database"_s].toString();
    QVERIFY(database.startsWith(m_home->path()) && QFile::exists(database));

    const QJsonObject known = history(store);
    QCOMPARE(known[u"total_lifetime_tokens"_s].toDouble(), 1250.0);
    QCOMPARE(grown(known), 250.0);
    const QJsonArray windows = known[u"windows"_s].toArray();
    QCOMPARE(windows.size(), 1);
    QCOMPARE(windows[0][u"tokens_used"_s].toDouble(), 350.0);
    QCOMPARE(windows[0][u"token_limit_per_5h"_s].toDouble(), 100'000.0);
    QVERIFY(store.isTidy());
}

void TestKeydeckctlHistory::recordsUntilItIsAskedToEnd_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("Ctrl+C") << SIGINT;
    QTest::newRow("systemd") << SIGTERM;
}

void TestKeydeckctlHistory::recordsUntilItIsAskedToEnd()
{
    QFETCH(const int, signal);
    const StoreFixture store(storeBytes({keyWith(0, 100, 1000)}));
    QProcess recorder;
    recorder.setProcessEnvironment(environment());
    recorder.start(
        ctlProgram(), {u"record"_s, u"--interval"_s, u"1h"_s, u"--store"_s, store.path()});
    QVERIFY(recorder.waitForReadyRead());
    QCOMPARE(recorder.readAllStandardOutput(),
        u"Recording %1 until Ctrl+C.\n"_s.arg(store.path()).toUtf8());
    QTRY_COMPARE(history(store)[u"total_lifetime_tokens"_s].toDouble(), 1000.0);
    store.replace(storeBytes({keyWith(0, 180, 1080)}));
    // The change itself, not the interval of an hour, brings it in, and its time is known.
    QTRY_COMPARE(history(store)[u"total_lifetime_tokens"_s].toDouble(), 1080.0);
    QCOMPARE(history(store)[u"observed_tokens"_s].toDouble(), 80.0);
    ::kill(pid_t(recorder.processId()), signal);
    QVERIFY(recorder.waitForFinished());
    QCOMPARE(recorder.exitStatus(), QProcess::NormalExit);
    QCOMPARE(recorder.exitCode(), 0);
    QCOMPARE(recorder.readAllStandardError(), QByteArray());
}

void TestKeydeckctlHistory::twoRecordersCountNothingTwice()
{
    const StoreFixture store(storeBytes({keyWith(0, 0, 1000)}));
    QVERIFY(ctl(store, {u"record"_s, u"--once"_s}).exitCode == 0);
    QProcess recorders[2];
    for (QProcess &recorder : recorders) {
        recorder.setProcessEnvironment(environment());
        recorder.start(ctlProgram(), {u"record"_s, u"--store"_s, store.path()});
        QVERIFY(recorder.waitForReadyRead());
    }
    constexpr int Bookings = 40;
    GatewayWriter gateway;
    gateway.start({store.path(), sampleKeyText(0), Bookings, 7, 5});
    QCOMPARE(gateway.finish().acknowledged, Bookings);
    QTRY_COMPARE(history(store)[u"total_lifetime_tokens"_s].toDouble(), 1000.0 + 7 * Bookings);
    for (QProcess &recorder : recorders) {
        recorder.terminate();
        QVERIFY(recorder.waitForFinished());
        QCOMPARE(recorder.readAllStandardError(), QByteArray());
    }
    const QJsonObject known = history(store);
    QCOMPARE(grown(known), 7.0 * Bookings);
    QCOMPARE(known[u"windows"_s][0][u"tokens_used"_s].toDouble(), 7.0 * Bookings);
}

/// Some that stay, and one after the other that looks once: each reads a state, waits for its turn,
/// and is overtaken meanwhile.
void TestKeydeckctlHistory::recordersThatOvertakeEachOtherSeeNoFall()
{
    constexpr int Looks = 60;
    const StoreFixture store(storeBytes({keyWith(0, 0, 1000)}));
    QVERIFY(ctl(store, {u"record"_s, u"--once"_s}).exitCode == 0);
    QProcess recorders[3];
    for (QProcess &recorder : recorders) {
        recorder.setProcessEnvironment(environment());
        recorder.start(ctlProgram(), {u"record"_s, u"--store"_s, store.path()});
        QVERIFY(recorder.waitForReadyRead());
    }
    GatewayWriter gateway;
    gateway.start({store.path(), sampleKeyText(0), 0, 7, 1});
    QVERIFY(gateway.awaitBooking());
    for (int look = 0; look < Looks; ++look)
        QCOMPARE(ctl(store, {u"record"_s, u"--once"_s}).exitCode, 0);
    const double booked = 7.0 * gateway.finish().acknowledged;
    QTRY_COMPARE(history(store)[u"total_lifetime_tokens"_s].toDouble(), 1000.0 + booked);
    for (QProcess &recorder : recorders) {
        recorder.terminate();
        QVERIFY(recorder.waitForFinished());
        QCOMPARE(recorder.readAllStandardError(), QByteArray());
    }
    const QJsonObject known = history(store);
    QCOMPARE(known[u"resets"_s].toArray(), QJsonArray());
    QCOMPARE(grown(known), booked);
    QCOMPARE(known[u"windows"_s][0][u"tokens_used"_s].toDouble(), booked);
    QCOMPARE(known[u"windows"_s][0][u"reset_tokens"_s].toDouble(), 0.0);
}

void TestKeydeckctlHistory::aDatabaseRemovedMeanwhileBeginsAnew()
{
    const StoreFixture store(storeBytes({keyWith(0, 100, 1000)}));
    const QString database
        = ctl(store, {u"record"_s, u"--once"_s, u"--json"_s}).json()[u"database"_s].toString();
    QProcess recorder;
    recorder.setProcessEnvironment(environment());
    recorder.start(ctlProgram(), {u"record"_s, u"--store"_s, store.path()});
    QVERIFY(recorder.waitForReadyRead());
    store.replace(storeBytes({keyWith(0, 150, 1050)}));
    QTRY_COMPARE(history(store)[u"total_lifetime_tokens"_s].toDouble(), 1050.0);
    QVERIFY(QFile::rename(database, database + u".mine"_s));
    QCOMPARE(history(store)[u"total_lifetime_tokens"_s], QJsonValue()); // makes a new one
    store.replace(storeBytes({keyWith(0, 180, 1080)}));
    QTRY_COMPARE(history(store)[u"total_lifetime_tokens"_s].toDouble(), 1080.0);
    recorder.terminate();
    QVERIFY(recorder.waitForFinished());
    const QByteArray said = recorder.readAllStandardError();
    QVERIFY2(said.count('\n') == 1 && said.contains(database.toUtf8()), said.constData());
}

void TestKeydeckctlHistory::neverTakesTheLock()
{
    const StoreFixture store(storeBytes({keyWith(0, 100, 1000)}));
    QVERIFY(QDir().mkdir(store.lockPath())); // a gateway holds it, for ever
    QCOMPARE(ctl(store, {u"record"_s, u"--once"_s}).exitCode, 0);
    QVERIFY(QDir(store.lockPath()).exists());
}

void TestKeydeckctlHistory::saysOnceWhatIsWrongAndGoesOn()
{
    const StoreFixture store(QByteArray("{\"keys\":[null]}"));
    const CtlOutcome once = ctl(store, {u"record"_s, u"--once"_s});
    QCOMPARE(once.exitCode, 4);
    QVERIFY2(once.hasOneErrorLine(), once.all().constData());

    QProcess recorder;
    recorder.setProcessEnvironment(environment());
    recorder.start(
        ctlProgram(), {u"record"_s, u"--interval"_s, u"1s"_s, u"--store"_s, store.path()});
    recorder.setReadChannel(QProcess::StandardError);
    QVERIFY(recorder.waitForReadyRead());
    store.replace("{\"keys\":[null,null]}"); // still so
    store.replace(storeBytes({keyWith(0, 100, 1000)}));
    QTRY_COMPARE(history(store)[u"total_lifetime_tokens"_s].toDouble(), 1000.0);
    recorder.terminate();
    QVERIFY(recorder.waitForFinished());
    QCOMPARE(recorder.readAllStandardError().count('\n'), 1);
}

void TestKeydeckctlHistory::printsTables()
{
    const StoreFixture store(storeBytes({keyWith(0, 120'000, 120'000)}));
    QVERIFY(ctl(store, {u"record"_s, u"--once"_s}).exitCode == 0);
    store.replace(storeBytes({keyWith(0, 120'500, 120'500)}));
    QVERIFY(ctl(store, {u"record"_s, u"--once"_s}).exitCode == 0);
    const CtlOutcome outcome = ctl(store, {u"history"_s, u"Example 0"_s, u"--since"_s, u"7d"_s});
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    const QString text = QString::fromUtf8(outcome.out);
    QVERIFY2(text.contains(u"Example 0"_s), outcome.all().constData());
    QVERIFY2(text.contains(u"500 tokens from"_s), outcome.all().constData());
    QVERIFY2(text.contains(u"nobody recorded for"_s), outcome.all().constData());
    QVERIFY2(text.contains(QRegularExpression(u"120,500 +100,000 +121 % +open, over the limit"_s)),
        outcome.all().constData());
    QVERIFY2(!text.contains(u"pk_"_s), "no key in it");
}

void TestKeydeckctlHistory::theSumIsTheFilesTotal()
{
    const StoreFixture store(storeBytes({keyWith(0, 100, 1000)}));
    // Seen as it came, set higher by hand, and set lower.
    for (const auto &[used, total] :
        {std::pair(100, 1000), {600, 1500}, {600, 9500}, {600, 700}, {650, 750}}) {
        store.replace(storeBytes({keyWith(0, used, total)}));
        QVERIFY(ctl(store, {u"record"_s, u"--once"_s}).exitCode == 0);
    }
    const QJsonObject sum = history(store)[u"sum"_s].toObject();
    QCOMPARE(sum[u"first_total"_s][u"tokens"_s].toDouble(), 1000.0);
    QCOMPARE(sum[u"observed_tokens"_s].toDouble(), 550.0);
    QCOMPARE(sum[u"unobserved_tokens"_s].toDouble(), 8000.0);
    QCOMPARE(sum[u"fallen_tokens"_s].toDouble(), 8800.0);
    QCOMPARE(sum[u"last_total"_s][u"tokens"_s].toDouble(), 750.0);
    QVERIFY(!sum[u"first_total"_s][u"at"_s].toString().isEmpty());

    const CtlOutcome outcome = ctl(store, {u"history"_s, u"Example 0"_s});
    const QString text = QString::fromUtf8(outcome.out);
    for (const auto &line : {u"first +1,000 "_s, u"\\+ observed +550\n"_s,
             u"\\+ not observed +8,000\n"_s, u"- fallen +8,800\n"_s, u"= last +750 "_s})
        QVERIFY2(text.contains(QRegularExpression(line)), outcome.all().constData());
}

/// Nothing is said of less time than was looked at.
void TestKeydeckctlHistory::aShortPeriodSaysWhatIsKnown()
{
    const StoreFixture store(storeBytes({keyWith(0, 100, 1000)}));
    QVERIFY(ctl(store, {u"record"_s, u"--once"_s}).exitCode == 0);
    const QString firstLook
        = history(store)[u"sum"_s][u"first_total"_s][u"at"_s].toString().left(19).replace(
            u'T', u' ');
    store.replace(storeBytes({keyWith(0, 600, 1500)}));
    QVERIFY(ctl(store, {u"record"_s, u"--once"_s}).exitCode == 0);
    const CtlOutcome outcome = ctl(store, {u"history"_s, u"Example 0"_s, u"--since"_s, u"1s"_s});
    const QString text = QString::fromUtf8(outcome.out);
    // The first look may be less than a second ago; then it is no longer than was asked for.
    static const QRegularExpression said(u"500 tokens from (\\S+ \\S+) UTC to"_s);
    QVERIFY2(said.match(text).hasMatch(), outcome.all().constData());
    QVERIFY2(said.match(text).captured(1) <= firstLook, outcome.all().constData());
}

void TestKeydeckctlHistory::aWindowThatTheFileLosesIsNotOpen()
{
    SampleKey key = keyWith(0, 100, 1000);
    const StoreFixture store(storeBytes({key}));
    QVERIFY(ctl(store, {u"record"_s, u"--once"_s}).exitCode == 0);
    key.usageWindows = {{iso(QDateTime::currentDateTimeUtc()), 40}};
    key.totalLifetimeTokens += 40;
    store.replace(storeBytes({key}));
    QVERIFY(ctl(store, {u"record"_s, u"--once"_s}).exitCode == 0);
    const QJsonArray windows = history(store)[u"windows"_s].toArray();
    QCOMPARE(windows.size(), 2);
    QVERIFY(windows[0][u"closed_early"_s].toBool());
    QVERIFY(!windows[1][u"closed_early"_s].toBool());
    const CtlOutcome outcome = ctl(store, {u"history"_s, u"Example 0"_s});
    QCOMPARE(outcome.out.count("closed early"), 1);
    QCOMPARE(outcome.out.count(" open"), 1);
}

void TestKeydeckctlHistory::aRemovedKeyIsStillKnown()
{
    const StoreFixture store(storeBytes({keyWith(0, 100, 1000), keyWith(1, 5, 50)}));
    QVERIFY(ctl(store, {u"record"_s, u"--once"_s}).exitCode == 0);
    store.replace(storeBytes({keyWith(1, 5, 50)}));
    QCOMPARE(ctl(store, {u"history"_s, u"Example 0"_s}).exitCode, 5);
    const CtlOutcome outcome = ctl(
        store, {u"history"_s, u"--key-stdin"_s, u"--json"_s}, sampleKeyText(0).toUtf8() + '\n');
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    QCOMPARE(outcome.json()[u"total_lifetime_tokens"_s].toDouble(), 1000.0);
    QCOMPARE(outcome.json()[u"name"_s].toString(), QString());
}

void TestKeydeckctlHistory::nothingRecordedYet()
{
    const StoreFixture store(storeBytes({keyWith(0, 100, 1000)}));
    const CtlOutcome outcome = ctl(store, {u"history"_s, u"Example 0"_s});
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    QVERIFY2(outcome.out.contains("keydeckctl record"), outcome.all().constData());
}

void TestKeydeckctlHistory::refuses_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("says");
    QTest::newRow("no length of time")
        << QStringList{u"history"_s, u"Example 0"_s, u"--since"_s, u"yesterday"_s} << 2 << u"24h"_s;
    QTest::newRow("no key") << QStringList{u"history"_s} << 2 << u"SELECTOR"_s;
    QTest::newRow("no such key") << QStringList{u"history"_s, u"Nobody"_s} << 5 << u"Nobody"_s;
    QTest::newRow("too often") << QStringList{u"record"_s, u"--interval"_s, u"0s"_s} << 2
                               << u"24h"_s;
    QTest::newRow("too seldom") << QStringList{u"record"_s, u"--interval"_s, u"2d"_s} << 2
                                << u"24h"_s;
    QTest::newRow("a gateway elsewhere over plain http") << QStringList{u"record"_s, u"--once"_s,
        u"--gateway"_s, u"http://192.0.2.1"_s} << 2 << u"http"_s;
}

void TestKeydeckctlHistory::refuses()
{
    QFETCH(const QStringList, words);
    QFETCH(const int, exitCode);
    QFETCH(const QString, says);
    const StoreFixture store(storeBytes({keyWith(0, 100, 1000)}));
    const CtlOutcome outcome = ctl(store, words);
    QVERIFY2(outcome.exitCode == exitCode, outcome.all().constData());
    QVERIFY2(outcome.hasOneErrorLine(), outcome.all().constData());
    QVERIFY2(outcome.errorText().contains(says), outcome.all().constData());
}

void TestKeydeckctlHistory::theUnitsRunWhatTheySay_data()
{
    QTest::addColumn<QString>("unit");
    QTest::newRow("stays") << u"keydeck-record@.service"_s;
    QTest::newRow("looks once") << u"keydeck-record-once@.service"_s;
}

/// The command and the environment of the shipped unit, as systemd would start it.
void TestKeydeckctlHistory::theUnitsRunWhatTheySay()
{
    QFETCH(const QString, unit);
    const StoreFixture store(storeBytes({keyWith(0, 100, 1000)}));
    const QTemporaryDir prefix;
    QProcess install;
    install.start(u"cmake"_s,
        {u"-DCMAKE_INSTALL_PREFIX=%1"_s.arg(prefix.path()), u"-DBINDIR=bin"_s,
            u"-DDOCDIR=share/doc/keydeck"_s,
            QStringLiteral("-DUNITS=" KEYDECK_SOURCE "/resources/systemd"), u"-P"_s,
            QStringLiteral(KEYDECK_SOURCE "/resources/systemd/install.cmake")});
    QVERIFY(install.waitForFinished());
    QFile file(prefix.filePath(u"lib/systemd/user/"_s + unit));
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
    const QString text = QString::fromUtf8(file.readAll());
    const auto valueOf = [&](const QString &name) {
        return QRegularExpression(u"^%1=(.*)$"_s.arg(name), QRegularExpression::MultilineOption)
            .match(text)
            .captured(1);
    };
    QCOMPARE(valueOf(u"Environment"_s), u"KEYDECK_STORE=%f"_s);
    QStringList command = QProcess::splitCommand(valueOf(u"ExecStart"_s));
    QCOMPARE(command.takeFirst(), prefix.filePath(u"bin/keydeckctl"_s));

    QProcessEnvironment with = environment();
    with.insert(u"KEYDECK_STORE"_s, store.path());
    QProcess recorder;
    recorder.setProcessEnvironment(with);
    recorder.start(ctlProgram(), command);
    QTRY_COMPARE(history(store)[u"total_lifetime_tokens"_s].toDouble(), 1000.0);
    recorder.terminate();
    QVERIFY(recorder.state() == QProcess::NotRunning || recorder.waitForFinished());
    QCOMPARE(recorder.exitStatus(), QProcess::NormalExit);
    QCOMPARE(recorder.exitCode(), 0);
}

QTEST_GUILESS_MAIN(TestKeydeckctlHistory)
#include "tst_keydeckctlhistory.moc"
