// What a search line finds, and what it says of a word that it does not understand.
#include "core/query/query.h"

#include "core/rules/jsdate.h"
#include "core/rules/lint.h"
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr qint64 Hour = 3'600'000;
constexpr qint64 Day = 24 * Hour;

SampleKey named(const QString &name, int n)
{
    SampleKey key = sampleKey(n);
    key.name = name;
    key.lastUsed = toIsoString(SomeNowMs - Hour / 2);
    key.usageWindows = {{toIsoString(SomeNowMs - Hour), 45'000}};
    return key;
}

/// Six keys that differ in everything that a query can ask for.
std::vector<SampleKey> sample()
{
    SampleKey alice = named(u"Alice Müller"_s, 0);
    SampleKey busy = named(u"Busy"_s, 1);
    busy.usageWindows = {{toIsoString(SomeNowMs - Hour), 85'000}};
    busy.expiryDate = toIsoString(SomeNowMs + 30 * Day);
    SampleKey blocked = named(u"Stopped test"_s, 2);
    blocked.usageWindows = {{toIsoString(SomeNowMs - Hour), 100'001}};
    blocked.model = u"Special-1"_s;
    SampleKey expired = named(u"Old"_s, 3);
    expired.expiryDate = u"2026-01-01T00:00:00.000Z"_s;
    expired.lastUsed = toIsoString(SomeNowMs - 40 * Day);
    expired.usageWindows.clear();
    SampleKey soon = named(u"Soon"_s, 4);
    soon.expiryDate = toIsoString(SomeNowMs + 3 * Day);
    soon.tokenLimitPer5h = 250'000;
    soon.totalLifetimeTokens = 900;
    SampleKey fresh = named(u"Fresh one"_s, 5);
    fresh.totalLifetimeTokens = 0;
    fresh.usageWindows.clear();
    fresh.expiryDate = u"whenever"_s;
    return {alice, busy, blocked, expired, soon, fresh};
}

const QStringList Tags[] = {{u"team-a"_s, u"Prod"_s}, {u"team-ab"_s}, {}, {}, {}, {}};

bool matches(const Query &query, const ApiKey &record, const QStringList &tags, qint64 nowMs)
{
    const QueryText text = queryTextOf(record, record.key(), tags);
    const KeyState state = keyState(record, nowMs);
    QueryFacts facts = queryFactsOf(record, state, text);
    facts.tags = tags;
    facts.hasFindings = !lintKey(record, nowMs).isEmpty();
    return query.matches(facts, nowMs);
}

QStringList found(const QString &line)
{
    const Query query(line);
    const KeySet keys = decodeStore(storeBytes(sample()));
    QStringList names;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        if (matches(query, keys.at(i), Tags[i], SomeNowMs))
            names += keys.at(i).name().section(u' ', 0, 0);
    }
    return names;
}

} // namespace

class TestQuery final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void finds_data();
    void finds();
    void findsWhateverTheCase_data();
    void findsWhateverTheCase();
    void aRecordThatTheGatewayCannotReadHasNoFigures();
    void explains_data();
    void explains();
    void theRestFiltersBesideAnError();
    void errorsNeverRepeatAKey();
    void noticesAKey_data();
    void noticesAKey();
};

void TestQuery::finds_data()
{
    QTest::addColumn<QString>("names");
    const auto row = [](const char *line, const char *names) {
        QTest::newRow(line) << QString::fromUtf8(names);
    };
    const char *all = "Alice Busy Stopped Old Soon Fresh";
    row("", all);
    row("   ", all);
    row("MÜLLER", "Alice");
    row("mül ali", "Alice");
    row("\"alice m\"", "Alice");
    row("\"m alice\"", "");
    row("\"alice m", "Alice"); // still being typed
    row("-alice", "Busy Stopped Old Soon Fresh");
    row("-\"alice m\" -soon", "Busy Stopped Old Fresh");
    row("special", "Stopped");
    row("team-a", "Alice Busy"); // tags are searched as text, too
    row("a-b", "");
    row("-", all); // no minus without a word: the model has one
    row("0003", "Old");
    row("\"expired\"", "");
    row("status:blocked", "Stopped");
    row("status:bl", "Stopped");
    row("STATUS:Near-Limit", "Busy");
    row("status:near", "Busy");
    row("status:\"near limit\"", "Busy");
    row("status=active", "Alice Fresh");
    row("-status:active", "Busy Stopped Old Soon");
    row("name:test", "Stopped");
    row("name:\"stopped t\"", "Stopped");
    row("name:glm", "");
    row("model:GLM", "Alice Busy Old Soon Fresh");
    row("model:glm-4.7 name:o", "Old Soon Fresh");
    row("tag:team-a", "Alice");
    row("tag:PROD", "Alice");
    row("-tag:prod", "Busy Stopped Old Soon Fresh");
    row("expires<7d", "Old Soon");
    row("expires<7d -expired", "Soon");
    row("expires<=3d", "Old Soon");
    row("expires<3d", "Old");
    row("expires=3d", "Soon");
    row("expires=30d", "Busy");
    row("expires>30d", "Alice Stopped Fresh");
    row("expires>=30d", "Alice Busy Stopped Fresh");
    row("expires<2026-01-21", "Old");
    row("expires<=2026-01-21", "Old Soon");
    row("expires=2026-01-21", "Soon");
    row("expires>2026-01-21", "Alice Busy Stopped Fresh");
    row("expires>=2026-01-21", "Alice Busy Stopped Soon Fresh");
    row("used>80%", "Busy Stopped");
    row("used>=85%", "Busy Stopped");
    row("used=85%", "Busy");
    row("used<10%", "Old Fresh");
    row("used>50000", "Busy Stopped");
    row("used>=45k", "Alice Busy Stopped Soon");
    row("used=0", "Old Fresh");
    row("limit>100000", "Soon");
    row("limit<=100k", "Alice Busy Stopped Old Fresh");
    row("lifetime>1m", "Alice Busy Stopped Old");
    row("lifetime>1.5M", "");
    row("lifetime<1k", "Soon Fresh");
    row("last-used<1h", "Alice Busy Stopped Soon");
    row("last-used>30d", "Old");
    row("never-used", "Fresh");
    row("-never-used", "Alice Busy Stopped Old Soon");
    row("expired", "Old");
    row("has:findings", "Fresh");
    row("used>80% limit<=100k test", "Stopped");
}

void TestQuery::finds()
{
    QFETCH(QString, names);
    const QString line = QString::fromUtf8(QTest::currentDataTag());
    QVERIFY2(Query(line).errors().isEmpty(), "the line is understood");
    QCOMPARE(found(line).join(u' '), names);
}

void TestQuery::findsWhateverTheCase_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("lines");
    const QString dotted = u"i\u0307stanbul"_s; // as its lower case is written
    QTest::newRow("a dot above") << u"İstanbul"_s
                                 << QStringList{
                                        u"istanbul"_s, u"İSTANBUL"_s, u"Istanbul"_s, dotted};
    QTest::newRow("no dot above") << u"ISPARTA"_s << QStringList{u"ısparta"_s, u"isparta"_s};
    QTest::newRow("a dot that is none") << u"Iğdır"_s << QStringList{u"IĞDIR"_s, u"ığdır"_s};
    QTest::newRow("last sigma") << u"Όρος"_s << QStringList{u"ΌΡΟΣ"_s, u"όροσ"_s};
}

/// In a name, a model and a tag, by a word and by terms.
void TestQuery::findsWhateverTheCase()
{
    QFETCH(QString, text);
    QFETCH(QStringList, lines);
    SampleKey byName = sampleKey(0), byModel = sampleKey(1);
    byName.name = text;
    byModel.model = text;
    const KeySet keys = decodeStore(storeBytes({byName, byModel, sampleKey(2)}));
    for (const QString &line : lines + QStringList{text, text.toLower(), text.toUpper()}) {
        QVERIFY2(matches(Query(line), keys.at(0), {}, SomeNowMs), qPrintable(line));
        QVERIFY2(matches(Query(u"name:"_s + line), keys.at(0), {}, SomeNowMs), qPrintable(line));
        QVERIFY2(matches(Query(u"model:"_s + line), keys.at(1), {}, SomeNowMs), qPrintable(line));
        QVERIFY2(matches(Query(line), keys.at(2), {text}, SomeNowMs), qPrintable(line));
        QVERIFY2(matches(Query(u"tag:"_s + line), keys.at(2), {text}, SomeNowMs), qPrintable(line));
        QVERIFY2(!matches(Query(line), keys.at(2), {}, SomeNowMs), qPrintable(line));
    }
}

void TestQuery::aRecordThatTheGatewayCannotReadHasNoFigures()
{
    const KeySet keys
        = decodeStore(R"({"keys":[{"key":"pk_a_000000001","name":"x","token_limit_per_5h":5}]})");
    for (const QString &line : {u"used<10%"_s, u"used>=0"_s, u"limit<10"_s})
        QVERIFY2(!matches(Query(line), keys.at(0), {}, SomeNowMs), qPrintable(line));
    QVERIFY(matches(Query(u"status:failing"_s), keys.at(0), {}, SomeNowMs));
}

void TestQuery::explains_data()
{
    QTest::addColumn<QString>("said");
    const auto row = [](const char *word, const QString &said) { QTest::newRow(word) << said; };
    row("expires<7x",
        u"“expires<7x”: 7x is no length of time; write 7d, 12h or a date like "
        "2026-12-31."_s);
    row("expires<2026-02-30", u"no length of time"_s);
    row("last-used<2026-01-01", u"write 1h, 12h or 30d"_s);
    row("expires<", u"“expires<”: write what to compare with after it, as in expires<7d."_s);
    row("expires:7d", u"write it as in expires<7d"_s);
    row("used>lots",
        u"lots is no number of tokens; write 50000, 50k or 1.5m, or a share like "
        "80%."_s);
    row("used>x%", u"x% is no share of the limit; write 80%."_s);
    row("limit>80%", u"write 50000, 50k or 1.5m."_s);
    row("status:", u"write a status after it: active, expiring"_s);
    row("status:exp", u"this may be expiring or expired; write more of it."_s);
    row("status:gone", u"there is no such status; write active, expiring, near-limit"_s);
    row("status<blocked", u"status has no order"_s);
    row("name:", u"write a value after it, as in name:alice."_s);
    row("has:nothing", u"write has:findings."_s);
    row("expired:yes", u"expired stands alone"_s);
    row("modle:glm",
        u"there is no term modle; put quotes around it to find it as text, or write "
        "one of status, name, model"_s);
}

void TestQuery::explains()
{
    QFETCH(QString, said);
    const QString word = QString::fromUtf8(QTest::currentDataTag());
    const Query query(u"  alice  -"_s + word);
    QCOMPARE(query.errors().size(), 1);
    const QueryError error = query.errors().constFirst();
    QCOMPARE(error.begin, 9);
    QCOMPARE(error.size, word.size() + 1);
    QVERIFY2(error.message.startsWith(u"“%1”: "_s.arg(word)), qPrintable(error.message));
    QVERIFY2(
        error.message.contains(said) && error.message.endsWith(u'.'), qPrintable(error.message));
}

void TestQuery::theRestFiltersBesideAnError()
{
    QCOMPARE(found(u"expires<7x used>80%"_s).join(u' '), u"Busy Stopped"_s);
}

void TestQuery::errorsNeverRepeatAKey()
{
    const QString key = u"pk_0123456789abcdef0123456789abcdef"_s;
    for (const QString &start : {u"expires<"_s, u"status:"_s, u"nothing:"_s}) {
        const Query query(start + key);
        QCOMPARE(query.errors().size(), 1);
        QVERIFY(!query.errors().constFirst().message.contains(key));
    }
}

void TestQuery::noticesAKey_data()
{
    QTest::addColumn<bool>("isKey");
    QTest::newRow("alice used>80%") << false;
    QTest::newRow("pk_example_00001") << true; // the store has it
    QTest::newRow("alice -pk_example_00001") << true;
    QTest::newRow("name:pk_example_00001") << true;
    QTest::newRow("\"pk_example_00001\"") << true;
    QTest::newRow("pk_0123456789abcdef0123456789abcdef") << true; // some other one
    QTest::newRow("model:claude-3-5-sonnet-20241022") << false;
    QTest::newRow("3f2a9c01b2d4") << false; // a fingerprint
    QTest::newRow("b4f63bd16e73737917fa6009300db47b") << false; // half of one that the store has
    QTest::newRow("-B4F63BD16E73737917FA6009300DB47B78E788BC2BC9396370A4C2ECA0C393F7") << false;
    QTest::newRow("alice 3f2a9c01b2d43f2a9c01b2d43f2a9c01") << true; // it has no such fingerprint
    QTest::newRow("b4f63bd16e737379 pk_example_00001") << true;
}

void TestQuery::noticesAKey()
{
    QFETCH(bool, isKey);
    const KeySet keys = decodeStore(storeBytes(3));
    QVERIFY(keys.at(1).key() == u"pk_example_00001"_s);
    QCOMPARE(holdsKey(QString::fromUtf8(QTest::currentDataTag()), keys), isKey);
}

QTEST_GUILESS_MAIN(TestQuery)
#include "tst_query.moc"
