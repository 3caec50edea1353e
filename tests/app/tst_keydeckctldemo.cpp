// keydeckctl demo-gateway: what a newcomer tries first, and what stays behind when it ends.
#include "tests/support/ctlrunner.h"
#include "tests/support/storefixture.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <signal.h>

using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

/// A running demo-gateway, with a folder of its own for temporary files.
class Demo final
{
public:
    explicit Demo(const QStringList &words = {}, const QString &storeOfTheEnvironment = {})
    {
        QProcessEnvironment environment = ctlEnvironment();
        environment.insert(u"TMPDIR"_s, m_temporary.path());
        if (!storeOfTheEnvironment.isEmpty())
            environment.insert(u"KEYDECK_STORE"_s, storeOfTheEnvironment);
        m_process.setProcessEnvironment(environment);
        m_process.start(ctlProgram(), QStringList{u"demo-gateway"_s} + words);
        m_url = readLine();
        m_store = readLine();
    }

    ~Demo()
    {
        if (m_process.state() != QProcess::NotRunning) {
            m_process.kill();
            m_process.waitForFinished();
        }
    }

    [[nodiscard]] QString url() const { return m_url; }
    [[nodiscard]] QString store() const { return m_store; }
    [[nodiscard]] bool leftNothing() const { return QDir(m_temporary.path()).isEmpty(); }

    /// Its exit status after the signal, -1 when it crashed or stayed.
    [[nodiscard]] int end(int signal)
    {
        ::kill(pid_t(m_process.processId()), signal);
        const bool ended
            = m_process.waitForFinished() && m_process.exitStatus() == QProcess::NormalExit;
        return ended ? m_process.exitCode() : -1;
    }

    [[nodiscard]] QByteArray errors() { return m_process.readAllStandardError(); }

private:
    [[nodiscard]] QString readLine()
    {
        while (!m_process.canReadLine() && m_process.waitForReadyRead()) { }
        return QString::fromUtf8(m_process.readLine()).trimmed();
    }

    QTemporaryDir m_temporary;
    QProcess m_process;
    QString m_url;
    QString m_store;
};

qint64 lifetimeOfAll(const QString &store)
{
    qint64 sum = 0;
    for (const QJsonValue &key :
        runCtl({u"list"_s, u"--json"_s, u"--store"_s, store}).json().array())
        sum += key[u"total_lifetime_tokens"_s].toInteger();
    return sum;
}

} // namespace

class KeydeckCtlDemoTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void aNewcomersTour();
    void signalsEndItTidily_data();
    void signalsEndItTidily();
    void trafficMovesTheFigures();
    void servesAGivenStore();
    void aTakenPortIsExplained();
    void theEnvironmentsStoreIsSafe();
};

void KeydeckCtlDemoTest::aNewcomersTour()
{
    Demo demo;
    QVERIFY2(demo.url().startsWith(u"http://127.0.0.1:"_s), demo.errors().constData());
    QVERIFY(QFileInfo(demo.store()).isFile());
    const QJsonArray keys
        = runCtl({u"list"_s, u"--json"_s, u"--store"_s, demo.store()}).json().array();
    QVERIFY2(keys.size() >= 24, "a few dozen");

    const CtlOutcome created = runCtl({u"create"_s, u"--name"_s, u"Newcomer"_s, u"--limit"_s,
        u"1000"_s, u"--expires"_s, u"+1d"_s, u"--store"_s, demo.store()});
    QVERIFY2(created.exitCode == 0, created.all().constData());
    const CtlOutcome stats = runCtl({u"stats"_s, u"--gateway"_s, demo.url(), u"Newcomer"_s,
        u"--json"_s, u"--store"_s, demo.store()});
    QVERIFY2(stats.exitCode == 0, stats.all().constData());
    QCOMPARE(stats.json().array()[0][u"http_status"_s].toInt(), 200);
    QCOMPARE(stats.json().array()[0][u"remaining_tokens"_s].toInt(), 1000);
}

void KeydeckCtlDemoTest::signalsEndItTidily_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("Ctrl+C") << SIGINT;
    QTest::newRow("kill") << SIGTERM;
    QTest::newRow("a closed terminal") << SIGHUP;
}

void KeydeckCtlDemoTest::signalsEndItTidily()
{
    QFETCH(int, signal);
    Demo demo({u"--traffic"_s});
    QVERIFY(QFileInfo::exists(demo.store()));
    QCOMPARE(demo.end(signal), 0);
    QVERIFY2(demo.leftNothing(), qPrintable(demo.store()));
    QCOMPARE(demo.errors(), QByteArray());
}

void KeydeckCtlDemoTest::trafficMovesTheFigures()
{
    Demo demo({u"--traffic"_s});
    const qint64 before = lifetimeOfAll(demo.store());
    QTRY_VERIFY_WITH_TIMEOUT(lifetimeOfAll(demo.store()) > before, 20'000);
}

void KeydeckCtlDemoTest::servesAGivenStore()
{
    const StoreFixture store(2);
    Demo demo({u"--store"_s, store.path()});
    QCOMPARE(demo.store(), store.path());
    const CtlOutcome stats = runCtl(
        {u"stats"_s, u"--gateway"_s, demo.url(), u"Example 1"_s, u"--store"_s, store.path()});
    QVERIFY2(stats.exitCode == 0, stats.all().constData());
    QCOMPARE(demo.end(SIGTERM), 0);
    QCOMPARE(store.bytes(), storeBytes(2));
    QVERIFY(store.isTidy());
}

void KeydeckCtlDemoTest::aTakenPortIsExplained()
{
    const Demo demo;
    const QString port = demo.url().section(u':', -1);
    const CtlOutcome outcome = runCtl({u"demo-gateway"_s, u"--port"_s, port});
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(
        outcome.hasOneErrorLine() && outcome.errorText().contains(port), outcome.err.constData());
    QVERIFY(outcome.out.isEmpty());
}

void KeydeckCtlDemoTest::theEnvironmentsStoreIsSafe()
{
    const StoreFixture store(2);
    Demo demo({u"--traffic"_s}, store.path());
    QVERIFY(!demo.store().isEmpty());
    QVERIFY(demo.store() != store.path());
}

QTEST_GUILESS_MAIN(KeydeckCtlDemoTest)
#include "tst_keydeckctldemo.moc"
