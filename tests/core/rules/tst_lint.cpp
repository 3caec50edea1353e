#include "core/rules/lint.h"

#include "core/rules/keystatus.h"
#include "tests/support/manualclock.h"
#include "tests/support/records.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::keyOf;
using keydeck::test::SomeNowMs; // 2026-01-18T10:30:00.000Z

Q_DECLARE_METATYPE(FindingSeverity)

namespace {

// A faultless record with one field replaced, or left out when the value is empty.
QByteArray with(const QByteArray &field, const QByteArray &value)
{
    const QList<std::pair<QByteArray, QByteArray>> fields{{"key", R"("pk_example_0001")"},
        {"name", R"("Alice")"}, {"token_limit_per_5h", "100000"},
        {"expiry_date", R"("2027-12-31T23:59:59Z")"}, {"total_lifetime_tokens", "5"},
        {"usage_windows", R"([{"window_start":"2026-01-18T08:00:00.000Z","tokens_used":5}])"}};
    QByteArrayList members;
    for (const auto &[name, usual] : fields) {
        if (name != field || !value.isEmpty())
            members.append('"' + name + "\":" + (name == field ? value : usual));
    }
    return "{" + members.join(',') + "}";
}

QByteArray withWindow(const QByteArray &start, const QByteArray &tokens = "5")
{
    return with(
        "usage_windows", R"([{"window_start":)" + start + R"(,"tokens_used":)" + tokens + "}]");
}

QStringList ids(const QList<Finding> &findings)
{
    QStringList list;
    for (const Finding &finding : findings)
        list.append(finding.id);
    return list;
}

} // namespace

class TestLint final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void findsNothingWrongWithAGoodRecord_data();
    void findsNothingWrongWithAGoodRecord();
    void finds_data();
    void finds();
    void saysEachThingOnce();
    void anEscapeInATimeChangesNothing_data();
    void anEscapeInATimeChangesNothing();
    void duplicatesSayWhichOneCounts();
    void staysQuickOnManyDuplicates();
};

void TestLint::findsNothingWrongWithAGoodRecord_data()
{
    QTest::addColumn<QByteArray>("json");

    QTest::newRow("usual") << with({}, {});
    QTest::newRow("no window") << with("usage_windows", "[]");
    QTest::newRow("no milliseconds") << withWindow(R"("2026-01-18T08:00:00Z")");
    QTest::newRow("a closed window") << withWindow(R"("2026-01-10T08:00:00.000Z")");
    QTest::newRow("a clock slightly ahead") << withWindow(R"("2026-01-18T10:30:30.000Z")");
    QTest::newRow("limit 0") << with("token_limit_per_5h", "0");
    QTest::newRow("leap day") << with("expiry_date", R"("2028-02-29T23:59:59Z")");
    QTest::newRow("expired") << with("expiry_date", R"("2020-01-01T00:00:00Z")");
}

void TestLint::findsNothingWrongWithAGoodRecord()
{
    QFETCH(QByteArray, json);
    QCOMPARE(ids(lintKey(keyOf(json), SomeNowMs)), QStringList());
}

