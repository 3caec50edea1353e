// Who used how much, shares, and the comparison with the time before.
#include "core/store/keycodec.h"
#include "core/usage/usageranking.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestUsageRanking final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void ranksAndCompares();
    void comparesWithNothingThatWasNotRecorded();
    void whatIsGoneHasARankOfItsOwn();
    void ofDuplicatesTheFirstIsDescribed();
    void sharesAddUp();
    void fewMakeUpMost();
};

namespace {

constexpr qint64 DayMs = 24LL * 60 * 60 * 1000;
const TimeSpan Now{SomeNowMs - DayMs, SomeNowMs};
const TimeSpan Then{SomeNowMs - 2 * DayMs, SomeNowMs - DayMs};

KeyUsage usage(int n, double tokens, double unobserved = 0)
{
    return {sampleKeyText(n), tokens, unobserved};
}

StoreUsage usageIn(const TimeSpan &span, const QList<KeyUsage> &keys, qint64 beganMs = 1)
{
    StoreUsage usage{span, keys};
    usage.beganMs = beganMs;
    return usage;
}

SampleKey withModel(int n, const QString &model)
{
    SampleKey key = sampleKey(n);
    key.model = model;
    return key;
}

QStringList namesOf(const UsageRanking &ranking)
{
    QStringList names;
    for (const UsageRank &rank : ranking.ranks)
        names << (rank.isGone() ? u"gone"_s : rank.name);
    return names;
}

} // namespace

void TestUsageRanking::ranksAndCompares()
{
    const KeySet keys = decodeStore(storeBytes(4));
    const UsageRanking ranking = usageRanking(usageIn(Now, {usage(1, 300, 50), usage(0, 100)}),
        usageIn(Then, {usage(2, 80), usage(1, 200)}), keys, SomeNowMs);

    QCOMPARE(namesOf(ranking), (QStringList{u"Example 1"_s, u"Example 0"_s, u"Example 2"_s}));
    QCOMPARE(ranking.tokens, 450);
    QCOMPARE(ranking.unobserved, 50);
    QCOMPARE(ranking.before, std::optional(280.0));
    QCOMPARE(ranking.keys, 4);
    QCOMPARE(ranking.used, 2); // the third one was used before alone
    QCOMPARE(ranking.ranks[0].tokens, 350);
    QCOMPARE(ranking.ranks[0].before, std::optional(200.0));
    QCOMPARE(ranking.ranks[1].before, std::optional(0.0));
    QCOMPARE(ranking.ranks[2].tokens, 0);
    QCOMPARE(ranking.ranks[2].before, std::optional(80.0));
}

void TestUsageRanking::comparesWithNothingThatWasNotRecorded()
{
    const KeySet keys = decodeStore(storeBytes(2));
    for (const qint64 beganMs : {qint64(0), Then.fromMs + 1, Now.fromMs}) {
        const UsageRanking ranking = usageRanking(
            usageIn(Now, {usage(0, 100)}), usageIn(Then, {usage(1, 80)}, beganMs), keys, SomeNowMs);
        QCOMPARE(ranking.before, std::nullopt);
        QCOMPARE(namesOf(ranking), QStringList{u"Example 0"_s});
        QCOMPARE(ranking.ranks[0].before, std::nullopt);
    }
    QVERIFY(usageRanking(
        usageIn(Now, {usage(0, 100)}), usageIn(Then, {usage(1, 80)}, Then.fromMs), keys, SomeNowMs)
                .before);
}

void TestUsageRanking::whatIsGoneHasARankOfItsOwn()
{
    const KeySet keys = decodeStore(storeBytes(1));
    const UsageRanking ranking = usageRanking(
        usageIn(Now, {{QString(), 500, 0}, usage(0, 100)}), usageIn(Then, {}), keys, SomeNowMs);
    QCOMPARE(namesOf(ranking), (QStringList{u"gone"_s, u"Example 0"_s}));
    QCOMPARE(ranking.used, 1);
    QCOMPARE(ranking.tokens, 600);
    QCOMPARE(usageShares(ranking, ShareBy::Model).first().id, QString());
    QCOMPARE(usageShares(ranking, ShareBy::Model).first().keys, 0);
}

void TestUsageRanking::ofDuplicatesTheFirstIsDescribed()
{
    SampleKey second = sampleKey(0);
    second.name = u"Second"_s;
    const KeySet keys = decodeStore(storeBytes({sampleKey(0), second}));
    const UsageRanking ranking
        = usageRanking(usageIn(Now, {usage(0, 100)}), usageIn(Then, {}), keys, SomeNowMs);
    QCOMPARE(namesOf(ranking), QStringList{u"Example 0"_s});
    QCOMPARE(ranking.keys, 1);
}

void TestUsageRanking::sharesAddUp()
{
    SampleKey expired = withModel(2, u"glm-4.6"_s);
    expired.expiryDate = u"2026-01-01T00:00:00.000Z"_s;
    const KeySet keys = decodeStore(storeBytes(
        {withModel(0, u"glm-4.6"_s), withModel(1, {}), expired, withModel(3, u"other"_s)}));
    const UsageRanking ranking
        = usageRanking(usageIn(Now, {usage(0, 100), usage(1, 90), usage(2, 30, 5)}),
            usageIn(Then, {usage(3, 1)}), keys, SomeNowMs);

    const QList<UsageShare> models = usageShares(ranking, ShareBy::Model);
    QCOMPARE(models, (QList<UsageShare>{{u"glm-4.6"_s, 2, 135}, {u"glm-4.7"_s, 1, 90}}));
    const QList<UsageShare> statuses = usageShares(ranking, ShareBy::Status);
    QCOMPARE(statuses, (QList<UsageShare>{{u"active"_s, 2, 190}, {u"expired"_s, 1, 35}}));
}

void TestUsageRanking::fewMakeUpMost()
{
    const KeySet keys = decodeStore(storeBytes(4));
    const UsageRanking ranking
        = usageRanking(usageIn(Now, {usage(0, 700), usage(1, 100), usage(2, 100), usage(3, 100)}),
            usageIn(Then, {}), keys, SomeNowMs);
    QCOMPARE(ranksForShare(ranking, 0.7), 1);
    QCOMPARE(ranksForShare(ranking, 0.71), 2);
    QCOMPARE(ranksForShare(ranking, 1), 4);
    QCOMPARE(ranksForShare({}, 0.8), 0);
}

QTEST_GUILESS_MAIN(TestUsageRanking)
#include "tst_usageranking.moc"
