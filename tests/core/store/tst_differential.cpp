// The store's bytes as we read them against what JavaScript makes of them.
#include "core/store/jsonvalue.h"
#include "tests/support/jscomparison.h"
#include "tests/support/oddstores.h"
#include "tests/support/oracle.h"

#include <QRegularExpression>
#include <QTest>

#include <bit>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::askJavaScript;
using keydeck::test::bitsText;
using keydeck::test::OddStores;

namespace {

/// Doubles of every size: random bits, whole numbers, short decimals, powers and their neighbours.
double oddDouble(OddStores &random)
{
    const auto word = [&] { return quint64(random.below(1 << 30)); };
    const quint64 bits = word() << 60 | word() << 30 | word();
    switch (random.below(5)) {
    case 0:
        return std::bit_cast<double>(bits);
    case 1:
        return double(bits >> random.below(64));
    case 2:
        return double(word()) / std::pow(10, random.below(30));
    case 3:
        return std::nextafter(std::pow(10, random.below(60) - 30), random.below(2) * 1e300);
    default:
        return std::ldexp(1 + random.below(2) * std::numeric_limits<double>::epsilon(),
            random.below(2100) - 1075);
    }
}

/// Text that is a number, or nearly.
QString oddNumeral(OddStores &random)
{
    static const QStringList pieces{u"0"_s, u"1"_s, u"9"_s, u"12345678"_s, u"."_s, u"e"_s, u"E+"_s,
        u"e-"_s, u"-"_s, u"+"_s, u"0x"_s, u"0X"_s, u"0o"_s, u"0b"_s, u"f"_s, u"A"_s, u"1010"_s,
        u"_"_s, u" "_s, u"\t"_s, u"\u00a0"_s, u"\ufeff"_s, u"\u2003"_s, u"\u180e"_s, u"\u0085"_s,
        u"\u001c"_s, u"\u2028"_s, u"Infinity"_s, u"infinity"_s, u"NaN"_s, u"9007199254740993"_s,
        u"99999999999999999999"_s, u"20000000000001"_s, u"\u0661"_s, u"n"_s, u"308"_s, u"324"_s};
    QString text;
    for (int count = random.below(6); count > 0; --count)
        text += pieces[random.below(int(pieces.size()))];
    return text;
}

} // namespace

class TestDifferential final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void readsStoresAsTheGatewayDoes_data();
    void readsStoresAsTheGatewayDoes();
    void writesNumbersAsJavaScriptDoes();
    void readsNumeralsAsJavaScriptDoes();

private:
    /// How many to compare: KEYDECK_ODD_STORES, for longer searches by hand.
    static int count() { return qEnvironmentVariable("KEYDECK_ODD_STORES", u"20000"_s).toInt(); }
};

void TestDifferential::readsStoresAsTheGatewayDoes_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<bool>("damage");

    QTest::newRow("odd but valid") << 1u << false;
    QTest::newRow("damaged") << 2u << true;
}

void TestDifferential::readsStoresAsTheGatewayDoes()
{
    QFETCH(quint32, seed);
    QFETCH(bool, damage);

    OddStores random(seed);
    const auto comparison = test::compareStores(random, damage ? count() : count() / 4, damage);
    QCOMPARE(comparison.differences, 0);
    // Both verdicts must have been put to the test.
    QVERIFY(comparison.compared > 0);
    const double share = double(comparison.rejected) / comparison.compared;
    QVERIFY2(damage ? share > 0.3 && share < 0.95 : share == 0, qPrintable(QString::number(share)));
}

void TestDifferential::writesNumbersAsJavaScriptDoes()
{
    OddStores random(3);
    QByteArrayList questions;
    std::vector<double> numbers{0.0, -0.0, 1e21, 1e-7, 1e-6, 123456789012345680000.0, 5e-324,
        std::numeric_limits<double>::max(), std::numeric_limits<double>::infinity(),
        std::numeric_limits<double>::quiet_NaN()};
    while (numbers.size() < size_t(count()))
        numbers.push_back(oddDouble(random));
    for (const double number : numbers)
        questions.append(QByteArray::number(std::bit_cast<quint64>(number), 16));
    const QByteArrayList answers = askJavaScript(u"numberText"_s, questions);
    QCOMPARE(answers.size(), questions.size());
    for (qsizetype i = 0; i < answers.size(); ++i)
        QCOMPARE(jsonNumberText(numbers[size_t(i)]), answers[i]);
}

void TestDifferential::readsNumeralsAsJavaScriptDoes()
{
    OddStores random(4);
    QByteArrayList questions;
    for (int i = count(); i > 0; --i)
        questions.append(jsonStringText(oddNumeral(random)));
    const QByteArrayList answers = askJavaScript(u"toNumber"_s, questions);
    QCOMPARE(answers.size(), questions.size());
    int numbers = 0;
    for (qsizetype i = 0; i < answers.size(); ++i) {
        QVERIFY2(bitsText(JsonValue(questions[i]).toNumber()) == answers[i],
            (questions[i] + " is " + answers[i]).constData());
        numbers += answers[i] != "NaN";
    }
    QVERIFY(numbers > count() / 10);
}

QTEST_GUILESS_MAIN(TestDifferential)
#include "tst_differential.moc"
