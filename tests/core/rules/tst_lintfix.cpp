// What each finding's fix makes of a record, and what it says of it.
#include "core/rules/fixplan.h"

#include "core/rules/recordfixer.h"
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::SomeNowMs; // 2026-01-18T10:30:00.000Z

namespace {

// A faultless record with one field replaced, or left out when the value is empty.
QByteArray with(const QByteArray &field, const QByteArray &value)
{
    const QList<std::pair<QByteArray, QByteArray>> fields{{"key", R"("pk_example_0001")"},
        {"name", R"("Alice")"}, {"token_limit_per_5h", "60000"},
        {"expiry_date", R"("2027-12-31T23:59:59Z")"}, {"total_lifetime_tokens", "5"},
        {"usage_windows", R"([{"window_start":"2026-01-18T08:00:00.000Z","tokens_used":5}])"}};
    QByteArrayList members;
    for (const auto &[name, usual] : fields) {
        if (name != field || !value.isEmpty())
            members.append('"' + name + "\":" + (name == field ? value : usual));
    }
    return "{" + members.join(',') + "}";
}

/// A window of those values, either of which may be missing.
QByteArray window(const QByteArray &start, const QByteArray &tokens = "5")
{
    QByteArrayList members;
    if (!start.isEmpty())
        members += R"("window_start":)" + start;
    if (!tokens.isEmpty())
        members += R"("tokens_used":)" + tokens;
    return '{' + members.join(',') + '}';
}

QByteArray windows(const QByteArrayList &entries)
{
    return '[' + entries.join(',') + ']';
}

const QByteArray Live = R"("2026-01-18T08:00:00.000Z")";
const QByteArray Later = R"("2026-01-18T09:00:00.000Z")";
const QByteArray Now = R"("2026-01-18T10:30:00.000Z")";
const QByteArray InThirtyDays = R"("2026-02-17T10:30:00.000Z")";

KeySet store(const QByteArrayList &records)
{
    return decodeStore("{\"keys\":[" + records.join(',') + "]}");
}

/// Has 60000 for its most common limit.
KeySet storeAround(const QByteArray &record)
{
    return store({record, R"({"key":"pk_b","token_limit_per_5h":60000})",
        R"({"key":"pk_c","token_limit_per_5h":60000})",
        R"({"key":"pk_d","token_limit_per_5h":70000})"});
}

std::optional<Finding> findingOf(const KeySet &keys, const QString &id)
{
    const auto findings = lintKeys(keys, SomeNowMs);
    for (const Finding &finding : findings.front()) {
        if (finding.id == id)
            return finding;
    }
    return {};
}

FixScope onlyFirst(const KeySet &keys, const QString &id)
{
    return {{{{keys.refAt(0), id}}}};
}

QStringList textsOf(const QList<FixedValue> &changes)
{
    QStringList texts;
    for (const FixedValue &value : changes)
        texts += fixText(value);
    return texts;
}

} // namespace

class TestLintFix final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void mends_data();
    void mends();
    void leavesAlone_data();
    void leavesAlone();
    void zonelessIsTheGatewaysHost();
    void removesWhatIsNeverUsed_data();
    void removesWhatIsNeverUsed();
    void defaultsComeFromThePersonFirst();
    void cutsAKeyOnlyWhereItStaysTheOnlyOne();
    void removesDuplicatesButTheFirst();
    void everyFindingCanBeFixedOrSaysWhatToDo();
    void neverNamesAKey();
};

