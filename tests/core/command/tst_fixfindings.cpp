// Fixes of findings on stores of every odd shape: what they leave, and what they must not touch.
#include "core/command/fixfindings.h"

#include "core/base/clock.h"
#include "core/rules/jsvalue.h"
#include "core/rules/keystatus.h"
#include "core/store/keycodec.h"
#include "core/store/keystore.h"
#include "tests/support/manualclock.h"
#include "tests/support/oddstores.h"
#include "tests/support/records.h"
#include "tests/support/storefixture.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr int StoreCount = 1500;

/// What is left after everything was fixed: only a person can decide it.
const QSet<QString> NoAutomaticFix{u"limit-negative"_s, u"key-characters"_s, u"key-whitespace"_s,
    u"name-missing"_s, u"name-characters"_s};

/// Stores whose records have the gateway's fields with values as people and accidents leave them.
class FaultyStores final
{
public:
    explicit FaultyStores(quint32 seed) : m_random(seed) { }

    QByteArray store()
    {
        QByteArrayList records;
        for (int count = 1 + m_random.below(4); count > 0; --count)
            records += m_random.below(20) == 0 ? m_random.value() : record();
        return "{\"keys\":[" + records.join(',').replace("null,{", "0,{") + "]}";
    }

private:
    QByteArray pick(const QByteArrayList &from) { return from[m_random.below(int(from.size()))]; }

    QByteArray record()
    {
        QByteArrayList members;
        const auto add = [&](const QByteArray &name, const QByteArray &value) {
            if (m_random.below(10) != 0)
                members += '"' + name + "\": " + value;
        };
        add("key",
            pick({R"("pk_1")", R"("pk_2")", R"("pk_3")", R"("pk_4")", R"(" pk_5")", R"("pk_5")",
                R"("Bearer pk_6")", R"("pk_\u0037")", R"("pk é")", R"(" ")", "5", R"("Bearer ")"}));
        add("name", pick({R"("Alice")", R"("Bob")", R"("")", R"("a\u202eb")", "5", R"("\u0007")"}));
        add("token_limit_per_5h", number());
        add("expiry_date", time());
        add("note", m_random.value());
        add("total_lifetime_tokens", number());
        add("usage_windows", windows());
        return "{ " + members.join(", ") + " }";
    }

    QByteArray windows()
    {
        if (m_random.below(15) == 0)
            return pick({"null", "5", "{}", window(), "\"x\""});
        QByteArrayList entries;
        for (int count = m_random.below(4); count > 0; --count)
            entries += m_random.below(15) == 0 ? pick({"null", "5", "[]", "{}"}) : window();
        return "[ " + entries.join(" , ") + " ]";
    }

    QByteArray window()
    {
        QByteArrayList members;
        if (m_random.below(12) != 0)
            members += "\"window_start\" :" + time();
        if (m_random.below(12) != 0)
            members += "\"tokens_used\" :" + number();
        return "{" + members.join(", ") + "}";
    }

