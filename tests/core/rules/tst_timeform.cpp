// Times as the gateway writes them, which are read in a way of their own.
#include "core/rules/timeform.h"

#include "core/rules/jsdate.h"

#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace keydeck;

namespace {

std::optional<qint64> writtenMs(const QByteArray &text)
{
    const QByteArray literal = '"' + text + '"';
    return writtenTimeMs(JsonValue(literal));
}

} // namespace

class TestTimeForm final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatTheGatewayWrites();
    void readsNothingElse_data();
    void readsNothingElse();
    void readsNothingElseThanOthersDo();
    void theYearZeroHasALeapDay();
};

void TestTimeForm::readsWhatTheGatewayWrites()
{
    std::mt19937_64 random(20261201);
    const qint64 first = *parseJsDate(u"0000-01-01T00:00:00.000Z");
    const qint64 last = *parseJsDate(u"9999-12-31T23:59:59.999Z");
    for (int round = 0; round < 100'000; ++round) {
        const qint64 ms = first + qint64(random() % quint64(last - first + 1));
        QCOMPARE(writtenMs(toIsoString(ms).toLatin1()), std::optional(ms));
    }
}

void TestTimeForm::readsNothingElse_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("no string") << QByteArray("1768732200000");
    QTest::newRow("missing") << QByteArray();
    QTest::newRow("empty") << QByteArray(R"("")");
    QTest::newRow("no milliseconds") << QByteArray(R"("2026-01-18T10:30:00Z")");
    QTest::newRow("an offset") << QByteArray(R"("2026-01-18T10:30:00+00:00")");
    QTest::newRow("small letters") << QByteArray(R"("2026-01-18t10:30:00.000z")");
    QTest::newRow("no day of the calendar") << QByteArray(R"("2026-02-30T10:30:00.000Z")");
    QTest::newRow("no leap year") << QByteArray(R"("2100-02-29T10:30:00.000Z")");
    QTest::newRow("24 o'clock") << QByteArray(R"("2026-01-18T24:00:00.000Z")");
    QTest::newRow("white space") << QByteArray(R"(" 2026-01-18T10:30:00.00Z")");
    QTest::newRow("an escape") << QByteArray(R"("\u0032026-01-18T10:30:00.000Z")");
    QTest::newRow("in a list") << QByteArray(R"(["2026-01-18T10:30:00.000Z"])");
}

void TestTimeForm::readsNothingElse()
{
    QFETCH(QByteArray, json);
    QCOMPARE(writtenTimeMs(JsonValue(json)), std::nullopt);
}

/// Wherever it reads something, new Date() does, and would write it the same.
void TestTimeForm::readsNothingElseThanOthersDo()
{
    std::mt19937 random(4711);
    const QByteArray characters = "0123456789-:.TZtz +,/a";
    int read = 0;
    for (int round = 0; round < 200'000; ++round) {
        QByteArray text = "2024-02-28T23:59:59.999Z";
        for (int n = int(random() % 3); n >= 0; --n)
            text[int(random() % size_t(text.size()))] = characters[int(random() % 22)];
        const std::optional<qint64> ms = writtenMs(text);
        const std::optional<qint64> theirs = parseJsDate(QString::fromLatin1(text));
        const bool isWritten = theirs && toIsoString(*theirs) == QLatin1StringView(text);
        QVERIFY2(ms == (isWritten ? theirs : std::nullopt), text.constData());
        read += isWritten;
    }
    QVERIFY(read > 10'000);
}

void TestTimeForm::theYearZeroHasALeapDay()
{
    QCOMPARE(timeForm(u"0000-02-29T00:00:00.000Z"), TimeForm::Utc);
    QCOMPARE(timeForm(u"-000001-02-29T00:00:00.000Z"), TimeForm::Odd);
    QCOMPARE(timeForm(u"-000004-02-29T00:00:00.000Z"), TimeForm::Utc);
    QVERIFY(writtenMs("0000-02-29T00:00:00.000Z"));
}

QTEST_GUILESS_MAIN(TestTimeForm)
#include "tst_timeform.moc"