void TestLintFix::mends_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("before"); // empty: the field is missing
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QString>("says"); // of the first change

    const auto row = [](const char *name, const QString &id, const QByteArray &field,
                         const QByteArray &before, const QByteArray &after, const QString &says) {
        QTest::newRow(name) << id << field << before << after << says;
    };
    const QByteArray limit = "token_limit_per_5h";
    row("no limit", u"missing-limit"_s, limit, {}, "60000",
        u"token_limit_per_5h: nothing → 60000 (the store's most common limit)"_s);
    row("limit a word", u"limit-not-number"_s, limit, R"("many")", "60000",
        u"token_limit_per_5h: “many” → 60000 (the store's most common limit)"_s);
    row("limit beyond all", u"limit-not-number"_s, limit, "1e400", "60000", u"1e400 → 60000"_s);
    row("limit as text", u"limit-not-number"_s, limit, R"("5000")", "5000",
        u"token_limit_per_5h: “5000” → 5000 (what the gateway takes it for)"_s);
    row("limit null", u"limit-not-number"_s, limit, "null", "0", u"null → 0"_s);
    row("limit below all", u"limit-not-number"_s, limit, R"("-Infinity")", "-1",
        u"“-Infinity” → -1 (what the gateway takes it for)"_s);
    row("limit in a list", u"limit-not-number"_s, limit, "[7]", "7", u"[7] → 7"_s);
    row("limit a fraction", u"limit-fraction"_s, limit, "10.9", "10", u"10.9 → 10"_s);

    const QByteArray expiry = "expiry_date";
    row("no expiry", u"missing-expiry"_s, expiry, {}, InThirtyDays,
        u"expiry_date: nothing → “2026-02-17T10:30:00.000Z” (30 days from now)"_s);
    row("expiry a word", u"bad-expiry"_s, expiry, R"("never")", InThirtyDays, u"“never” →"_s);
    row("expiry null", u"bad-expiry"_s, expiry, "null", R"("1970-01-01T00:00:00.000Z")",
        u"null → “1970-01-01T00:00:00.000Z” (what the gateway takes it for: it stays expired)"_s);
    row("expiry true", u"bad-expiry"_s, expiry, "true", R"("1970-01-01T00:00:00.001Z")",
        u"it stays expired"_s);
    row("expiry false", u"bad-expiry"_s, expiry, "false", R"("1970-01-01T00:00:00.000Z")",
        u"it stays expired"_s);
    row("expiry a number", u"bad-expiry"_s, expiry, "1830297599000",
        R"("2027-12-31T23:59:59.000Z")", u"what the gateway takes it for"_s);
    row("expiry beyond all", u"bad-expiry"_s, expiry, "9e15", InThirtyDays, u"30 days"_s);
    row("expiry with offset", u"offset-time"_s, expiry, R"("2027-12-31T23:59:59+01:00")",
        R"("2027-12-31T22:59:59.000Z")", u"+01:00” → “2027-12-31T22:59:59.000Z”"_s);
    row("expiry a date", u"date-only-expiry"_s, expiry, R"("2027-12-31")",
        R"("2027-12-31T00:00:00.000Z")", u"“2027-12-31” → “2027-12-31T00:00:00.000Z”"_s);
    row("expiry in words", u"odd-time"_s, expiry, R"("Dec 31 2027 UTC")",
        R"("2027-12-31T00:00:00.000Z")", u"“Dec 31 2027 UTC” →"_s);
    row("expiry on no day", u"odd-time"_s, expiry, R"("2027-02-30T00:00:00Z")",
        R"("2027-03-02T00:00:00.000Z")", u"→ “2027-03-02"_s);
    row("expiry zoneless", u"zoneless-time"_s, expiry, R"("2027-12-31T23:59:59")",
        R"("2027-12-31T23:59:59.000Z")", u"(read in this computer's time zone)"_s);

    row("name with a direction", u"name-characters"_s, "name", R"("a\u202eb\nc")", R"("ab c")",
        u"name: “a\\u202eb\\u000ac” → “ab c”"_s);
    row("key with a space", u"key-whitespace"_s, "key", R"(" pk_1\t")", R"("pk_1")",
        u"key: white space or “Bearer” at its ends → cut off"_s);
    row("key with its scheme", u"key-whitespace"_s, "key", R"("bearer Bearer  pk_1")", R"("pk_1")",
        u"cut off"_s);

    const QByteArray total = "total_lifetime_tokens";
    row("no total", u"bad-total"_s, total, {}, "5",
        u"total_lifetime_tokens: nothing → 5 (the tokens of its usage windows)"_s);
    row("total null", u"bad-total"_s, total, "null", "5", u"null → 5"_s);
    row("total negative", u"bad-total"_s, total, "-7", "5", u"-7 → 5"_s);
    row("total beyond all", u"bad-total"_s, total, "1e400", "5", u"1e400 → 5"_s);
    row("total as text", u"bad-total"_s, total, R"("1500000")", "1500000", u"→ 1500000"_s);
    row("total a word", u"bad-total"_s, total, R"("many")", "5", u"“many” → 5"_s);
    row("total a fraction", u"bad-total"_s, total, "8.7", "8", u"8.7 → 8"_s);

    const QByteArray list = "usage_windows";
    row("no windows", u"windows-missing"_s, list, {}, "[]", u"usage_windows: nothing → []"_s);
    row("windows null", u"windows-missing"_s, list, "null", "[]", u"null → []"_s);
    row("a window without its list", u"windows-missing"_s, list, window(Live),
        windows({window(Live)}), u"→ [{"_s);
    row("null among the windows", u"windows-null"_s, list, windows({"null", window(Live), "null"}),
        windows({window(Live)}), u"usage_windows[0]: null → removed (it was null)"_s);
    row("start a word that counts", u"bad-window-start"_s, list, windows({window(R"("today")")}),
        windows({window(Now)}),
        u"usage_windows[0].window_start: “today” → “2026-01-18T10:30:00.000Z” (now, so that its "
        "tokens stay counted)"_s);
    row("start that does not count", u"bad-window-start"_s, list,
        windows({window(R"("")"), window({}), window(Live), "5", window("1768732200000")}),
        windows({window(Live)}), u"→ removed (the gateway does not count it)"_s);
    row("start with offset", u"offset-time"_s, list,
        windows({R"({"window_start" : "2026-01-18T09:00:00+01:00", "tokens_used":5})"}),
        windows({R"({"window_start" : "2026-01-18T08:00:00.000Z", "tokens_used":5})"}),
        u"usage_windows[0].window_start: “2026-01-18T09:00:00+01:00” → "
        "“2026-01-18T08:00:00.000Z”"_s);
    row("start zoneless", u"zoneless-time"_s, list, windows({window(R"("2026-01-18T08:00:00")")}),
        windows({window(Live)}), u"(read in this computer's time zone)"_s);
    row("start in words", u"odd-time"_s, list, windows({window(R"("Jan 18 2026 08:00 UTC")")}),
        windows({window(Live)}), u"“Jan 18 2026 08:00 UTC” →"_s);
    row("start in a list", u"odd-time"_s, list, windows({window('[' + Live + ']')}),
        windows({window(Live)}), u"→ “2026-01-18T08:00:00.000Z”"_s);
    row("start in words, beyond what is compared", u"odd-time"_s, list,
        windows({window(R"("Jan 1 12027 UTC")")}), windows({window(Now)}), u"stay counted"_s);
    row("start in the future", u"future-window"_s, list,
        windows({window(R"("2026-01-18T12:00:00.000Z")")}), windows({window(Now)}),
        u"(now, so that its tokens stay counted)"_s);
    row("several windows", u"several-windows"_s, list,
        windows({window(R"("2026-01-10T08:00:00.000Z")", "1"), window(Live, "20"),
            window(Later, "300"), window(Now, "4000")}),
        windows({window(R"("2026-01-10T08:00:00.000Z")", "1"), window(Live, "4320")}),
        u"usage_windows[1].tokens_used: 20 → 4320 (all open windows together)"_s);

    const auto tokens = [&](const char *name, const QByteArray &before, const QByteArray &after) {
        row(name, u"bad-tokens-used"_s, list, windows({window(Live, before)}),
            windows({window(Live, after)}), u"usage_windows[0].tokens_used: "_s);
    };
    tokens("tokens missing", {}, "0");
    tokens("tokens null", "null", "0");
    tokens("tokens as text", R"("45000")", "45000");
    tokens("tokens as text that the gateway reads as hexadecimal", R"("x1F")", "31");
    tokens("tokens as text with a space", R"(" 7 ")", "7");
    tokens("tokens a word", R"("many")", "0");
    tokens("tokens in a list", "[7]", "7");
    tokens("tokens an object", "{}", "0");
    tokens("tokens negative", "-5", "0");
    tokens("tokens a fraction", "5.5", "6");
    tokens("tokens beyond all", "1e400", "9007199254740991");
    row("tokens of what is no window", u"bad-tokens-used"_s, list, windows({"5", "{}"}), "[]",
        u"usage_windows[0]: 5 → removed"_s);
}

