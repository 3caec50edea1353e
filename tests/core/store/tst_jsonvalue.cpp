#include "core/store/jsonvalue.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using namespace keydeck;

namespace {

constexpr double Infinite = std::numeric_limits<double>::infinity();
constexpr double NotANumber = std::numeric_limits<double>::quiet_NaN();

bool same(double a, double b)
{
    return (std::isnan(a) && std::isnan(b)) || a == b;
}

} // namespace

class TestJsonValue final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void tellsItsKind_data();
    void tellsItsKind();
    void decodesStrings_data();
    void decodesStrings();
    void comparesStrings_data();
    void comparesStrings();
    void countsAsJavaScriptDoes_data();
    void countsAsJavaScriptDoes();
    void becomesQJson_data();
    void becomesQJson();
    void writesStrings_data();
    void writesStrings();
    void writesNumbers_data();
    void writesNumbers();
};

void TestJsonValue::tellsItsKind_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<JsonKind>("kind");
    QTest::newRow("missing") << QByteArray() << JsonKind::Missing;
    QTest::newRow("null") << QByteArray("null") << JsonKind::Null;
    QTest::newRow("true") << QByteArray("true") << JsonKind::Bool;
    QTest::newRow("false") << QByteArray("false") << JsonKind::Bool;
    QTest::newRow("number") << QByteArray("0") << JsonKind::Number;
    QTest::newRow("negative number") << QByteArray("-1") << JsonKind::Number;
    QTest::newRow("string") << QByteArray("\"\"") << JsonKind::String;
    QTest::newRow("array") << QByteArray("[]") << JsonKind::Array;
    QTest::newRow("object") << QByteArray("{}") << JsonKind::Object;
}

void TestJsonValue::tellsItsKind()
{
    QFETCH(QByteArray, text);
    QTEST(JsonValue(text).kind(), "kind");
    QCOMPARE(JsonValue(text).isMissing(), text.isEmpty());
    QCOMPARE(JsonValue(text).isString(), text.startsWith('"'));
}

void TestJsonValue::decodesStrings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    const QChar bad(QChar::ReplacementCharacter);
    QTest::newRow("number") << QByteArray("1") << QString();
    QTest::newRow("empty") << QByteArray(R"("")") << QString();
    QTest::newRow("plain") << QByteArray(R"("pk_1")") << u"pk_1"_s;
    QTest::newRow("escapes") << QByteArray(R"("\"\\\/\b\f\n\r\t")") << u"\"\\/\b\f\n\r\t"_s;
    QTest::newRow("unicode escape") << QByteArray(R"("\u00E9\u00e9")") << u"éé"_s;
    QTest::newRow("NUL") << QByteArray(R"("a\u0000b")") << QString(u"a\0b"_s);
    QTest::newRow("escaped pair") << QByteArray(R"("\ud83d\ude00")") << u"😀"_s;
    QTest::newRow("lone surrogates")
        << QByteArray(R"("\ude00\ud83d")") << QString(QChar(0xde00)) + QChar(0xd83d);
    QTest::newRow("UTF-8") << QByteArray("\"é€😀\"") << u"é€😀"_s;
    QTest::newRow("first and last of each length")
        << QByteArray("\"\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf"
                      "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\"")
        << u"\u0080\u07ff\u0800\ud7ff\ue000\uffff\U00010000\U0010ffff"_s;
    QTest::newRow("byte order mark stays") << QByteArray("\"\xef\xbb\xbfx\"") << u"\ufeffx"_s;
    QTest::newRow("stray byte") << QByteArray("\"a\xff\"") << u'a' + bad;
    QTest::newRow("cut character") << QByteArray("\"\xf0\x9f\x98\"") << QString(bad);
    QTest::newRow("overlong") << QByteArray("\"\xc0\xaf\"") << QString(2, bad);
    QTest::newRow("encoded surrogate") << QByteArray("\"\xed\xa0\x80\"") << QString(3, bad);
    QTest::newRow("beyond Unicode") << QByteArray("\"\xf4\x90\x80\x80\"") << QString(4, bad);
}

