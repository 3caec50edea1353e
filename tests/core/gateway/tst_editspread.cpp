// How far an edit has got, by the clock and by what the gateway answers.
#include "core/gateway/editspread.h"
#include "core/rules/keystatus.h"
#include "tests/support/records.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

using Stage = KeySpread::Stage;

const QString Key = u"pk_a"_s;
constexpr qint64 Saved = 1'800'000'000'000; // 2027-01-15
constexpr qint64 Ttl = 60'000;
constexpr qint64 LiveBy = Saved + Ttl;
constexpr qint64 QuietUntil = LiveBy + EditSpread::SilenceMs;

ApiKey recordOf(const QByteArray &limit, const QByteArray &expiry = "2029-01-01T00:00:00Z")
{
    return keyOf(R"({"key":"pk_a","name":"Alice","model":"m","token_limit_per_5h":)" + limit
        + R"(,"expiry_date":")" + expiry + R"(","usage_windows":[]})");
}

const ApiKey Old = recordOf("100");
const ApiKey New = recordOf("200");
const ApiKey Gone = recordOf("100", "2026-01-01T00:00:00Z"); // expired

StatsAnswer refusal(int status, qint64 receivedMs)
{
    StatsAnswer answer;
    answer.httpStatus = status;
    answer.receivedMs = receivedMs;
    answer.latencyMs = 10;
    return answer;
}

/// A gateway that goes by the record.
StatsAnswer answerOf(const std::optional<ApiKey> &record, qint64 receivedMs)
{
    if (!record)
        return refusal(401, receivedMs);
    if (isKeyExpired(*record, receivedMs))
        return refusal(403, receivedMs);
    StatsAnswer answer = refusal(200, receivedMs);
    answer.sample = StatsSample();
    answer.sample->name = record->name();
    answer.sample->model = effectiveModel(*record);
    answer.sample->tokenLimitPer5h = record->value(KeyField::TokenLimitPer5h).toNumber();
    answer.sample->expiryDate = record->value(KeyField::ExpiryDate).toString();
    return answer;
}

EditSpread spreading(GatewayBuild build, const std::optional<ApiKey> &before = Old,
    const std::optional<ApiKey> &after = New)
{
    EditSpread spread({build, Ttl});
    spread.noteEdits({{Key, before, after}}, Saved);
    return spread;
}

} // namespace

Q_DECLARE_METATYPE(std::optional<keydeck::ApiKey>)

class TestEditSpread final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePlainBuildIsLiveAtOnce();
    void theCachedBuildIsLiveAfterItsTtl();
    void whatAskingKeepsAliveIsLeftInSilence_data();
    void whatAskingKeepsAliveIsLeftInSilence();
    void confirms_data();
    void confirms();
    void oldValuesConfirmNothing();
    void whatWouldHaveBeenSaidBeforeConfirmsNothing();
    void answersToEarlierQuestionsSayNothing();
    void otherStatusesSayNothing_data();
    void otherStatusesSayNothing();
    void contradictsAfterItShouldBeLive();
    void aKeyInUseIsLeftAloneForAsLongAgain();
    void useHoldsItUpWhereItKeepsTheOld();
    void aRestartMakesItImmediate();
    void laterTraitsCount();
    void aLaterEditTakesThePlace();
    void forgetsAfterAnHour();
    void asksTheLongestWaitingFirst();
    void tellsWhatAnswersGoBy_data();
    void tellsWhatAnswersGoBy();
    void saysItInWords_data();
    void saysItInWords();
};

void TestEditSpread::thePlainBuildIsLiveAtOnce()
{
    const EditSpread spread = spreading(GatewayBuild::Plain);
    QCOMPARE(spread.of(Key, Saved)->stage, Stage::Live);
    QCOMPARE(spread.due(Saved), QStringList{Key});
    QVERIFY(!spread.isSilent(Key, Saved));
    QVERIFY(!spread.of(u"pk_other"_s, Saved));
}

void TestEditSpread::theCachedBuildIsLiveAfterItsTtl()
{
    const EditSpread spread = spreading(GatewayBuild::Cached);
    QCOMPARE(spread.of(Key, LiveBy - 1)->stage, Stage::Spreading);
    QCOMPARE(spread.of(Key, LiveBy - 1)->liveByMs, LiveBy);
    QCOMPARE(spread.of(Key, LiveBy)->stage, Stage::Live);
    // Asking does no harm: its time is counted from when it was read.
    QCOMPARE(spread.due(Saved), QStringList{Key});
    QVERIFY(!spread.isSilent(Key, Saved));
}

void TestEditSpread::whatAskingKeepsAliveIsLeftInSilence_data()
{
    QTest::addColumn<GatewayBuild>("build");
    QTest::newRow("batching") << GatewayBuild::Batching;
    QTest::newRow("unknown") << GatewayBuild::Unknown;
}

