// Stores and dates by the thousand: read as JavaScript reads them, whatever happened to them.
#include "tests/support/faultfigure.h"
#include "tests/support/jscomparison.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

/// What makedates.mjs makes; empty when it does not end well.
QByteArray dateTable(int dates)
{
    const QTemporaryDir folder;
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.setWorkingDirectory(folder.path());
    process.start(u"node"_s,
        {QStringLiteral(KEYDECK_TEST_DATA "/rules/makedates.mjs"), QString::number(dates), u"7"_s});
    QFile table(folder.filePath(u"dates.tsv"_s));
    if (!process.waitForFinished(120'000) || process.exitCode() != 0
        || !table.open(QFile::ReadOnly))
        return {};
    return table.readAll();
}

} // namespace

class TestFaultJavaScript final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void cleanup() { setTimeZone("UTC"); }

    void storesAreReadAlike()
    {
        const int stores = faultRounds(100'000, 1'000'000);
        OddStores random(31);
        const auto comparison = compareStores(random, stores, true);
        printFigure(u"damaged stores against JSON.parse"_s,
            u"%1 stores, %2 of them no JSON: %3 differences"_s.arg(comparison.compared)
                .arg(comparison.rejected)
                .arg(comparison.differences));
        QCOMPARE(comparison.compared, stores);
        QCOMPARE(comparison.differences, 0);
        QVERIFY(comparison.rejected > stores / 3 && comparison.rejected < stores * 19 / 20);
    }

    void datesAreReadAlike()
    {
        const int dates = faultRounds(10'000, 100'000);
        const QByteArray table = dateTable(dates);
        JsComparison sum;
        int column = 0;
        for (const char *zone : {"UTC", "Europe/Berlin", "America/New_York"}) {
            setTimeZone(zone);
            const auto comparison = compareDates(table, ++column);
            sum.compared += comparison.compared;
            sum.rejected += comparison.rejected;
            sum.differences += comparison.differences;
        }
        printFigure(u"dates against new Date() in 3 time zones"_s,
            u"%1 texts, %2 of them no date: %3 differences"_s.arg(sum.compared / 3)
                .arg(sum.rejected / 3)
                .arg(sum.differences));
        QCOMPARE(sum.compared, 3 * dates);
        QCOMPARE(sum.differences, 0);
        QVERIFY(sum.rejected > dates / 3 && sum.rejected < 3 * dates * 9 / 10);
    }
};

QTEST_GUILESS_MAIN(TestFaultJavaScript)
#include "tst_faultjavascript.moc"