void TestJsonValue::decodesStrings()
{
    QFETCH(QByteArray, text);
    QTEST(JsonValue(text).toString(), "expected");
}

void TestJsonValue::comparesStrings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("equal");
    QTest::newRow("equal") << QByteArray(R"("pk_1")") << u"pk_1"_s << true;
    QTest::newRow("other end") << QByteArray(R"("pk_1")") << u"pk_2"_s << false;
    QTest::newRow("prefix") << QByteArray(R"("pk_1")") << u"pk_"_s << false;
    QTest::newRow("escaped") << QByteArray(R"("\u0070k_1")") << u"pk_1"_s << true;
    QTest::newRow("its escape is not it") << QByteArray(R"("\n")") << u"\\n"_s << false;
    QTest::newRow("UTF-8") << QByteArray("\"é\"") << u"é"_s << true;
    QTest::newRow("a stray byte is not Latin-1") << QByteArray("\"\xe9\"") << u"é"_s << false;
    QTest::newRow("a stray byte is U+FFFD") << QByteArray("\"\xe9\"") << u"\ufffd"_s << true;
    QTest::newRow("case counts") << QByteArray(R"("PK")") << u"pk"_s << false;
    QTest::newRow("number") << QByteArray("1") << u"1"_s << false;
    QTest::newRow("missing") << QByteArray() << QString() << false;
    QTest::newRow("empty") << QByteArray(R"("")") << QString() << true;
}

void TestJsonValue::comparesStrings()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, other);
    QTEST(JsonValue(text).equalsString(other), "equal");
}

void TestJsonValue::countsAsJavaScriptDoes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<double>("number");
    const auto row = [](const QByteArray &text, double number) {
        QTest::newRow(text.isEmpty() ? "missing" : text.constData()) << text << number;
    };
    row("", NotANumber);
    row("null", 0);
    row("true", 1);
    row("false", 0);
    row("[]", NotANumber);
    row("[5]", NotANumber);
    row("{}", NotANumber);
    row("100000", 100'000);
    row("1.0", 1);
    row("-1.5e3", -1500);
    row("9007199254740993", 9007199254740992.0);
    row("9223372036854775808", 9223372036854775808.0);
    row("1e999", Infinite);
    row("-1e999", -Infinite);
    row("1e99999999999999999999", Infinite);
    row("1e-99999999999999999999", 0);
    row("0e99999999999999999999", 0);
    row("0.00000000001e400", Infinite);
    row("100000000000000e-400", 0);
    row("4.9e-324", 4.9e-324);
    row('1' + QByteArray(400, '0') + "e-10", Infinite);
    row("-0." + QByteArray(400, '0') + "1e10", 0);
    row(R"("")", 0);
    row(R"(" \n\u00a0\ufeff")", 0);
    row(R"(" 12 ")", 12);
    row(R"("+12")", 12);
    row(R"("-.5")", -0.5);
    row(R"("5.")", 5);
    row(R"(".")", NotANumber);
    row(R"("12px")", NotANumber);
    row(R"("1,000")", NotANumber);
    row(R"("0x10")", 16);
    row(R"("0X1f")", 31);
    row(R"("0o17")", 15);
    row(R"("0b11")", 3);
    row(R"("0x")", NotANumber);
    row(R"("-0x10")", NotANumber);
    row(R"("0b12")", NotANumber);
    row(R"("0x20000000000001")", 9007199254740992.0);
    row(R"("0x20000000000003")", 9007199254740996.0);
    row(R"("0x200000000000010000000000001")", std::ldexp(9007199254740994.0, 52));
    row(R"("Infinity")", Infinite);
    row(R"("-Infinity")", -Infinite);
    row(R"("infinity")", NotANumber);
    row(R"("NaN")", NotANumber);
    row(R"("1_000")", NotANumber);
}

void TestJsonValue::countsAsJavaScriptDoes()
{
    QFETCH(QByteArray, text);
    QFETCH(double, number);
    const double found = JsonValue(text).toNumber();
    QVERIFY2(same(found, number), QByteArray::number(found, 'g', 17).constData());
}