void TestLint::finds_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("id");
    QTest::addColumn<FindingSeverity>("severity");
    QTest::addColumn<QString>("part"); // of the message

    using enum FindingSeverity;
    const auto row
        = [](const char *name, const QByteArray &json, const QString &id, FindingSeverity severity,
              const QString &part) { QTest::newRow(name) << json << id << severity << part; };
    row("not an object", "5", u"not-an-object"_s, Danger, u"never find a key"_s);
    row("no key", with("key", ""), u"missing-key"_s, Danger, u"never let anybody in"_s);
    row("key a number", with("key", "5"), u"missing-key"_s, Danger, u"never let anybody in"_s);
    row("blank key", with("key", R"(" ")"), u"blank-key"_s, Danger, u"without a key"_s);
    row("key ends in a space", with("key", R"("pk_1 ")"), u"key-whitespace"_s, Danger,
        u"never find it"_s);
    row("key begins with its scheme", with("key", R"("Bearer pk_1")"), u"key-whitespace"_s, Danger,
        u"never find it"_s);
    row("key beyond ASCII", with("key", R"("pk_é")"), u"key-characters"_s, Warning,
        u"outside ASCII"_s);
    row("no name", with("name", ""), u"name-missing"_s, Info, u"nobody can tell"_s);
    row("blank name", with("name", R"(" ")"), u"name-missing"_s, Info, u"nobody can tell"_s);
    row("name with a direction", with("name", R"("a\u202eb")"), u"name-characters"_s, Warning,
        u"look like another"_s);

    const QByteArray limit = "token_limit_per_5h";
    row("no limit", with(limit, ""), u"missing-limit"_s, Danger, u"never block this key"_s);
    row("limit a word", with(limit, R"("many")"), u"limit-not-number"_s, Danger,
        u"never block this key"_s);
    row("limit beyond all", with(limit, "1e400"), u"limit-not-number"_s, Danger,
        u"never block this key"_s);
    row("limit as text", with(limit, R"("60000")"), u"limit-not-number"_s, Warning,
        u"take it for 60,000"_s);
    row("limit null", with(limit, "null"), u"limit-not-number"_s, Warning, u"take it for 0"_s);
    row("negative limit", with(limit, "-5"), u"limit-negative"_s, Danger, u"429 to every"_s);
    row("limit below all", with(limit, "-1e400"), u"limit-negative"_s, Danger, u"429 to every"_s);
    row("fraction", with(limit, "0.5"), u"limit-fraction"_s, Info, u"with 0.5"_s);

    const QByteArray expiry = "expiry_date";
    row("no expiry", with(expiry, ""), u"missing-expiry"_s, Warning, u"never let this key"_s);
    row("expiry a word", with(expiry, R"("never")"), u"bad-expiry"_s, Danger,
        u"never let this key"_s);
    row("expiry null", with(expiry, "null"), u"bad-expiry"_s, Danger, u"as expired"_s);
    row("expiry a number", with(expiry, "1830297599000"), u"bad-expiry"_s, Warning,
        u"milliseconds"_s);
    row("expiry zoneless", with(expiry, R"("2027-12-31T23:59:59")"), u"zoneless-time"_s, Warning,
        u"its own host's"_s);
    row("expiry with offset", with(expiry, R"("2027-12-31T23:59:59+01:00")"), u"offset-time"_s,
        Info, u"2027-12-31T22:59:59.000Z"_s);
    row("expiry a date", with(expiry, R"("2027-12-31")"), u"date-only-expiry"_s, Info,
        u"2027-12-31T00:00:00.000Z"_s);
    row("expiry in words", with(expiry, R"("Dec 31 2027 UTC")"), u"odd-time"_s, Warning,
        u"2027-12-31T00:00:00.000Z"_s);
    row("expiry on no day", with(expiry, R"("2027-02-30T00:00:00Z")"), u"odd-time"_s, Warning,
        u"2027-03-02"_s);
    row("expiry on no leap day", with(expiry, R"("2027-02-29")"), u"odd-time"_s, Warning,
        u"2027-03-01"_s);

    const QByteArray total = "total_lifetime_tokens";
    row("no total", with(total, ""), u"bad-total"_s, Warning, u"write null"_s);
    row("total as text", with(total, R"("5")"), u"bad-total"_s, Danger, u"as text"_s);
    row("total null", with(total, "null"), u"bad-total"_s, Info, u"from 0"_s);
    row("total beyond all", with(total, "1e400"), u"bad-total"_s, Warning, u"write null"_s);
    row("negative total", with(total, "-5"), u"bad-total"_s, Info, u"negative"_s);

    const QByteArray windows = "usage_windows";
    row("no windows", with(windows, ""), u"windows-missing"_s, Danger, u"500"_s);
    row("windows null", with(windows, "null"), u"windows-missing"_s, Danger, u"500"_s);
    row("null among the windows", with(windows, "[null]"), u"windows-null"_s, Danger, u"500"_s);
    row("several windows",
        with(windows,
            R"([{"window_start":"2026-01-18T08:00:00.000Z","tokens_used":5},
                {"window_start":"2026-01-18T09:00:00.000Z","tokens_used":5}])"),
        u"several-windows"_s, Info, u"2 usage windows"_s);
    row("window in the future", withWindow(R"("2026-01-18T12:00:00.000Z")"), u"future-window"_s,
        Warning, u"2026-01-18T17:00:00.000Z"_s);
    row("window start a word", withWindow(R"("today")"), u"bad-window-start"_s, Danger, u"500"_s);
    row("window start empty", withWindow(R"("")"), u"bad-window-start"_s, Warning, u"drop it"_s);
    row("window start a number", withWindow("1768732200000"), u"bad-window-start"_s, Warning,
        u"drop it"_s);
    row("window start beyond four digits of a year", withWindow(R"("+012027-01-01T00:00:00.000Z")"),
        u"bad-window-start"_s, Warning, u"not count"_s);
    row("window start in a list", withWindow(R"(["2026-01-18T08:00:00.000Z"])"), u"odd-time"_s,
        Warning, u"wrongly"_s);
    row("window with offset", withWindow(R"("2026-01-18T09:00:00+01:00")"), u"offset-time"_s,
        Warning, u"too long or too short"_s);
    row("window zoneless", withWindow(R"("2026-01-18T09:00:00")"), u"zoneless-time"_s, Warning,
        u"its own host's"_s);
    row("window in words", withWindow(R"("Jan 18 2026")"), u"odd-time"_s, Warning, u"wrongly"_s);

    const QByteArray start = R"("2026-01-18T08:00:00.000Z")";
    row("tokens as text", withWindow(start, R"("5")"), u"bad-tokens-used"_s, Danger,
        u"join them"_s);
    row("tokens null", withWindow(start, "null"), u"bad-tokens-used"_s, Warning, u"as 0"_s);
    row("tokens beyond all", withWindow(start, "1e400"), u"bad-tokens-used"_s, Danger, u"block"_s);
    row("negative tokens", withWindow(start, "-5"), u"bad-tokens-used"_s, Warning, u"negative"_s);
    row("no tokens", with(windows, R"([{"window_start":"2026-01-18T08:00:00.000Z"}])"),
        u"bad-tokens-used"_s, Danger, u"not block"_s);
}

