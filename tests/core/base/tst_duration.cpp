#include "core/base/duration.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;

class TestDuration final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void lengths_data();
    void lengths();
    void nonsense_data();
    void nonsense();
};

void TestDuration::lengths_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::newRow("90s") << 90'000LL;
    QTest::newRow("5m") << 300'000LL;
    QTest::newRow("24h") << 86'400'000LL;
    QTest::newRow("7D") << 7 * 86'400'000LL;
    QTest::newRow(" 2w ") << 14 * 86'400'000LL;
    QTest::newRow("36500d") << 36'500 * 86'400'000LL;
}

void TestDuration::lengths()
{
    QFETCH(const qint64, ms);
    const Result<qint64> parsed = parseDuration(QString::fromUtf8(QTest::currentDataTag()));
    QVERIFY(parsed);
    QCOMPARE(*parsed, ms);
}

void TestDuration::nonsense_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "h", "5", "5 years", "-5m", "0s", "1.5h", "5mm", "36501d",
             "9223372036854775807w", "\u202e5m"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestDuration::nonsense()
{
    QFETCH(const QString, text);
    const Result<qint64> parsed = parseDuration(text);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code, ErrorCode::InvalidInput);
    QVERIFY(parsed.error().message.contains(u"24h"_s));
    QVERIFY(!parsed.error().message.contains(u'\u202e'));
}

QTEST_GUILESS_MAIN(TestDuration)
#include "tst_duration.moc"