void TestEditSpread::whatAskingKeepsAliveIsLeftInSilence()
{
    QFETCH(GatewayBuild, build);
    const EditSpread spread = spreading(build);
    QVERIFY(spread.isSilent(Key, Saved));
    QVERIFY(spread.isSilent(Key, QuietUntil - 1));
    QCOMPARE(spread.silent(QuietUntil - 1), QStringList{Key});
    QVERIFY(spread.due(QuietUntil - 1).isEmpty());
    QVERIFY(!spread.isSilent(Key, QuietUntil));
    QCOMPARE(spread.due(QuietUntil), QStringList{Key});
    // Somebody else may have used it all the while.
    QCOMPARE(spread.of(Key, QuietUntil)->stage, Stage::Spreading);
}

void TestEditSpread::confirms_data()
{
    QTest::addColumn<std::optional<ApiKey>>("before");
    QTest::addColumn<std::optional<ApiKey>>("after");
    const std::optional<ApiKey> none;
    QTest::newRow("a limit") << std::optional(Old) << std::optional(New);
    QTest::newRow("an expiry that has passed") << std::optional(Old) << std::optional(Gone);
    QTest::newRow("a renewal") << std::optional(Gone) << std::optional(New);
    QTest::newRow("a removal") << std::optional(Old) << none;
    QTest::newRow("a new key") << none << std::optional(New);
    QTest::newRow("a new key that has expired") << none << std::optional(Gone);
}

