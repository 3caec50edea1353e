// Where the file and the gateway differ, and what is told as the reason.
#include "core/gateway/drift.h"
#include "core/rules/keystatus.h"
#include "tests/support/records.h"

#include <QDateTime>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

using Cause = DriftCause;
using Figure = DriftFigure;

constexpr qint64 Second = 1000;
constexpr qint64 Hour = 3600 * Second;
constexpr qint64 Now = 1'800'000'000'000; // 2027-01-15T08:00:00Z

QByteArray recordText(const QByteArray &more = {}, const QByteArray &lifetime = "1000",
    const QByteArray &lastUsed = "2027-01-15T07:30:00.000Z")
{
    return R"({"key":"pk_a","name":"Alice","token_limit_per_5h":5000,)" + more
        + R"("expiry_date":"2029-01-01T00:00:00Z","created_at":"2026-01-01T00:00:00Z",
          "last_used":")"
        + lastUsed + R"(","total_lifetime_tokens":)" + lifetime
        + R"(,"usage_windows":[{"window_start":"2027-01-15T06:00:00.000Z","tokens_used":400}]})";
}

/// What a plain gateway answers from that record, by a clock that may be wrong.
StatsAnswer answerFrom(const ApiKey &record, qint64 atMs, qint64 skewMs = 0)
{
    StatsAnswer answer;
    answer.httpStatus = 200;
    answer.receivedMs = atMs;
    answer.latencyMs = 10;
    const RateLimit rate = checkRateLimit(record, atMs - 10 + skewMs);
    StatsSample sample;
    sample.name = record.name();
    sample.model = effectiveModel(record);
    sample.tokenLimitPer5h = record.value(KeyField::TokenLimitPer5h).toNumber();
    sample.expiryDate = record.value(KeyField::ExpiryDate).toString();
    sample.lastUsed = record.value(KeyField::LastUsed).toString();
    sample.tokensUsedInCurrentWindow = rate.used;
    sample.windowEndsAt = QDateTime::fromMSecsSinceEpoch(rate.endMs(atMs - 10 + skewMs), Qt::UTC)
                              .toString(Qt::ISODate);
    sample.remainingTokens = rate.remaining();
    sample.totalLifetimeTokens = record.value(KeyField::TotalLifetimeTokens).toNumber();
    answer.sample = sample;
    return answer;
}

StatsAnswer refusal(int status)
{
    StatsAnswer answer;
    answer.httpStatus = status;
    answer.receivedMs = Now - Second;
    answer.latencyMs = 10;
    return answer;
}

/// Both agree; asked a second ago.
DriftSides agreeing(GatewayBuild build = GatewayBuild::Plain)
{
    DriftSides sides;
    sides.record = keyOf(recordText());
    sides.answer = answerFrom(sides.record, Now - Second);
    sides.traits.build = build;
    sides.nowMs = Now;
    return sides;
}

KeySpread spreadAt(KeySpread::Stage stage)
{
    KeySpread spread;
    spread.stage = stage;
    spread.savedMs = Now - 10 * Second;
    spread.liveByMs = Now + 290 * Second;
    spread.answeredMs = Now - Second;
    return spread;
}

/// "limit:spreading lifetime:remembered".
QString summary(const QList<Drift> &drifts)
{
    QStringList words;
    for (const Drift &drift : drifts)
        words.append(figureName(drift.figure) + u':' + causeId(drift.cause));
    return words.join(u", "_s);
}

} // namespace

Q_DECLARE_METATYPE(keydeck::DriftSides)

class TestDrift final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agrees_data();
    void agrees();
    void differs_data();
    void differs();
    void showsBothSides();
    void saysNothingOfWhatIsOnItsWay_data();
    void saysNothingOfWhatIsOnItsWay();
    void everyCauseIsASentence();
    void measuresTheSkew_data();
    void measuresTheSkew();
};

void TestDrift::agrees_data()
{
    QTest::addColumn<DriftSides>("sides");
    for (const GatewayBuild build :
        {GatewayBuild::Unknown, GatewayBuild::Plain, GatewayBuild::Cached, GatewayBuild::Batching})
        QTest::newRow(qPrintable(buildId(build))) << agreeing(build);

    DriftSides sides = agreeing();
    sides.answer = refusal(429);
    QTest::newRow("429 says nothing of the file") << sides;
    sides.answer = refusal(500);
    QTest::newRow("500 neither") << sides;

    sides = agreeing();
    sides.record = keyOf(recordText().replace("2029", "2020"));
    sides.answer = refusal(403);
    QTest::newRow("both hold it for expired") << sides;

    // The window ended since the answer: the file says so now, the answer is from before.
    sides = agreeing();
    sides.nowMs = Now + 4 * Hour;
    QTest::newRow("a window that has ended since") << sides;

    sides = agreeing();
    sides.clockSkewMs = 90 * Second;
    sides.answer = answerFrom(sides.record, Now - Second, sides.clockSkewMs);
    QTest::newRow("a wrong clock that changes nothing") << sides;
}