    QByteArray number()
    {
        if (m_random.below(2) == 0)
            return QByteArray::number(m_random.below(100'000));
        return pick({"0", "-0", "1.0", "100000", "1e5", "0.5", "-3", "-2.5", "1e400", "-1e400",
            "1e300", "null", "true", R"("45000")", R"("many")", R"(" 7 ")", R"("")", R"("x1F")",
            R"("-5")", R"("0.5")", "[7]", "[]", "{}", "[1,2]"});
    }

    QByteArray time()
    {
        if (m_random.below(2) == 0)
            return pick({R"("2026-01-18T08:00:00.000Z")", R"("2026-01-18T10:00:00.000Z")"});
        return pick({R"("2026-01-18T05:30:00.000Z")", R"("2026-01-18T05:29:59.999Z")",
            R"("2026-01-10T08:00:00Z")", R"("2026-01-18T09:00:00+01:00")",
            R"("2026-01-18T08:00:00")", R"("2026-01-18")", R"("Jan 18 2026 09:00 UTC")",
            R"("2026-02-30T00:00:00Z")", R"("2026-01-18T15:00:00.000Z")",
            R"("+012027-01-01T00:00:00.000Z")", R"("+275760-09-13T00:00:00.000Z")",
            R"("9999-12-31T23:59:59.999Z")", R"("never")", R"("")", "null", "true", "0",
            "1768732200000", "9e15", "[]", R"(["2026-01-18T09:00:00.000Z"])", "{}", R"("~")"});
    }

    OddStores m_random;
};

Result<KeySet> fixAll(const KeySet &keys)
{
    return FixFindings({}, {SomeNowMs}).apply(keys);
}

/// "missing-limit", or "window offset-time" for a window's, since expiry dates share those ids.
QSet<QString> findingsOf(const ApiKey &key)
{
    QSet<QString> ids;
    for (const Finding &finding : lintKey(key, SomeNowMs)) {
        const bool ofWindow = finding.message.contains(u"usage window"_s);
        const bool sharesId = finding.id.endsWith(u"-time"_s);
        ids += ofWindow && sharesId ? u"window "_s + finding.id : finding.id;
    }
    return ids;
}

bool isSame(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

/// Those of the records of before that stand in after, by their place there.
std::vector<ApiKey> survivors(const KeySet &before)
{
    QSet<qsizetype> removed;
    for (const RecordFix &fix : FixFindings({}, {SomeNowMs}).planFor(before)) {
        if (fix.isRemoved)
            removed.insert(fix.index);
    }
    std::vector<ApiKey> kept;
    for (qsizetype i = 0; i < before.size(); ++i) {
        if (!removed.contains(i))
            kept.push_back(before.at(i));
    }
    return kept;
}

} // namespace

class TestFixFindings final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void leavesOnlyWhatHasNoAutomaticFix_data();
    void leavesOnlyWhatHasNoAutomaticFix();
    void spellingAloneChangesNoArithmetic();
    void losesNoUsage();
    void letsNobodyIn();
    void changesOnlyTheValuesAtFault();
    void aSecondTimeChangesNothing();
    void worksOnTheFreshStore();
    void fixesOnlyWhatIsWanted();
    void writesOnceBesideTheGateway();
    void title();
};

void TestFixFindings::leavesOnlyWhatHasNoAutomaticFix_data()
{
    QTest::addColumn<QByteArrayList>("stores");
    FaultyStores faulty(1);
    OddStores odd(2);
    QByteArrayList stores, odder;
    for (int i = 0; i < StoreCount; ++i) {
        stores += faulty.store();
        odder += odd.valid();
    }
    QTest::newRow("faulty") << stores;
    QTest::newRow("odd") << odder;
    QTest::newRow("records of the rules' tests")
        << QByteArrayList{testData(u"records.json"_s, "KEYDECK_RULES_DATA")};
}

void TestFixFindings::leavesOnlyWhatHasNoAutomaticFix()
{
    QFETCH(QByteArrayList, stores);
    int fixed = 0;
    for (const QByteArray &bytes : stores) {
        const KeySet before = decodeStore(bytes);
        if (!before.isEditable())
            continue;
        const auto after = fixAll(before);
        QVERIFY2(after, after ? "" : qPrintable(after.error().message));
        fixed += after->bytes() != bytes;
        const auto left = lintKeys(*after, SomeNowMs);
        for (size_t i = 0; i < left.size(); ++i) {
            for (const Finding &finding : left[i])
                QVERIFY2(NoAutomaticFix.contains(finding.id),
                    (finding.id.toLatin1() + '\n' + after->at(qsizetype(i)).text().toByteArray()
                        + "\nof\n" + bytes)
                        .constData());
        }
    }
    QVERIFY(fixed > 0);
}

/// Whether a key is used, blocked or expired must not depend on a fix of how something is written.
void TestFixFindings::spellingAloneChangesNoArithmetic()
{
    const QSet<QString> spelling{u"name-characters"_s, u"name-missing"_s, u"key-characters"_s,
        u"key-whitespace"_s, u"limit-fraction"_s, u"limit-not-number"_s, u"limit-negative"_s,
        u"offset-time"_s, u"zoneless-time"_s, u"odd-time"_s, u"date-only-expiry"_s,
        u"several-windows"_s, u"bad-total"_s};
    FaultyStores random(3);
    int compared = 0;
    for (int i = 0; i < 4 * StoreCount; ++i) {
        const KeySet before = decodeStore(random.store());
        if (!before.isEditable())
            continue;
        const auto after = fixAll(before);
        QVERIFY(after);
        const std::vector<ApiKey> kept = survivors(before);
        QCOMPARE(qsizetype(kept.size()), after->size());
        for (qsizetype at = 0; at < after->size(); ++at) {
            const QSet<QString> ids = findingsOf(kept[size_t(at)]);
            const RateLimit was = checkRateLimit(kept[size_t(at)], SomeNowMs);
            if (ids.isEmpty() || !spelling.contains(ids) || std::isnan(was.limit)
                || std::isinf(was.limit))
                continue;
            const RateLimit is = checkRateLimit(after->at(at), SomeNowMs);
            const QByteArray told
                = kept[size_t(at)].text().toByteArray() + '\n' + after->at(at).text().toByteArray();
            QVERIFY2(isSame(is.used, was.used), told.constData());
            QVERIFY2(is.blocked == was.blocked, told.constData());
            QVERIFY2(is.beganMs == was.beganMs && is.started == was.started, told.constData());
            QCOMPARE(
                isKeyExpired(after->at(at), SomeNowMs), isKeyExpired(kept[size_t(at)], SomeNowMs));
            QCOMPARE(keyState(after->at(at), SomeNowMs).expiresMs,
                keyState(kept[size_t(at)], SomeNowMs).expiresMs);
            ++compared;
        }
    }
    QVERIFY2(compared > 500, qPrintable(QString::number(compared)));
}

/// But for a window whose start says another moment than the one it was compared as, what the
/// gateway counts never becomes less.
void TestFixFindings::losesNoUsage()
{
    const QSet<QString> otherMoment{
        u"window offset-time"_s, u"window zoneless-time"_s, u"window odd-time"_s};
    FaultyStores random(4);
    int compared = 0;
    for (int i = 0; i < 2 * StoreCount; ++i) {
        const KeySet before = decodeStore(random.store());
        if (!before.isEditable())
            continue;
        const auto after = fixAll(before);
        QVERIFY(after);
        const std::vector<ApiKey> kept = survivors(before);
        for (qsizetype at = 0; at < after->size(); ++at) {
            const RateLimit was = checkRateLimit(kept[size_t(at)], SomeNowMs);
            const auto windows = kept[size_t(at)].usageWindows();
            // Texts are joined, 1 and "2" to 12; what is beyond all numbers cannot be kept.
            const bool isNumber = std::isfinite(was.used) && windows
                && std::ranges::all_of(*windows, [](const UsageWindow &window) {
                       return window.tokensUsed.kind() < JsonKind::String;
                   });
            if (!isNumber || was.gatewayFails
                || findingsOf(kept[size_t(at)]).intersects(otherMoment))
                continue;
            const RateLimit is = checkRateLimit(after->at(at), SomeNowMs);
            QVERIFY2(is.used >= was.used,
                (kept[size_t(at)].text().toByteArray() + '\n' + after->at(at).text().toByteArray())
                    .constData());
            ++compared;
        }
    }
    QVERIFY2(compared > 1000, qPrintable(QString::number(compared)));
}

/// Whom the gateway refuses by the expiry date or a negative limit, it still refuses afterwards.
void TestFixFindings::letsNobodyIn()
{
    FaultyStores random(6);
    int expired = 0, blocked = 0;
    for (int i = 0; i < 2 * StoreCount; ++i) {
        const KeySet before = decodeStore(random.store());
        if (!before.isEditable())
            continue;
        const auto after = fixAll(before);
        QVERIFY(after);
        const std::vector<ApiKey> kept = survivors(before);
        for (qsizetype at = 0; at < after->size(); ++at) {
            const ApiKey &was = kept[size_t(at)];
            const QByteArray told
                = was.text().toByteArray() + '\n' + after->at(at).text().toByteArray();
            if (isKeyExpired(was, SomeNowMs)) {
                QVERIFY2(isKeyExpired(after->at(at), SomeNowMs), told.constData());
                ++expired;
            }
            if (jsNumber(was.value(KeyField::TokenLimitPer5h)) < 0) {
                QVERIFY2(
                    jsNumber(after->at(at).value(KeyField::TokenLimitPer5h)) < 0, told.constData());
                ++blocked;
            }
        }
    }
    QVERIFY2(expired > 500 && blocked > 100, qPrintable(u"%1, %2"_s.arg(expired).arg(blocked)));
}

void TestFixFindings::changesOnlyTheValuesAtFault()
{
    const QByteArray before = R"({ "x" : 1.0, "keys" :
  [ { "key":"pk_1" , "name" :"A", "zz": 1e400,
      "token_limit_per_5h":  "5000" ,"expiry_date":"2027-12-31",
      "usage_windows" : [ { "tokens_used" :"7" , "é":[1.0], "window_start":"2026-01-18T09:00:00+01:00"} ,null ] ,
      "total_lifetime_tokens":7 },
    5 ,
    { "key":"pk_2","name":"B", "token_limit_per_5h":1.0,"expiry_date":"2027-12-31T00:00:00Z",
      "usage_windows":[ ],"total_lifetime_tokens":0 } ] })";
    QByteArray after = before;
    after.replace(R"("5000" )", "5000 ");
    after.replace(R"("2027-12-31",)", R"("2027-12-31T00:00:00.000Z",)");
    after.replace(R"(:"7" )", ":7 ");
    after.replace("2026-01-18T09:00:00+01:00", "2026-01-18T08:00:00.000Z");
    after.replace("} ,null ]", "} ]");
    after.replace(",\n    5 ,", " ,");
    const auto fixed = fixAll(decodeStore(before));
    QVERIFY(fixed);
    QCOMPARE(fixed->bytes(), after);
}