void TestEditSpread::confirms()
{
    QFETCH(std::optional<ApiKey>, before);
    QFETCH(std::optional<ApiKey>, after);
    EditSpread spread = spreading(GatewayBuild::Cached, before, after);
    spread.noteAnswer(Key, answerOf(before, Saved + 20'000), after);
    QCOMPARE(spread.of(Key, Saved + 20'000)->stage, Stage::Spreading);
    QVERIFY(!spread.due(Saved + 20'000).contains(Key));
    QVERIFY(spread.due(Saved + 20'000 + EditSpread::AskEveryMs).contains(Key));

    spread.noteAnswer(Key, answerOf(after, Saved + 40'000), after);
    const KeySpread confirmed = spread.of(Key, Saved + 50'000).value();
    QCOMPARE(confirmed.stage, Stage::Confirmed);
    QCOMPARE(confirmed.answeredMs.value(), Saved + 40'000);
    QVERIFY(spread.due(LiveBy * 2).isEmpty());
}

void TestEditSpread::oldValuesConfirmNothing()
{
    EditSpread spread = spreading(GatewayBuild::Cached);
    spread.noteAnswer(Key, answerOf(Old, Saved + 1000), New);
    QCOMPARE(spread.of(Key, Saved + 1000)->stage, Stage::Spreading);
}

// The limit of a key that has expired: 403 before and after.
void TestEditSpread::whatWouldHaveBeenSaidBeforeConfirmsNothing()
{
    const ApiKey after = recordOf("200", "2026-01-01T00:00:00Z");
    EditSpread spread = spreading(GatewayBuild::Cached, Gone, after);
    spread.noteAnswer(Key, answerOf(after, Saved + 1000), after);
    QCOMPARE(spread.of(Key, Saved + 1000)->stage, Stage::Spreading);
    QVERIFY(spread.due(Saved + 60'000).isEmpty()); // nor would it soon
    QCOMPARE(spread.of(Key, LiveBy)->stage, Stage::Live);
}

void TestEditSpread::answersToEarlierQuestionsSayNothing()
{
    EditSpread spread = spreading(GatewayBuild::Plain, Old, std::nullopt);
    StatsAnswer late = answerOf(std::nullopt, Saved + 5);
    late.latencyMs = 10;
    spread.noteAnswer(Key, late, std::nullopt);
    QVERIFY(spread.of(Key, Saved + 5)->stage != Stage::Confirmed);
}

void TestEditSpread::otherStatusesSayNothing_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {404, 429, 500, 502, 503})
        QTest::addRow("%d", status) << status;
}

void TestEditSpread::otherStatusesSayNothing()
{
    QFETCH(int, status);
    EditSpread spread = spreading(GatewayBuild::Cached);
    spread.noteAnswer(Key, refusal(status, QuietUntil + 100), New);
    QCOMPARE(spread.of(Key, QuietUntil + 100)->stage, Stage::Live);
    QCOMPARE(spread.due(QuietUntil + 100), QStringList{Key});
}

void TestEditSpread::contradictsAfterItShouldBeLive()
{
    EditSpread spread = spreading(GatewayBuild::Cached);
    spread.noteAnswer(Key, answerOf(Old, QuietUntil + 100), New);
    const KeySpread seen = spread.of(Key, QuietUntil + 100).value();
    QCOMPARE(seen.stage, Stage::Contradicted);
    QCOMPARE(seen.answeredMs.value(), QuietUntil + 100);
    QVERIFY(!spread.isSilent(Key, QuietUntil + 200)); // nothing is kept alive by asking
    // It may still come true.
    spread.noteAnswer(Key, answerOf(New, QuietUntil + 60'000), New);
    QCOMPARE(spread.of(Key, QuietUntil + 60'000)->stage, Stage::Confirmed);
}

void TestEditSpread::aKeyInUseIsLeftAloneForAsLongAgain()
{
    EditSpread spread = spreading(GatewayBuild::Batching);
    const qint64 askedMs = QuietUntil + 100;
    spread.noteAnswer(Key, answerOf(Old, askedMs), New);
    QCOMPARE(spread.of(Key, askedMs)->stage, Stage::Contradicted);
    QVERIFY(spread.isSilent(Key, askedMs + Ttl + EditSpread::SilenceMs - 1));
    QVERIFY(spread.due(askedMs + Ttl + EditSpread::SilenceMs - 1).isEmpty());
    QCOMPARE(spread.due(askedMs + Ttl + EditSpread::SilenceMs), QStringList{Key});
}

void TestEditSpread::useHoldsItUpWhereItKeepsTheOld()
{
    EditSpread spread = spreading(GatewayBuild::Batching);
    QCOMPARE(spread.waiting(), QStringList{Key});
    spread.noteUse(Key, Saved + 30'000);
    QCOMPARE(spread.of(Key, Saved + 30'000)->liveByMs, LiveBy + 30'000);
    QVERIFY(spread.isSilent(Key, QuietUntil + 30'000 - 1));
    QVERIFY(spread.due(QuietUntil + 30'000 - 1).isEmpty());
    QCOMPARE(spread.due(QuietUntil + 30'000), QStringList{Key});
    spread.noteUse(Key, Saved - 10'000); // from before
    QCOMPARE(spread.of(Key, Saved + 30'000)->liveByMs, LiveBy + 30'000);

    EditSpread cached = spreading(GatewayBuild::Cached);
    QVERIFY(cached.waiting().isEmpty());
    cached.noteUse(Key, Saved + 30'000);
    QCOMPARE(cached.of(Key, Saved + 30'000)->liveByMs, LiveBy);
}

void TestEditSpread::aRestartMakesItImmediate()
{
    EditSpread spread = spreading(GatewayBuild::Batching);
    spread.noteRestart(Saved + 10'000);
    QVERIFY(!spread.isSilent(Key, Saved + 10'000));
    QCOMPARE(spread.due(Saved + 10'000), QStringList{Key});
    QCOMPARE(spread.of(Key, Saved + 10'000)->stage, Stage::Live);
    // What is found out about it afterwards changes nothing about that.
    spread.setTraits({GatewayBuild::Cached, Ttl});
    spread.setTraits({GatewayBuild::Batching, Ttl});
    QVERIFY(!spread.isSilent(Key, Saved + 10'000));
    // An edit after it does spread.
    spread.noteEdits({{Key, New, Old}}, Saved + 20'000);
    QVERIFY(spread.isSilent(Key, Saved + 20'000));
}

void TestEditSpread::laterTraitsCount()
{
    EditSpread spread = spreading(GatewayBuild::Unknown);
    QVERIFY(spread.isSilent(Key, Saved));
    spread.setTraits({GatewayBuild::Plain, Ttl});
    QVERIFY(!spread.isSilent(Key, Saved));
    QCOMPARE(spread.of(Key, Saved)->stage, Stage::Live);
}

void TestEditSpread::aLaterEditTakesThePlace()
{
    EditSpread spread = spreading(GatewayBuild::Cached);
    spread.noteAnswer(Key, answerOf(New, Saved + 10'000), New);
    spread.noteEdits({{Key, New, std::nullopt}}, Saved + 20'000);
    const KeySpread seen = spread.of(Key, Saved + 20'000).value();
    QCOMPARE(seen.kind, ChangeKind::Removed);
    QCOMPARE(seen.stage, Stage::Spreading);
    QCOMPARE(seen.liveByMs, Saved + 20'000 + Ttl);
}

void TestEditSpread::forgetsAfterAnHour()
{
    EditSpread spread = spreading(GatewayBuild::Cached);
    const qint64 later = Saved + EditSpread::ForgetAfterMs + 1;
    QVERIFY(spread.of(Key, later - 1));
    QVERIFY(!spread.of(Key, later));
    QVERIFY(spread.due(later).isEmpty());
    spread.noteEdits({}, later);
    QVERIFY(spread.isEmpty());
}

void TestEditSpread::asksTheLongestWaitingFirst()
{
    EditSpread spread({GatewayBuild::Plain, Ttl});
    spread.noteEdits({{u"z"_s, Old, New}}, Saved);
    spread.noteEdits({{u"a"_s, Old, New}}, Saved + 1000);
    spread.noteEdits({{u"m"_s, Old, New}}, Saved + 500);
    QCOMPARE(spread.due(Saved + 2000), (QStringList{u"z"_s, u"m"_s, u"a"_s}));
    QCOMPARE(spread.due(Saved + 600), (QStringList{u"z"_s, u"m"_s}));
}

void TestEditSpread::tellsWhatAnswersGoBy_data()
{
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<QString>("model");
    QTest::addColumn<double>("limit");
    QTest::addColumn<QString>("expiry");
    QTest::addColumn<bool>("expected");

    const double nan = std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("no model: whatever the gateway's default is")
        << R"({"key":"pk_a","name":"Alice","token_limit_per_5h":5,"expiry_date":"x"})"_ba
        << u"some-default"_s << 5.0 << u"x"_s << true;
    QTest::newRow("no limit") << R"({"key":"pk_a","name":"Alice","expiry_date":"x"})"_ba << u"m"_s
                              << nan << u"x"_s << true;
    QTest::newRow("no expiry") << R"({"key":"pk_a","name":"Alice","token_limit_per_5h":5})"_ba
                               << u"m"_s << 5.0 << QString() << true;
    QTest::newRow("an expiry that is a number")
        << R"({"key":"pk_a","name":"Alice","token_limit_per_5h":5,"expiry_date":4000000000000})"_ba
        << u"m"_s << 5.0 << u"4000000000000"_s << true;
    QTest::newRow("a limit as text")
        << R"({"key":"pk_a","name":"Alice","token_limit_per_5h":"5","expiry_date":"x"})"_ba
        << u"m"_s << 5.0 << u"x"_s << true;
    QTest::newRow("another limit")
        << R"({"key":"pk_a","name":"Alice","token_limit_per_5h":6,"expiry_date":"x"})"_ba << u"m"_s
        << 5.0 << u"x"_s << false;
    QTest::newRow("another model")
        << R"({"key":"pk_a","name":"Alice","model":"n","token_limit_per_5h":5,"expiry_date":"x"})"_ba
        << u"m"_s << 5.0 << u"x"_s << false;
}

void TestEditSpread::tellsWhatAnswersGoBy()
{
    QFETCH(QByteArray, record);
    StatsAnswer answer = refusal(200, Saved);
    answer.sample = StatsSample();
    answer.sample->name = u"Alice"_s;
    QFETCH(QString, model);
    answer.sample->model = model;
    QFETCH(double, limit);
    answer.sample->tokenLimitPer5h = limit;
    QFETCH(QString, expiry);
    answer.sample->expiryDate = expiry;
    QFETCH(bool, expected);
    QCOMPARE(goesBy(answer, keyOf(record)), expected);
}

void TestEditSpread::saysItInWords_data()
{
    QTest::addColumn<GatewayBuild>("build");
    QTest::addColumn<qint64>("afterMs");
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("advice");
    QTest::newRow("plain") << GatewayBuild::Plain << qint64(1000) << u"live"_s
                           << u"has not been asked"_s;
    QTest::newRow("cached") << GatewayBuild::Cached << qint64(1000) << u"live by 08:01:00"_s
                            << u"at the latest"_s;
    QTest::newRow("batching") << GatewayBuild::Batching << qint64(1000)
                              << u"live at 08:01:00 if unused"_s << u"at the earliest"_s;
    QTest::newRow("unknown") << GatewayBuild::Unknown << qint64(1000)
                             << u"live at 08:01:00 if unused"_s
                             << u"If the gateway remembers keys"_s;
    QTest::newRow("batching, about to be asked")
        << GatewayBuild::Batching << Ttl + 1000 << u"about to be checked"_s << u"Saved 08:00:00"_s;
}

void TestEditSpread::saysItInWords()
{
    QFETCH(GatewayBuild, build);
    QFETCH(qint64, afterMs);
    QFETCH(QString, word);
    QFETCH(QString, advice);
    const GatewayTraits traits{build, Ttl};
    const KeySpread seen = spreading(build).of(Key, Saved + afterMs).value();
    QCOMPARE(spreadWord(seen, Saved + afterMs), word);
    const QString said = spreadAdvice(seen, traits, Saved + afterMs);
    QVERIFY2(said.contains(advice), qPrintable(said));
    // Nothing is promised at once where something may be remembered.
    const bool isCautious = build == GatewayBuild::Plain || said.contains(u"restart"_s);
    QVERIFY2(isCautious, qPrintable(said));
}

QTEST_GUILESS_MAIN(TestEditSpread)
#include "tst_editspread.moc"
