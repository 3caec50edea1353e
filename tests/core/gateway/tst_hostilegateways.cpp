// Whatever is found at a gateway's address: asking it ends in time, costs little, stalls nothing,
// tells nobody else, and reads as a sentence.
#include "core/base/format.h"
#include "core/base/whendone.h"
#include "core/gateway/statsclient.h"
#include "tests/support/hostilecases.h"
#include "tests/support/processload.h"
#include "tests/support/tlslistener.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <map>
#include <vector>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

const QString Key = u"pk_secret_0a1b2c3d4e5f"_s;
constexpr qint64 LongestMs = GatewaySettings::MaximumDeadlineMs + 250; // the timer's margin
constexpr qint64 MostKilobytes = 16 * 1024;
constexpr qint64 LongestStallMs = 100;
constexpr int Tries = 5; // the machine may stall us as well, but not each time
constexpr qsizetype LongestSentence = 300;
constexpr qsizetype LongestText = 4096;

/// Asked for /stats and for /health at the same time, with everything as it is by default.
class Asked final : public QObject
{
    Q_OBJECT

public:
    explicit Asked(const HostileCase &asked)
        : m_place(asked.open())
        , m_client(settings(), SystemClock::instance())
    {
        m_elapsed.start();
        whenDone(m_client.stats(Key), this, [this](const Result<StatsAnswer> &answer) {
            m_stats = answer;
            m_endedMs = m_elapsed.elapsed();
        });
        whenDone(m_client.health(), this, [this](const Result<HealthAnswer> &answer) {
            m_health = answer;
            m_endedMs = m_elapsed.elapsed();
        });
    }

    [[nodiscard]] bool isOver() const { return m_stats && m_health; }
    [[nodiscard]] qint64 endedMs() const { return m_endedMs; }
    [[nodiscard]] const Result<StatsAnswer> &stats() const { return *m_stats; }
    [[nodiscard]] const Result<HealthAnswer> &health() const { return *m_health; }
    [[nodiscard]] const HostilePlace &place() const { return *m_place; }

private:
    [[nodiscard]] GatewaySettings settings() const
    {
        GatewaySettings settings;
        settings.baseUrl = m_place->url();
        if (settings.baseUrl.scheme() == "https"_L1)
            settings.caCertificateFile = testCaFile();
        return settings;
    }

    std::unique_ptr<HostilePlace> m_place;
    StatsClient m_client;
    QElapsedTimer m_elapsed;
    std::optional<Result<StatsAnswer>> m_stats;
    std::optional<Result<HealthAnswer>> m_health;
    qint64 m_endedMs = 0;
};

/// Some of them at once, and what that cost in all.
struct Round
{
    std::vector<std::unique_ptr<Asked>> asked;
    qint64 kilobytes = 0;
    qint64 stallMs = 0;
};

Round askAtOnce(const QList<HostileCase> &cases)
{
    Round round;
    PeakMemory memory;
    StallMeter stall;
    for (const HostileCase &one : cases)
        round.asked.push_back(std::make_unique<Asked>(one));
    const auto areOver = [&] {
        return std::all_of(round.asked.cbegin(), round.asked.cend(),
            [](const auto &asked) { return asked->isOver(); });
    };
    [&] { QTRY_VERIFY_WITH_TIMEOUT(areOver(), 2 * LongestMs); }();
    round.stallMs = stall.longestMs();
    round.kilobytes = memory.grownByKilobytes();
    return round;
}

Round ask(const QList<HostileCase> &cases)
{
    Round round = askAtOnce(cases);
    for (int again = 1; MeasuresLoad && again < Tries && round.stallMs >= LongestStallMs; ++again)
        round = askAtOnce(cases);
    return round;
}

/// Something that a person must not be shown; empty: nothing.
QString flawOf(const QString &text, qsizetype longest)
{
    if (text.size() > longest)
        return u"too long"_s;
    if (text.contains(Key) || text.contains(u"hunter2"_s))
        return u"a secret in it"_s;
    return displayText(text) == text && !text.contains(u'\n') ? QString()
                                                              : u"a control character"_s;
}

QString flawOfSentence(const QString &sentence, const QUrl &url)
{
    if (!sentence.startsWith(u"The gateway at "_s + url.toString() + u' '))
        return u"does not begin with the gateway"_s;
    if (!sentence.endsWith(u'.') && !sentence.endsWith(u'?'))
        return u"no end"_s;
    return sentence.contains(u'<') ? u"markup"_s : flawOf(sentence, LongestSentence);
}

QString flawOfSample(const StatsSample &sample)
{
    for (const QString &text : {sample.name, sample.model, sample.expiryDate, sample.createdAt,
             sample.lastUsed, sample.windowStartedAt, sample.windowEndsAt}) {
        if (text.size() > LongestText)
            return u"too long to show"_s;
    }
    return {};
}

