#include "core/store/jsonscanner.h"
#include "tests/support/oracle.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;

namespace {

bool accepts(QByteArrayView document)
{
    return JsonScanner(document).validateDocument();
}

QByteArray nested(int depth)
{
    return QByteArray(depth, '[') + QByteArray(depth, ']');
}

/// One byte, whichever it is, in every place where a byte can stand.
QByteArrayList documentsAroundEachByte()
{
    const QByteArrayList places{"%", "%1", "1%", "-%", "1.%", "1.0%", "1e%", "1e+%", "0%", "\"%\"",
        "\"abcdefg%hijk\"", "\"\\%\"", "\"\\%0041\"", "\"\\u%041\"", "\"\\u004%\"", "[%]", "[1%]",
        "[1%2]", "[%1]", "[[]%]", "{%}", "{\"a\"%1}", "{\"a\":%}", "{\"a\":1%}",
        "{\"a\":1%\"b\":2}", "{%:1}", "{}%", "nul%", "%true", "fals%", "\"%", "\"\\%"};
    QByteArrayList documents;
    for (const QByteArray &place : places) {
        for (int byte = 0; byte < 256; ++byte)
            documents.append(QByteArray(place).replace('%', QByteArray(1, char(byte))));
    }
    return documents;
}

QByteArrayList documentsOfTwoBytes()
{
    QByteArrayList documents;
    for (int pair = 0; pair < 0x10000; ++pair)
        documents.append(QByteArray(1, char(pair >> 8)) + char(pair & 0xff));
    return documents;
}

/// A string of each length around the scanner's stride of eight, with a stop at each place in it.
QByteArrayList stringsOfEachLength()
{
    QByteArrayList documents;
    for (int length = 0; length < 26; ++length) {
        for (int at = 0; at < length; ++at) {
            for (const char stop : {'"', '\\', '\x1f', '\n', '\x7f', '\x80', '\xa2', '\xdc', ' '})
                documents.append(
                    '"' + QByteArray(length, 'x').replace(at, 1, QByteArray(1, stop)) + '"');
        }
    }
    return documents;
}

} // namespace

class TestJsonScanner final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void acceptsWhatJsonParseAccepts_data();
    void acceptsWhatJsonParseAccepts();
    void saysWhatIsWrongAndWhere_data();
    void saysWhatIsWrongAndWhere();
    void refusesWhatIsTooDeep_data();
    void refusesWhatIsTooDeep();
    void passesLongText();
    void tellsWhereValuesStand();
    void countsTheDepthOfItsCallers();
    void staysFailed();
    void objectsThatAreAlikeReadLikeAnyOther();
};

void TestJsonScanner::acceptsWhatJsonParseAccepts_data()
{
    QTest::addColumn<QByteArrayList>("documents");
    QTest::newRow("each byte in each place") << documentsAroundEachByte();
    QTest::newRow("each two bytes") << documentsOfTwoBytes();
    QTest::newRow("strings of each length") << stringsOfEachLength();
    QTest::newRow("numbers") << QByteArrayList{"0", "-0", "00", "-00", "01", "-01", "1.", ".1",
        "1.0", "1.e1", "1e1", "1E+1", "1e-1", "1e", "1e+", "--1", "+1", "1e1.0", "1e999", "0x1",
        "1_0", "Infinity", "NaN", "-Infinity", "1 2", "123456789012345678901234567890", "-", "-a",
        "0.0e0"};
    QTest::newRow("structure") << QByteArrayList{"", " ", "[,]", "[1,]", "[,1]", "[1,,2]", "{,}",
        "{\"a\":1,}", "{\"a\":1,,}", "{\"a\"}", "{\"a\":}", "{:1}", "{1:1}", "{a:1}", "[}", "{]",
        "[1}", "{\"a\":1]", "[", "{", "]", "}", "[[]", "[]]", "{\"a\":1\"b\":2}", "[1 2]",
        "[\"a\" \"b\"]", " [ ] ", " { } ", "{\"a\":1,\"a\":2}", "[{},[],{}]", "[[],[[]],{}]",
        "{\"a\":{},\"b\":[]}", "{\"\":1}", "\v1", "\f1", "1//", "/**/1", "'a'", "null", "nul",
        "nulll", "True", "truefalse", "\xef\xbb\xbf{}", "{}\xef\xbb\xbf", "\xc2\xa0{}",
        "{\xe2\x80\xa8}", "[1]\0"_ba, "\0"_ba};
}

