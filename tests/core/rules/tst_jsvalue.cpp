#include "core/base/jstext.h"
#include "core/rules/jsvalue.h"

#include "core/store/jsonscanner.h"

#include <QRegularExpression>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace keydeck;

class TestJsValue final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void converts_data();
    void converts();
    void survivesDeepNesting();
    void trimsWhatJavaScriptTrims();
};

void TestJsValue::converts_data()
{
    QTest::addColumn<QByteArray>("json"); // empty: undefined
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("number");

    const auto row = [](const QByteArray &json, const QString &text, const QString &number) {
        QTest::addRow("'%s'", json.data()) << json << text << number;
    };
    row("", u"undefined"_s, u"NaN"_s);
    row("null", u"null"_s, u"0"_s);
    row("true", u"true"_s, u"1"_s);
    row("1.0", u"1"_s, u"1"_s);
    row("-0", u"0"_s, u"0"_s);
    row("1e21", u"1e+21"_s, u"1e+21"_s);
    row("-1e400", u"-Infinity"_s, u"-Infinity"_s);
    row("\" 7 \"", u" 7 "_s, u"7"_s);
    row("\"abc\"", u"abc"_s, u"NaN"_s);
    row("\"\"", QString(), u"0"_s);
    row("{\"a\":1}", u"[object Object]"_s, u"NaN"_s);
    row("[]", QString(), u"0"_s);
    row("[null]", QString(), u"0"_s);
    row("[[\"5\"]]", u"5"_s, u"5"_s);
    row("[1, [2, [ ], null], {}, \"x\"]", u"1,2,,,[object Object],x"_s, u"NaN"_s);
}

void TestJsValue::converts()
{
    QFETCH(QByteArray, json);
    const JsonValue value(json);
    QTEST(jsString(value), "text");
    QTEST(jsString(jsNumber(value)), "number");
}

void TestJsValue::survivesDeepNesting()
{
    const QByteArray json
        = QByteArray(JsonMaximumDepth, '[') + '7' + QByteArray(JsonMaximumDepth, ']');
    QCOMPARE(jsString(JsonValue(json)), u"7"_s);
}

void TestJsValue::trimsWhatJavaScriptTrims()
{
    QCOMPARE(jsTrimmed(u"\ufeff\u00a0\u2028\t a b \u3000\n"), u"a b");
    QCOMPARE(jsTrimmed(u"\u0085a\u001f"), u"\u0085a\u001f");
    QCOMPARE(jsTrimmed(u" \t "), u"");
}

QTEST_GUILESS_MAIN(TestJsValue)
#include "tst_jsvalue.moc"