void TestLintFix::mends()
{
    QFETCH(QString, id);
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QString, says);
    const KeySet keys = storeAround(with(field, before));
    const auto finding = findingOf(keys, id);
    QVERIFY2(finding, "the lint does not find it");

    const FixPlanner planner(keys, {SomeNowMs});
    const FixPlan plan = planner.plan(onlyFirst(keys, id));
    QCOMPARE(plan.size(), size_t(1));
    QCOMPARE(plan[0].index, 0);
    QVERIFY(!plan[0].isRemoved);
    QCOMPARE(plan[0].values.size(), size_t(1));
    QCOMPARE(QByteArray(fieldName(plan[0].values.begin()->first).toByteArray()), field);
    QCOMPARE(plan[0].values.begin()->second, after);
    QVERIFY2(textsOf(plan[0].changes).front().contains(says),
        qPrintable(textsOf(plan[0].changes).join(u'\n')));
    QCOMPARE(planner.changes(0, *finding), plan[0].changes);
    // And then it is found no more.
    QVERIFY(!findingOf(storeAround(with(field, after)), id));
}

void TestLintFix::leavesAlone_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<QString>("advice");
    QTest::newRow("negative limit")
        << u"limit-negative"_s << with("token_limit_per_5h", "-5") << u"edit it"_s;
    QTest::newRow("limit below all")
        << u"limit-negative"_s << with("token_limit_per_5h", "-1e400") << u"edit it"_s;
    QTest::newRow("key beyond ASCII")
        << u"key-characters"_s << with("key", R"("pk_é")") << u"another key"_s;
    QTest::newRow("no name") << u"name-missing"_s << with("name", "") << u"name"_s;
    QTest::newRow("name of nothing else")
        << u"name-characters"_s << with("name", R"("\u202e\u0007")") << u"another one"_s;
}