void TestFixFindings::aSecondTimeChangesNothing()
{
    FaultyStores random(5);
    for (int i = 0; i < StoreCount / 3; ++i) {
        const KeySet before = decodeStore(random.store());
        if (!before.isEditable())
            continue;
        const auto once = fixAll(before);
        QVERIFY(once);
        const auto twice = fixAll(*once);
        QVERIFY(twice);
        QCOMPARE(twice->bytes(), once->bytes());
    }
}

/// The gateway booked usage and somebody gave one of the limits, since the person looked.
void TestFixFindings::worksOnTheFreshStore()
{
    const QByteArray rest = R"("name":"A","expiry_date":"2027-12-31T00:00:00Z",)";
    const auto record = [&](const QByteArray &key, const QByteArray &more) {
        return R"({"key":")" + key + "\"," + rest + more + "}";
    };
    const QByteArray seen = "{\"keys\":["
        + record("pk_1", R"("total_lifetime_tokens":5,"usage_windows":[null])") + ","
        + record("pk_2", R"("total_lifetime_tokens":"9","usage_windows":[])") + "]}";
    const QByteArray fresh = "{\"keys\":["
        + record(
            "pk_2", R"("token_limit_per_5h":7,"total_lifetime_tokens":"12","usage_windows":[])")
        + "]}";
    FixScope scope;
    scope.targets.emplace();
    for (const KeyRef &ref : decodeStore(seen).refs())
        scope.targets->push_back({ref, {}});
    const auto after = FixFindings(scope, {SomeNowMs}).apply(decodeStore(fresh));
    QVERIFY(after);
    QCOMPARE(after->bytes(), QByteArray(fresh).replace("\"12\"", "12"));
}