void TestLint::finds()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, id);
    QFETCH(QString, part);
    const QList<Finding> findings = lintKey(keyOf(json), SomeNowMs);
    QCOMPARE(ids(findings), QStringList{id});
    const Finding &finding = findings.first();
    QTEST(finding.severity, "severity");
    QVERIFY2(finding.message.contains(part), qPrintable(finding.message));
    QVERIFY2(finding.message.contains(u": the gateway will "_s), qPrintable(finding.message));
    QVERIFY2(finding.message.endsWith(u'.'), qPrintable(finding.message));
}

void TestLint::saysEachThingOnce()
{
    const QByteArray window = R"({"window_start":"soon","tokens_used":"5"})";
    const ApiKey key = keyOf(with("usage_windows", "[" + window + "," + window + "]"));
    QCOMPARE(ids(lintKey(key, SomeNowMs)),
        (QStringList{u"bad-window-start"_s, u"bad-tokens-used"_s, u"several-windows"_s}));
}

void TestLint::anEscapeInATimeChangesNothing_data()
{
    QTest::addColumn<QByteArray>("time");
    for (const char *time : {"2026-01-18T08:00:00.000Z", "2026-01-18T05:30:00.000Z",
             "2026-01-18T05:29:59.999Z", "2026-01-18T10:31:00.000Z", "2026-01-18T10:31:00.001Z",
             "2027-12-31T23:59:59.000Z", "2026-02-30T08:00:00.000Z", "2026-01-18T08:00:00Z",
             "2026-01-18T08:00:00.000+02:00", "2026-01-18T08:00:00.000", "2026-01-18", "soon", "",
             "0000-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z", "+012027-01-01T00:00:00.000Z"})
        QTest::newRow(time) << QByteArray(time);
}

/// A time is read by another way where it is written with an escape.
void TestLint::anEscapeInATimeChangesNothing()
{
    QFETCH(QByteArray, time);
    const QByteArray escaped
        = time.isEmpty() ? QByteArray() : "\\u00" + QByteArray(1, time[0]).toHex() + time.sliced(1);
    const auto inWindow = [](const QByteArray &text) { return withWindow('"' + text + '"'); };
    const auto asExpiry
        = [](const QByteArray &text) { return with("expiry_date", '"' + text + '"'); };
    for (const auto &recordOf : {std::function(inWindow), std::function(asExpiry)}) {
        const ApiKey plain = keyOf(recordOf(time));
        const ApiKey same = keyOf(recordOf(escaped));
        QCOMPARE(lintKey(plain, SomeNowMs), lintKey(same, SomeNowMs));
        const KeyState one = keyState(plain, SomeNowMs);
        const KeyState other = keyState(same, SomeNowMs);
        QCOMPARE(one.all, other.all);
        QCOMPARE(one.expiresMs, other.expiresMs);
        QCOMPARE(one.rate.used, other.rate.used);
        QCOMPARE(one.rate.beganMs, other.rate.beganMs);
        QCOMPARE(one.rate.gatewayFails, other.rate.gatewayFails);
    }
}

void TestLint::duplicatesSayWhichOneCounts()
{
    const QByteArray a = with({}, {});
    const QByteArray b = with("key", R"("pk_example_0002")");
    const QByteArray nameless = with("key", "");
    const KeySet keys = decodeStore(
        R"({"keys":[)" + a + "," + b + "," + nameless + "," + a + "," + nameless + "," + a + "]}");
    const auto findings = lintKeys(keys, SomeNowMs);
    QCOMPARE(findings.size(), size_t(6));
    QCOMPARE(ids(findings[0]), QStringList{u"duplicate-key"_s});
    QCOMPARE(findings[0][0].severity, FindingSeverity::Warning);
    QVERIFY(findings[0][0].message.contains(u"only ever use this record"_s));
    QCOMPARE(ids(findings[1]), QStringList());
    QCOMPARE(ids(findings[2]), QStringList{u"missing-key"_s});
    QCOMPARE(ids(findings[4]), QStringList{u"missing-key"_s});
    for (const size_t i : {3u, 5u}) {
        QCOMPARE(ids(findings[i]), QStringList{u"duplicate-key"_s});
        QCOMPARE(findings[i][0].severity, FindingSeverity::Danger);
        QVERIFY(findings[i][0].message.contains(u"never use this record"_s));
    }
}

void TestLint::staysQuickOnManyDuplicates()
{
    const KeySet keys
        = decodeStore(R"({"keys":[)" + (with({}, {}) + ",").repeated(20'000) + with({}, {}) + "]}");
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(lintKeys(keys, SomeNowMs).size(), size_t(20'001));
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestLint)
#include "tst_lint.moc"