void TestLintFix::leavesAlone()
{
    QFETCH(QString, id);
    QFETCH(QByteArray, record);
    QFETCH(QString, advice);
    const KeySet keys = storeAround(record);
    const auto finding = findingOf(keys, id);
    QVERIFY(finding);
    const FixPlanner planner(keys, {SomeNowMs});
    QVERIFY(planner.plan(onlyFirst(keys, {})).empty());
    QVERIFY(planner.changes(0, *finding).isEmpty());
    QVERIFY2(fixAdvice(id).contains(advice), qPrintable(fixAdvice(id)));
}

void TestLintFix::zonelessIsTheGatewaysHost()
{
    const QByteArray zone = qgetenv("TZ");
    qputenv("TZ", "Asia/Tokyo");
    tzset();
    const KeySet keys = storeAround(with("expiry_date", R"("2027-12-31T23:59:59")"));
    const FixPlan plan = FixPlanner(keys, {SomeNowMs}).plan(onlyFirst(keys, {}));
    qputenv("TZ", zone);
    tzset();
    QCOMPARE(plan[0].values.at(KeyField::ExpiryDate), R"("2027-12-31T14:59:59.000Z")"_ba);
}

void TestLintFix::removesWhatIsNeverUsed_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QByteArray>("record");
    QTest::newRow("a number") << u"not-an-object"_s << "5"_ba;
    QTest::newRow("no key") << u"missing-key"_s << with("key", "");
    QTest::newRow("key a number") << u"missing-key"_s << with("key", "5");
    QTest::newRow("blank key") << u"blank-key"_s << with("key", R"(" ")");
    QTest::newRow("key of nothing else") << u"key-whitespace"_s << with("key", R"("Bearer ")");
}

void TestLintFix::removesWhatIsNeverUsed()
{
    QFETCH(QString, id);
    QFETCH(QByteArray, record);
    const KeySet keys = storeAround(record);
    QVERIFY(findingOf(keys, id));
    for (const QString &wanted : {id, QString()}) {
        const FixPlan plan = FixPlanner(keys, {SomeNowMs}).plan(onlyFirst(keys, wanted));
        QCOMPARE(plan.size(), size_t(1));
        QVERIFY(plan[0].isRemoved);
        QCOMPARE(plan[0].changes.size(), 1);
        QVERIFY(fixText(plan[0].changes[0]).startsWith(u"the record is removed ("_s));
    }
}

void TestLintFix::defaultsComeFromThePersonFirst()
{
    const KeySet keys = storeAround(R"({"key":"pk_example_0001","name":"A","usage_windows":[],)"
                                    R"("total_lifetime_tokens":0})");
    const FixPlan plan = FixPlanner(keys, {SomeNowMs, 123, u"2030-01-01T00:00:00.000Z"_s})
                             .plan(onlyFirst(keys, {}));
    QCOMPARE(plan[0].values.at(KeyField::TokenLimitPer5h), "123"_ba);
    QCOMPARE(plan[0].values.at(KeyField::ExpiryDate), R"("2030-01-01T00:00:00.000Z")"_ba);
    QCOMPARE(textsOf(plan[0].changes),
        (QStringList{u"token_limit_per_5h: nothing → 123"_s,
            u"expiry_date: nothing → “2030-01-01T00:00:00.000Z”"_s}));

    // Nothing to follow: limits of 0 close a key and are no model.
    const KeySet lone = store({with("token_limit_per_5h", ""), R"({"token_limit_per_5h":0})"});
    QCOMPARE(FixPlanner(lone, {SomeNowMs})
                 .plan(onlyFirst(lone, {}))[0]
                 .values.at(KeyField::TokenLimitPer5h),
        "100000"_ba);
    // Of two that are as common, the smaller.
    const KeySet even = store({with("token_limit_per_5h", ""), R"({"token_limit_per_5h":80})",
        R"({"token_limit_per_5h":70})"});
    QCOMPARE(FixPlanner(even, {SomeNowMs})
                 .plan(onlyFirst(even, {}))[0]
                 .values.at(KeyField::TokenLimitPer5h),
        "70"_ba);
}