void TestJsonScanner::acceptsWhatJsonParseAccepts()
{
    QFETCH(QByteArrayList, documents);

    QByteArrayList questions;
    for (const QByteArray &document : documents)
        questions.append(document.toBase64());
    const QByteArrayList answers = test::askJavaScript(u"documents"_s, questions);
    QCOMPARE(answers.size(), documents.size());
    for (qsizetype i = 0; i < documents.size(); ++i) {
        QVERIFY2(accepts(documents[i]) == (answers[i] == "accept"),
            ("JSON.parse: " + answers[i] + ' ' + documents[i].toPercentEncoding()).constData());
    }
    QVERIFY(answers.contains("accept"));
    QVERIFY(answers.contains("reject"));
}

void TestJsonScanner::saysWhatIsWrongAndWhere_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("what");

    const auto row
        = [](const char *name, const QByteArray &document, int line, int column,
              const QString &what) { QTest::newRow(name) << document << line << column << what; };
    row("empty", "", 1, 1, u"the text ends here, but a value was expected"_s);
    row("byte order mark", "\xef\xbb\xbf{}", 1, 1, u"a byte order mark is not allowed"_s);
    row("missing comma", "{\n  \"a\": 1\n  \"b\": 2\n}", 3, 3, u"a comma or } was expected"_s);
    row("comma too many", "[1,\n]", 2, 1, u"a value was expected"_s);
    row("comma too many in an object", "{\"a\":1,}", 1, 8,
        u"a field name in quotes was expected"_s);
    row("missing colon", "{\"a\" 1}", 1, 6, u"a colon was expected"_s);
    row("wrong bracket", "[1}", 1, 3, u"a comma or ] was expected"_s);
    row("cut short", "{\r\n\"a\":[", 2, 6, u"the text ends here, but a value was expected"_s);
    row("open string", "\"abc", 1, 5, u"the text ends here, but the string is not closed"_s);
    row("line break in a string", "[\"a\nb\"]", 1, 4,
        u"a control character in a string must be escaped"_s);
    row("unknown escape", R"(["a\q"])", 1, 4, u"JSON has no such escape in a string"_s);
    row("two documents", "{} {}", 1, 4, u"nothing more was expected"_s);
    row("half a number", "[1.]", 1, 4, u"a digit was expected"_s);
    row("columns are bytes", "[\"\xc3\xa9\",x]", 1, 7, u"a value was expected"_s);
}

void TestJsonScanner::saysWhatIsWrongAndWhere()
{
    QFETCH(QByteArray, document);
    JsonScanner scanner(document);
    QVERIFY(!scanner.validateDocument());
    QTEST(scanner.fault().line, "line");
    QTEST(scanner.fault().column, "column");
    QTEST(scanner.fault().what, "what");
    QVERIFY(!scanner.fault().tooDeep);
}