void TestDrift::agrees()
{
    QFETCH(DriftSides, sides);
    QCOMPARE(summary(driftOf(sides)), QString());
}

void TestDrift::differs_data()
{
    QTest::addColumn<DriftSides>("sides");
    QTest::addColumn<QString>("expected");

    const auto limitOf = [](double limit, GatewayBuild build) {
        DriftSides sides = agreeing(build);
        sides.answer.sample->tokenLimitPer5h = limit;
        return sides;
    };
    QTest::newRow("a limit, plain") << limitOf(1, GatewayBuild::Plain) << u"Limit:other_file"_s;
    QTest::newRow("a limit, cached") << limitOf(1, GatewayBuild::Cached) << u"Limit:remembered"_s;
    QTest::newRow("a limit, batching")
        << limitOf(1, GatewayBuild::Batching) << u"Limit:remembered"_s;
    DriftSides sides = limitOf(1, GatewayBuild::Cached);
    sides.spread = spreadAt(KeySpread::Stage::Spreading);
    QTest::newRow("a limit that spreads") << sides << u"Limit:spreading"_s;
    sides.spread = spreadAt(KeySpread::Stage::Contradicted);
    QTest::newRow("a limit that should be live") << sides << u"Limit:other_file"_s;
    sides.traits.build = GatewayBuild::Batching;
    QTest::newRow("the same of a key in use, batching") << sides << u"Limit:remembered"_s;

    sides = agreeing();
    sides.answer.sample->name = u"Bob"_s;
    sides.answer.sample->expiryDate = u"2028-01-01T00:00:00Z"_s;
    QTest::newRow("a name and an expiry") << sides << u"Name:other_file, Expires:other_file"_s;

    sides = agreeing();
    sides.answer.sample->model = u"glm-5"_s;
    QTest::newRow("another default model") << sides << u"Model:default_model"_s;
    sides.record = keyOf(recordText(R"("model":"glm-4.7",)"));
    QTest::newRow("another model than named") << sides << u"Model:other_file"_s;

    sides = agreeing(GatewayBuild::Cached);
    sides.answer = refusal(401);
    QTest::newRow("unknown, cached, though it is old") << sides << u"Access:other_file"_s;
    sides.record = keyOf(recordText().replace("2026-01-01T00:00:00Z", "2027-01-15T07:59:00Z"));
    QTest::newRow("unknown, cached") << sides << u"Access:remembered"_s;
    sides.spread = spreadAt(KeySpread::Stage::Spreading);
    QTest::newRow("unknown, just made") << sides << u"Access:spreading"_s;
    sides = agreeing();
    sides.answer = refusal(401);
    QTest::newRow("unknown, plain") << sides << u"Access:other_file"_s;

    sides = agreeing();
    sides.record = keyOf(recordText().replace("2029-01-01T00:00:00Z", "2027-01-15T08:01:00Z"));
    sides.answer = refusal(403);
    sides.clockSkewMs = 90 * Second;
    QTest::newRow("expired by its clock") << sides << u"Access:clock_skew"_s;
    sides.clockSkewMs = 30 * Second;
    QTest::newRow("expired by no clock") << sides << u"Access:other_file"_s;

    sides = agreeing();
    sides.record = keyOf(recordText().replace("2029-01-01T00:00:00Z", "2027-01-15T07:59:30Z"));
    sides.answer = answerFrom(sides.record, Now - Second);
    sides.clockSkewMs = -90 * Second;
    QTest::newRow("let in by its clock") << sides << u"Access:clock_skew"_s;

    // The window of 06:00 ends at 11:00: by a clock that is an hour ahead at 10:00 of ours.
    sides = agreeing();
    sides.clockSkewMs = Hour + Second;
    sides.nowMs = Now + 2 * Hour + Second;
    sides.answer = answerFrom(sides.record, sides.nowMs - Second, sides.clockSkewMs);
    QTest::newRow("a window that has ended by its clock")
        << sides << u"Used in this window:clock_skew, Window ends:clock_skew"_s;

    const auto totals = [](double gateway, qint64 answerAgeMs, GatewayBuild build) {
        DriftSides of = agreeing(build);
        of.answer.receivedMs = Now - answerAgeMs;
        of.answer.sample->totalLifetimeTokens = gateway;
        return of;
    };
    QTest::newRow("usage that is not written yet")
        << totals(1100, 3 * Second, GatewayBuild::Batching) << u"Lifetime:batching"_s;
    QTest::newRow("usage that was never written")
        << totals(1100, 8 * Second, GatewayBuild::Batching) << u"Lifetime:other_file"_s;
    QTest::newRow("a plain gateway that is ahead")
        << totals(1100, 3 * Second, GatewayBuild::Plain) << u"Lifetime:other_file"_s;
    QTest::newRow("a plain gateway that is behind")
        << totals(900, Second, GatewayBuild::Plain) << u"Lifetime:other_file"_s;
    QTest::newRow("a cached record")
        << totals(900, Second, GatewayBuild::Batching) << u"Lifetime:remembered"_s;
}