void TestJsonValue::becomesQJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QJsonValue>("expected");
    QTest::newRow("missing") << QByteArray() << QJsonValue(QJsonValue::Null);
    QTest::newRow("null") << QByteArray("null") << QJsonValue(QJsonValue::Null);
    QTest::newRow("true") << QByteArray("true") << QJsonValue(true);
    QTest::newRow("integer") << QByteArray("9007199254740992")
                             << QJsonValue(qint64(9007199254740992));
    QTest::newRow("fraction") << QByteArray("0.5") << QJsonValue(0.5);
    QTest::newRow("infinity") << QByteArray("1e999") << QJsonValue(QJsonValue::Null);
    QTest::newRow("string") << QByteArray(R"("\u00e9")") << QJsonValue(u"é"_s);
    QTest::newRow("array") << QByteArray(R"([1,"a"])") << QJsonValue(QJsonArray{1, u"a"_s});
    QTest::newRow("object") << QByteArray(R"({"a":{"b":[]}})")
                            << QJsonValue(
                                   QJsonObject{{u"a"_s, QJsonObject{{u"b"_s, QJsonArray()}}}});
    QTest::newRow("not UTF-8") << QByteArray("[\"a\xff\"]") << QJsonValue(QJsonArray{u"a\ufffd"_s});
}

void TestJsonValue::becomesQJson()
{
    QFETCH(QByteArray, text);
    QTEST(JsonValue(text).toQJson(), "expected");
}

void TestJsonValue::writesStrings_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("empty") << QString() << QByteArray(R"("")");
    QTest::newRow("quotes") << u"a\"b\\c/d"_s << QByteArray(R"("a\"b\\c/d")");
    QTest::newRow("short escapes") << u"\b\f\n\r\t"_s << QByteArray(R"("\b\f\n\r\t")");
    QTest::newRow("control characters")
        << u"\u0001\u001f\u007f"_s << QByteArray("\"\\u0001\\u001f\x7f\"");
    QTest::newRow("UTF-8") << u"é€😀\u2028"_s << QByteArray("\"é€😀\xe2\x80\xa8\"");
    QTest::newRow("lone surrogates")
        << QString(QChar(0xde00)) + u'x' + QChar(0xd83d) << QByteArray(R"("\ude00x\ud83d")");
    QTest::newRow("high, then pair")
        << QString(QChar(0xd83d)) + u"😀"_s << QByteArray("\"\\ud83d😀\"");
}

void TestJsonValue::writesStrings()
{
    QFETCH(QString, text);
    QTEST(jsonStringText(text), "expected");
    QCOMPARE(JsonValue(jsonStringText(text)).toString(), text);
}

void TestJsonValue::writesNumbers_data()
{
    QTest::addColumn<double>("number");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](double number, const char *expected) {
        QTest::addRow("%.17g %s", number, expected) << number << QByteArray(expected);
    };
    row(0, "0");
    row(-0.0, "0");
    row(5, "5");
    row(-100, "-100");
    row(1500000, "1500000");
    row(0.1, "0.1");
    row(123.456, "123.456");
    row(1e20, "100000000000000000000");
    row(1e21, "1e+21");
    row(1.5e21, "1.5e+21");
    row(123456789012345680000.0, "123456789012345680000");
    row(9007199254740993.0, "9007199254740992");
    row(0.000001, "0.000001");
    row(1e-7, "1e-7");
    row(-1.25e-7, "-1.25e-7");
    row(5e-324, "5e-324");
    row(1.7976931348623157e308, "1.7976931348623157e+308");
    row(Infinite, "null");
    row(-Infinite, "null");
    row(NotANumber, "null");
}

void TestJsonValue::writesNumbers()
{
    QFETCH(double, number);
    QTEST(jsonNumberText(number), "expected");
}

QTEST_GUILESS_MAIN(TestJsonValue)
#include "tst_jsonvalue.moc"