/// The key was said to those that asked for /stats only, once, in its header.
bool keptTheKey(const QByteArrayList &received)
{
    const QByteArray key = Key.toLatin1();
    return std::all_of(received.cbegin(), received.cend(), [&](const QByteArray &heard) {
        const bool mayKnow = heard.startsWith("GET /stats HTTP/1.1\r\n");
        return heard.count(key) <= (mayKnow ? 1 : 0)
            && heard.count("\r\nAuthorization: Bearer " + key + "\r\n") == heard.count(key);
    });
}

} // namespace

class TestHostileGateways final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void initTestCase();
    void cleanupTestCase();

    void endWell_data();
    void endWell();
    void theSlowOnesTogetherCostLittle();

private:
    void note(const Round &round);
    void checkCost(const Round &round);

    HostileServer m_elsewhere{[](QTcpSocket &socket) { socket.abort(); }};
    int m_elsewhereAsked = 0;
    QList<HostileCase> m_cases;
    Round m_slow;
    std::map<QByteArray, const Asked *> m_slowOnes;
    qint64 m_longestMs = 0;
    qint64 m_mostKilobytes = 0;
    qint64 m_longestStallMs = 0;
};

void TestHostileGateways::initTestCase()
{
    m_cases = hostileCases(m_elsewhere.url(), Key.toLatin1());
    QVERIFY(m_cases.size() >= 30);
    // What is loaded once, such as OpenSSL, is no case's cost.
    const auto known = std::find_if(m_cases.cbegin(), m_cases.cend(),
        [](const HostileCase &one) { return one.name == "HTTP/2 offered"; });
    QVERIFY(known != m_cases.cend());
    askAtOnce({*known});

    QList<HostileCase> slow;
    std::copy_if(m_cases.cbegin(), m_cases.cend(), std::back_inserter(slow),
        [](const HostileCase &one) { return one.takesTheDeadline; });
    m_slow = ask(slow);
    for (size_t i = 0; i < m_slow.asked.size(); ++i)
        m_slowOnes[slow.at(qsizetype(i)).name] = m_slow.asked[i].get();
}

void TestHostileGateways::endWell_data()
{
    QTest::addColumn<int>("index");
    for (qsizetype i = 0; i < m_cases.size(); ++i)
        QTest::newRow(m_cases.at(i).name.constData()) << int(i);
}

void TestHostileGateways::endWell()
{
    QFETCH(int, index);
    const HostileCase &expected = m_cases.at(index);
    Round round;
    if (!expected.takesTheDeadline) {
        round = ask({expected});
        checkCost(round);
        if (QTest::currentTestFailed())
            return;
    }
    const Asked &asked
        = expected.takesTheDeadline ? *m_slowOnes.at(expected.name) : *round.asked.front();

    QVERIFY(asked.isOver());
    m_longestMs = std::max(m_longestMs, asked.endedMs());
    QVERIFY2(asked.endedMs() <= LongestMs, qPrintable(QString::number(asked.endedMs())));
    QVERIFY(keptTheKey(asked.place().received()));
    const int before = std::exchange(m_elsewhereAsked, m_elsewhere.connections());
    QCOMPARE(m_elsewhere.connections(), before);

    const QUrl url = asked.place().url();
    const Result<StatsAnswer> &stats = asked.stats();
    const Result<HealthAnswer> &health = asked.health();
    const QString sentence = stats ? stats->message : stats.error().message;
    QVERIFY2(stats.has_value() == (expected.status > 0), qPrintable(sentence));
    QVERIFY2(expected.isSaidBy(sentence), qPrintable(sentence));
    QCOMPARE(health.has_value(), expected.status == 200);
    if (!health) {
        const QString &why = health.error().message;
        const bool isSaid = expected.status > 0
            ? why.contains(u"with status %1."_s.arg(expected.status))
            : expected.isSaidBy(why);
        QVERIFY2(isSaid, qPrintable(why));
        QCOMPARE(flawOfSentence(why, url), QString());
    }
    if (!stats) {
        QCOMPARE(flawOfSentence(sentence, url), QString());
        return;
    }
    QCOMPARE(stats->httpStatus, expected.status);
    QCOMPARE(flawOf(sentence, 200), QString());
    QCOMPARE(stats->sample.has_value(), expected.status == 200);
    if (stats->sample)
        QCOMPARE(flawOfSample(*stats->sample), QString());
}

void TestHostileGateways::theSlowOnesTogetherCostLittle()
{
    checkCost(m_slow);
}

void TestHostileGateways::checkCost(const Round &round)
{
    m_mostKilobytes = std::max(m_mostKilobytes, round.kilobytes);
    m_longestStallMs = std::max(m_longestStallMs, round.stallMs);
    if constexpr (MeasuresLoad) {
        QVERIFY2(round.kilobytes <= MostKilobytes, qPrintable(QString::number(round.kilobytes)));
        QVERIFY2(round.stallMs < LongestStallMs, qPrintable(QString::number(round.stallMs)));
    }
}

void TestHostileGateways::cleanupTestCase()
{
    qInfo("%d cases: longest %lld ms, most %lld KiB, longest stall %lld ms", int(m_cases.size()),
        m_longestMs, m_mostKilobytes, m_longestStallMs);
}

QTEST_GUILESS_MAIN(TestHostileGateways)
#include "tst_hostilegateways.moc"