void TestFixFindings::fixesOnlyWhatIsWanted()
{
    const QByteArray bad
        = R"({"key":"pk_1","name":"A","token_limit_per_5h":"5",)"
          R"("expiry_date":"2027-12-31","usage_windows":[],"total_lifetime_tokens":"1"})";
    const KeySet keys
        = decodeStore("{\"keys\":[" + bad + "," + QByteArray(bad).replace("pk_1", "pk_2") + "]}");
    const FixScope scope{
        {{{{u"pk_1"_s, 0}, u"limit-not-number"_s}, {{u"pk_2"_s, 0}, u"bad-total"_s}}}};
    const FixFindings command(scope, {SomeNowMs});
    const auto after = command.apply(keys);
    QVERIFY(after);
    QByteArray expected = keys.bytes();
    expected.replace(expected.indexOf("\"5\""), 3, "5");
    expected.replace(expected.lastIndexOf("\"1\""), 3, "1");
    QCOMPARE(after->bytes(), expected);
    QCOMPARE(changeCount(command.planFor(keys)), 2);
}

void TestFixFindings::writesOnceBesideTheGateway()
{
    const StoreFixture store(
        storeBytes(3).replace("\"2027-12-31T23:59:59.000Z\"", "\"2027-12-31\""));
    GatewayWriter writer;
    writer.start({store.path(), sampleKeyText(1), 40, 10, 5, SomeNowMs});
    KeyStore keys(store.path(), {}, SystemClock::instance());
    const auto edit = keys.apply(FixFindings({}, {SomeNowMs}));
    QVERIFY2(edit, edit ? "" : qPrintable(edit.error().message));
    QVERIFY(edit->written);
    const int booked = writer.finish().acknowledged;
    QVERIFY(booked > 0);
    const KeySet after = decodeStore(store.bytes());
    QVERIFY(lintKeys(after, SomeNowMs)[0].isEmpty());
    QCOMPARE(after.at(1).value(KeyField::TotalLifetimeTokens).toNumber(),
        double(sampleKey(1).totalLifetimeTokens + booked * 10));
    QCOMPARE(after.at(1).value(KeyField::ExpiryDate).toString(), u"2027-12-31T00:00:00.000Z"_s);
    QVERIFY(store.isTidy());
}

void TestFixFindings::title()
{
    QCOMPARE(FixFindings({}, {}).title(), u"Fix findings"_s);
    QCOMPARE(FixFindings({{{{{u"pk_1"_s, 0}, u"bad-total"_s}}}}, {}).title(), u"Fix a finding"_s);
}

QTEST_GUILESS_MAIN(TestFixFindings)
#include "tst_fixfindings.moc"