void TestLintFix::cutsAKeyOnlyWhereItStaysTheOnlyOne()
{
    const auto cut = [](const QByteArrayList &keyTexts) {
        QByteArrayList records;
        for (const QByteArray &key : keyTexts)
            records += with("key", key);
        const KeySet keys = store(records);
        return FixPlanner(keys, {SomeNowMs}).plan({}).size();
    };
    QCOMPARE(cut({R"("pk_1 ")", R"("pk_2")"}), size_t(1));
    QCOMPARE(cut({R"("pk_1 ")", R"("pk_1")"}), size_t(0));
    QCOMPARE(cut({R"("pk_1 ")", R"(" pk_1")"}), size_t(0));
    // A duplicate of it goes, and does not stand in its way.
    QCOMPARE(cut({R"("pk_1 ")", R"("pk_1 ")"}), size_t(2));
    QVERIFY(fixAdvice(u"key-whitespace"_s).contains(u"which one to keep"_s));
}

void TestLintFix::removesDuplicatesButTheFirst()
{
    const QByteArray a = with({}, {});
    const QByteArray b = with("key", R"("pk_example_0002")");
    const KeySet keys = store({a, b, a, with("token_limit_per_5h", ""), b});
    const auto removed = [&](const FixScope &scope) {
        QList<qsizetype> indexes;
        for (const RecordFix &fix : FixPlanner(keys, {SomeNowMs}).plan(scope)) {
            if (fix.isRemoved)
                indexes += fix.index;
        }
        return indexes;
    };
    const QString id = u"duplicate-key"_s;
    const QString key = u"pk_example_0001"_s;
    QCOMPARE(removed({}), (QList<qsizetype>{2, 3, 4}));
    QCOMPARE(removed({{{{{key, 0}, id}}}}), (QList<qsizetype>{2, 3})); // the first: all others
    QCOMPARE(removed({{{{{key, 2}, id}}}}), (QList<qsizetype>{3})); // one of the others: that one
    QCOMPARE(removed({{{{{key, 2}, u"missing-limit"_s}}}}), QList<qsizetype>());
    QCOMPARE(removed({{{{{u"pk_gone"_s, 0}, id}}}}), QList<qsizetype>());

    const FixPlanner planner(keys, {SomeNowMs});
    const auto findings = lintKeys(keys, SomeNowMs);
    QVERIFY(fixText(planner.changes(0, findings[0][0])[0]).contains(u"further down"_s));
    QVERIFY(fixText(planner.changes(2, findings[2][0])[0]).contains(u"is removed"_s));
}

/// No finding of ours is without an answer: tst_fixfindings shows that those of odd records are
/// either fixed or among these.
void TestLintFix::everyFindingCanBeFixedOrSaysWhatToDo()
{
    for (const QString &id : {u"limit-negative"_s, u"key-characters"_s, u"key-whitespace"_s,
             u"name-missing"_s, u"name-characters"_s, u"something else"_s}) {
        QVERIFY(fixAdvice(id).endsWith(u'.'));
        QVERIFY(fixAdvice(id).front().isUpper());
    }
}

void TestLintFix::neverNamesAKey()
{
    const QString secret = u"pk_secret_0001"_s;
    for (const QByteArray &key : {"\" pk_secret_0001\""_ba, "\"pk_secret_0001\""_ba}) {
        const KeySet keys = store({with("key", key), with("key", key)});
        const FixPlan plan = FixPlanner(keys, {SomeNowMs}).plan({});
        QVERIFY(!plan.empty());
        for (const RecordFix &fix : plan)
            QVERIFY(!textsOf(fix.changes).join(u' ').contains(secret));
    }
}

QTEST_GUILESS_MAIN(TestLintFix)
#include "tst_lintfix.moc"