void TestDrift::differs()
{
    QFETCH(DriftSides, sides);
    QFETCH(QString, expected);
    QCOMPARE(summary(driftOf(sides)), expected);
}

void TestDrift::showsBothSides()
{
    DriftSides sides = agreeing(GatewayBuild::Cached);
    sides.answer.sample->tokenLimitPer5h = 60'000;
    sides.answer.sample->name = u"<b>\u202eBob"_s;
    const QList<Drift> drifts = driftOf(sides);
    QCOMPARE(drifts.size(), 2);
    QCOMPARE(drifts[0], (Drift{Figure::Name, u"Alice"_s, u"<b>\\u202eBob"_s, Cause::Remembered}));
    QCOMPARE(drifts[1], (Drift{Figure::Limit, u"5,000"_s, u"60,000"_s, Cause::Remembered}));
}

void TestDrift::saysNothingOfWhatIsOnItsWay_data()
{
    QTest::addColumn<DriftSides>("sides");

    // The answer, then usage: the file has it, the answer cannot.
    DriftSides sides = agreeing();
    sides.answer = answerFrom(sides.record, Now - 10 * Second);
    sides.record = keyOf(recordText({}, "1500", "2027-01-15T07:59:55.000Z"));
    QTest::newRow("the file was used since") << sides;
    sides.clockSkewMs = -Hour;
    sides.record = keyOf(recordText({}, "1500", "2027-01-15T06:59:55.000Z"));
    QTest::newRow("by a clock that is behind") << sides;

    sides = agreeing();
    sides.answer.sample->totalLifetimeTokens = 1500;
    QTest::newRow("we read the file in a moment") << sides;

    // A window that was just reset: the answer is from before.
    sides = agreeing();
    sides.record = keyOf(recordText().replace("\"tokens_used\":400", "\"tokens_used\":0"));
    sides.changedMs = Now - 100;
    QTest::newRow("a window that was reset since") << sides;
}

void TestDrift::saysNothingOfWhatIsOnItsWay()
{
    QFETCH(DriftSides, sides);
    QCOMPARE(summary(driftOf(sides)), QString());
}

void TestDrift::everyCauseIsASentence()
{
    for (const GatewayBuild build : {GatewayBuild::Unknown, GatewayBuild::Plain,
             GatewayBuild::Cached, GatewayBuild::Batching}) {
        DriftSides sides = agreeing(build);
        sides.clockSkewMs = -185 * Second;
        for (const Cause cause : {Cause::Spreading, Cause::Remembered, Cause::Batching,
                 Cause::OtherDefault, Cause::ClockSkew, Cause::OtherFile}) {
            const QString text = causeText(cause, sides);
            QVERIFY2(text.endsWith(u'.') && text.size() > 30, qPrintable(text));
        }
        QVERIFY(causeText(Cause::ClockSkew, sides).contains(u"3 min 5 s behind"_s));
    }
}

void TestDrift::measuresTheSkew_data()
{
    QTest::addColumn<qint64>("gatewayMs");
    QTest::addColumn<qint64>("latencyMs");
    QTest::addColumn<qint64>("expectedMs");
    QTest::newRow("right") << Now << qint64(0) << qint64(0);
    QTest::newRow("as good as right") << Now + 1900 << qint64(0) << qint64(0);
    QTest::newRow("ahead") << Now + 60 * Second << qint64(0) << 60 * Second;
    QTest::newRow("behind") << Now - 60 * Second << qint64(0) << -60 * Second;
    QTest::newRow("answered slowly") << Now - 1000 << qint64(4000) << qint64(0);
    QTest::newRow("wrong, and slow") << Now + 58 * Second << qint64(4000) << 60 * Second;
}

void TestDrift::measuresTheSkew()
{
    QFETCH(qint64, gatewayMs);
    QFETCH(qint64, latencyMs);
    QFETCH(qint64, expectedMs);
    QCOMPARE(clockSkewMs({HealthSample{gatewayMs}, latencyMs, Now}), expectedMs);
    QCOMPARE(clockSkewMs({HealthSample{}, latencyMs, Now}), 0);
}

QTEST_GUILESS_MAIN(TestDrift)
#include "tst_drift.moc"