void TestJsonScanner::refusesWhatIsTooDeep_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<bool>("tooDeep");

    QTest::newRow("deepest") << nested(JsonMaximumDepth) << false;
    QTest::newRow("deepest twice")
        << '[' + nested(JsonMaximumDepth - 1) + ',' + nested(JsonMaximumDepth - 1) + ']' << false;
    QTest::newRow("one deeper") << nested(JsonMaximumDepth + 1) << true;
    QTest::newRow("100,000 lists") << nested(100'000) << true;
    QTest::newRow("100,000 open lists") << QByteArray(100'000, '[') << true;
    QTest::newRow("100,000 objects") << QByteArray("{\"a\":").repeated(100'000) << true;
}

void TestJsonScanner::refusesWhatIsTooDeep()
{
    QFETCH(QByteArray, document);
    QFETCH(bool, tooDeep);
    JsonScanner scanner(document);
    QCOMPARE(scanner.validateDocument(), !tooDeep);
    QCOMPARE(scanner.fault().tooDeep, tooDeep);
}

void TestJsonScanner::passesLongText()
{
    constexpr int million = 1'000'000;
    QVERIFY(accepts('"' + QByteArray(million, 'x') + '"'));
    QVERIFY(accepts('"' + QByteArray("\\u0041").repeated(million / 6) + '"'));
    QVERIFY(accepts(QByteArray(million, '7')));
    QVERIFY(accepts(QByteArray(million, ' ') + '1' + QByteArray(million, '\n')));
    QVERIFY(accepts('[' + QByteArray("1,").repeated(million) + "1]"));
    QVERIFY(!accepts('"' + QByteArray(million, 'x')));
}

void TestJsonScanner::tellsWhereValuesStand()
{
    const QByteArray document = R"( { "a" : [ 1.0 , {"x":[]} ] , "\u0062":"c" } )";
    JsonScanner scanner(document);
    QByteArrayList seen;
    const auto element = [&] {
        QByteArrayView span;
        const bool valid = scanner.skipValue(&span);
        seen.append(span.toByteArray());
        return valid;
    };
    const auto member = [&](QByteArrayView name) {
        seen.append(name.toByteArray());
        return scanner.peek() == '[' ? scanner.eachElement(element) : element();
    };
    scanner.skipSpace();
    QVERIFY(scanner.eachMember(member));
    QVERIFY(scanner.expectEnd());
    QCOMPARE(seen, (QByteArrayList{"a", "1.0", R"({"x":[]})", R"(\u0062)", R"("c")"}));
}

void TestJsonScanner::countsTheDepthOfItsCallers()
{
    const QByteArray document = nested(JsonMaximumDepth + 1);
    JsonScanner scanner(document);
    QVERIFY(!scanner.eachElement(
        [&] { return scanner.eachElement([&] { return scanner.skipValue(); }); }));
    QVERIFY(scanner.fault().tooDeep);
}

void TestJsonScanner::staysFailed()
{
    JsonScanner scanner("x 1");
    QVERIFY(!scanner.skipValue());
    const qsizetype at = scanner.fault().offset;
    QVERIFY(!scanner.skipValue());
    QVERIFY(!scanner.expectEnd());
    QVERIFY(!scanner.eachElement([] { return true; }));
    QVERIFY(!scanner.eachMember([](QByteArrayView) { return true; }));
    QCOMPARE(scanner.fault().offset, at);
    QCOMPARE(scanner.fault().what, u"a value was expected"_s);
}

/// A shape learns from each object and must not change how the next one reads: with more white
/// space, with members left out, in another order, twice, and broken.
void TestJsonScanner::objectsThatAreAlikeReadLikeAnyOther()
{
    const QByteArrayList objects{"{\"a\":1,\"b\":2,\"c\":3}", "{\"a\":  1,\"b\":\n2,\"c\":3}",
        "{\"a\":1,\"c\":3}", "{\"b\":2,\"c\":3}", "{\"c\":3,\"b\":2,\"a\":1}", "{}", "{ }",
        "{\"a\":1}", "{\"a\":1,\"a\":2,\"a\":3}", "{\"a\":1,\"b\":2,\"c\":3,\"d\":4}",
        "{ \"a\" : 1 , \"b\" : 2 }", "{\"a\":{\"a\":1},\"b\":[2]}", "{\"a\":1 \"b\":2}",
        "{\"a\":1,}", "{\"a\":1,\"b\":}", "{\"a\":1,\"b\":2", "{\"a\":1,\"b\"", "{\"a\":1,\"b",
        "{\"a\":1,\"b\":2,\"c\":3}", "{" + QByteArray(200, ' ') + "\"b\":2,\"c\":3}",
        "{\"a\":1," + QByteArray(200, ' ') + "\"b\":2}"};
    ObjectShape shape;
    for (int round = 0; round < 3; ++round) {
        for (const QByteArray &object : objects) {
            QByteArrayList usual;
            QByteArrayList learnt;
            JsonScanner plain(object);
            const bool isValid = plain.eachMember([&](QByteArrayView name) {
                usual.append(name.toByteArray() + QByteArray::number(plain.offset()));
                return plain.skipValue();
            });
            JsonScanner like(object);
            const auto meaningOf = [](QByteArrayView name) { return int(name.front()); };
            QCOMPARE(like.eachMemberLike(shape, meaningOf,
                         [&](int meaning) {
                             learnt.append(
                                 QByteArray(1, char(meaning)) + QByteArray::number(like.offset()));
                             return like.skipValue();
                         }),
                isValid);
            QCOMPARE(learnt, usual);
            if (!isValid) {
                QCOMPARE(like.fault().offset, plain.fault().offset);
                QCOMPARE(like.fault().what, plain.fault().what);
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestJsonScanner)
#include "tst_jsonscanner.moc"
