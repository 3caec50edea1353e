// keydeckctl beside a running gateway of each build: no usage is lost, no edit is lost, no request
// fails because of us, and nothing is left behind.
#include "core/store/keycodec.h"
#include "tests/support/ctlrunner.h"
#include "tests/support/nodegateway.h"
#include "tests/support/storefixture.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr int KeyCount = 40;
constexpr int EditCount = 25;
constexpr int RemoveEvery = 5;
// One client without a pause: the gateway's requests never wait for each other, so that every one
// that fails would be our doing.
constexpr int ClientCount = 1;
constexpr int ClientPauseMs = 0;
constexpr int PatienceMs = 30'000;
constexpr int BatchPatienceMs = 15'000; // the batching build writes every 5 s

/// Valid for as long as this test may live: the gateway goes by the real clock.
QByteArray storeOfKeys()
{
    std::vector<SampleKey> keys;
    for (int number = 0; number < KeyCount; ++number) {
        keys.push_back(sampleKey(number));
        keys.back().expiryDate = u"2099-12-31T23:59:59Z"_s;
        keys.back().tokenLimitPer5h = 100'000'000;
        keys.back().totalLifetimeTokens = 0;
        keys.back().usageWindows.clear();
    }
    return storeBytes(keys);
}

/// tests/support/gatewayload.mjs: clients that use every key until they are stopped.
class GatewayLoad final
{
public:
    explicit GatewayLoad(const QString &url)
    {
        m_process.start(QStandardPaths::findExecutable(u"node"_s),
            {QStringLiteral(KEYDECK_SOURCE "/tests/support/gatewayload.mjs"), url,
                QString::number(ClientCount), QString::number(ClientPauseMs)});
        for (int number = 0; number < KeyCount; ++number)
            m_process.write(sampleKeyText(number).toUtf8() + '\n');
        m_process.write("\n");
        while (!m_process.canReadLine() && m_process.waitForReadyRead(PatienceMs)) { }
        m_started = m_process.readLine().trimmed() == "started";
    }

    [[nodiscard]] bool isStarted() const { return m_started; }

    /// {"ok": requests, "tokens": {key: tokens}, "failed": {status: requests}}
    [[nodiscard]] QJsonObject finish()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished(PatienceMs);
        return QJsonDocument::fromJson(m_process.readAllStandardOutput()).object();
    }

private:
    QProcess m_process;
    bool m_started = false;
};

double lifetimeTokens(const StoreFixture &store, const QString &key)
{
    const KeySet keys = decodeStore(store.bytes());
    const qsizetype index = keys.indexOf({key, 0});
    return index < 0 ? -1 : keys.at(index).value(KeyField::TotalLifetimeTokens).toNumber();
}

} // namespace

class TestBesideGateway final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void nothingIsLost_data();
    void nothingIsLost();
};

void TestBesideGateway::nothingIsLost_data()
{
    QTest::addColumn<QString>("build");
    QTest::newRow("plain") << u"plain"_s;
    QTest::newRow("cached") << u"cached"_s;
    QTest::newRow("batching") << u"batching"_s;
}

void TestBesideGateway::nothingIsLost()
{
    QFETCH(QString, build);
    const StoreFixture store(storeOfKeys());
    const NodeGateway gateway(store.path(), build);
    GatewayLoad load(gateway.url());
    QVERIFY(load.isStarted());

    const auto edit = [&store](const QStringList &words) {
        const CtlOutcome outcome = runCtl(QStringList{u"--store"_s, store.path()} + words);
        QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    };
    for (int number = 0; number < EditCount; ++number) {
        const QString newName = u"New %1"_s.arg(number);
        edit({u"set"_s, u"Example %1"_s.arg(number), u"--limit"_s,
            QString::number(200'000'000 + number)});
        edit({u"create"_s, u"--name"_s, newName, u"--limit"_s, u"1000"_s, u"--expires"_s,
            u"+30d"_s});
        if (number % RemoveEvery == 0)
            edit({u"remove"_s, newName});
    }

    const QJsonObject answered = load.finish();
    const QJsonObject failed = answered.value(u"failed"_s).toObject();
    QVERIFY2(failed.isEmpty(), QJsonDocument(failed).toJson().constData());
    QVERIFY(answered.value(u"ok"_s).toInt() > EditCount);

    const QJsonObject tokens = answered.value(u"tokens"_s).toObject();
    QCOMPARE(tokens.size(), KeyCount);
    for (auto booked = tokens.begin(); booked != tokens.end(); ++booked) {
        QTRY_COMPARE_WITH_TIMEOUT(
            lifetimeTokens(store, booked.key()), booked.value().toDouble(), BatchPatienceMs);
    }
    const KeySet keys = decodeStore(store.bytes());
    QVERIFY2(keys.isEditable(), qPrintable(keys.problem()));
    QCOMPARE(keys.size(), KeyCount + EditCount - EditCount / RemoveEvery);
    for (int number = 0; number < EditCount; ++number) {
        QCOMPARE(keys.at(number).value(KeyField::TokenLimitPer5h).text().toByteArray(),
            QByteArray::number(200'000'000 + number));
    }
    QVERIFY2(store.isTidy(), qPrintable(store.listing().join(u' ')));
}

QTEST_GUILESS_MAIN(TestBesideGateway)
#include "tst_besidegateway.moc"
