// The charts of reports: everything is within them, nothing over another, and heights are tokens.
#include "core/report/reportcharts.h"

#include "core/base/format.h"
#include "core/report/pdfwriter.h"
#include "core/usage/storeusageview.h"
#include "tests/support/localzone.h"
#include "tests/support/pdfreader.h"
#include "tests/support/reportsource.h"

#include <QTest>

#include <cmath>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

template <typename Shape>
QList<Shape> shapesOf(const Drawing &drawing)
{
    QList<Shape> found;
    for (const Drawing::Shape &shape : drawing.shapes) {
        if (const auto *each = std::get_if<Shape>(&shape))
            found.append(*each);
    }
    return found;
}

QRectF rectOf(const Drawing::Label &label)
{
    const double width = roughTextWidth(label.text, label.size);
    const double shift = width * double(label.anchor) / 2;
    return {label.x - shift, label.y - 0.75 * label.size, width, label.size};
}

/// What is drawn outside its bounds or over other words; empty: nothing.
QString faults(const Drawing &drawing)
{
    constexpr double Slack = 0.5;
    const QRectF bounds(-Slack, -Slack, drawing.width + 2 * Slack, drawing.height + 2 * Slack);
    for (const Drawing::Box &box : shapesOf<Drawing::Box>(drawing)) {
        if (box.width < 0 || box.height < 0 || !bounds.contains(QPointF(box.x, box.y))
            || !bounds.contains(QPointF(box.x + box.width, box.y + box.height)))
            return u"a box at %1, %2 of %3 × %4"_s.arg(box.x).arg(box.y).arg(box.width).arg(
                box.height);
    }
    for (const Drawing::Line &line : shapesOf<Drawing::Line>(drawing)) {
        if (!bounds.contains(QPointF(line.x1, line.y1))
            || !bounds.contains(QPointF(line.x2, line.y2)))
            return u"a line from %1, %2 to %3, %4"_s.arg(line.x1).arg(line.y1).arg(line.x2).arg(
                line.y2);
    }
    const auto labels = shapesOf<Drawing::Label>(drawing);
    for (qsizetype n = 0; n < labels.size(); ++n) {
        if (!bounds.contains(rectOf(labels[n])))
            return labels[n].text + u" is outside"_s;
        for (qsizetype other = 0; other < n; ++other) {
            if (rectOf(labels[n]).intersects(rectOf(labels[other])))
                return labels[n].text + u" is over "_s + labels[other].text;
        }
    }
    return {};
}

/// The same as a PDF has it, in the font that is really there.
QString faultsOnPaper(const Drawing &drawing)
{
    const Result<QByteArray> pdf = pdfText({u"Chart"_s, {}, {drawing}});
    if (!pdf)
        return pdf.error().message;
    const auto words = PdfReader(*pdf).words();
    for (qsizetype n = 0; n < words.size(); ++n) {
        const QRectF core = words[n].second.adjusted(0.4, 1.5, -0.4, -1.5);
        for (qsizetype other = 0; other < n; ++other) {
            if (core.intersects(words[other].second.adjusted(0.4, 1.5, -0.4, -1.5)))
                return words[n].first + u" is over "_s + words[other].first;
        }
    }
    return words.isEmpty() ? u"nothing is there"_s : QString();
}

QStringList labelsOf(const Drawing &drawing)
{
    QStringList found;
    for (const Drawing::Label &label : shapesOf<Drawing::Label>(drawing))
        found += label.text;
    return found;
}

UsageReport reportOf(const ReportSource &source)
{
    return usageReport(ReportSpec(), source);
}

/// Keys with these names, the first with the most tokens, in the last so many hours.
ReportSource sourceOf(const QStringList &names, int hours, double tokens)
{
    std::vector<SampleKey> keys;
    ReportSource source = reportSource();
    source.period = lastHours(hours, SomeNowMs);
    source.usage.span = source.period.span;
    source.usage.beganMs = source.period.span.fromMs;
    source.usage.watched = {source.period.span};
    source.usage.unobserved.clear();
    source.usage.keys.clear();
    source.usage.all.clear();
    source.records.clear();
    for (int n = 0; n < names.size(); ++n) {
        SampleKey key = sampleKey(n);
        key.name = names[n];
        keys.push_back(key);
        source.records.push_back(n);
        KeyUsage usage{key.key, 0, 0, {}};
        for (int hour = 0; hour < hours; ++hour) {
            const double used = std::floor(tokens / double(n + 1) / (1 + hour % 5));
            if (n < StackedKeys)
                usage.buckets.append(
                    {source.period.span.fromMs + hour * ReportHourMs, ReportHourMs, used});
            usage.tokens += used;
            if (n == 0)
                source.usage.all.append(
                    {source.period.span.fromMs + hour * ReportHourMs, ReportHourMs, 0});
            source.usage.all[hour].tokens += used;
        }
        source.usage.keys.append(usage);
    }
    source.keys = decodeStore(storeBytes(keys));
    source.course = source.usage;
    return source;
}

QStringList manyNames()
{
    QStringList names;
    for (int n = 0; n < 20; ++n)
        names += n % 4 == 0 ? u"東京の開発チームのための長い長い名前その%1"_s.arg(n)
            : n % 4 == 1 ? u"WWWWWWWWWWWWWWWWWWWWWWWWWWWWW %1"_s.arg(n)
            : n % 4 == 2 ? u"a very long name that goes on and on and on %1"_s.arg(n)
                         : u"%1"_s.arg(n);
    return names;
}

} // namespace

class TestReportCharts final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chartsAreTidy_data();
    void chartsAreTidy();
    void heightsAreTokens();
    void theLegendNamesEverySeries();
    void theRankingIsInProportion();
    void nothingToShowIsNoChart();
    void aDayOfDaylightSavingHasItsHours_data();
    void aDayOfDaylightSavingHasItsHours();
    void windowsStandAgainstTheirLimits();
    void windowsOfAMonthAreTidy();
};

void TestReportCharts::chartsAreTidy_data()
{
    QTest::addColumn<ReportSource>("source");
    QTest::newRow("usual") << reportSource();
    QTest::newRow("one key, one token") << sourceOf({u"Alice"_s}, 24, 1);
    QTest::newRow("one hour") << sourceOf({u"Alice"_s, u"Bob"_s}, 1, 1000);
    QTest::newRow("a million tokens") << sourceOf({u"Alice"_s, u"Bob"_s}, 24, 1e6);
    QTest::newRow("10^15 tokens") << sourceOf({u"Alice"_s, u"Bob"_s}, 24, 1e15);
    QTest::newRow("many long names") << sourceOf(manyNames(), 24, 1e9);
    QTest::newRow("a month") << sourceOf(manyNames(), 24 * 30, 1e6);
    QTest::newRow("a year") << sourceOf({u"Alice"_s}, 24 * 365, 1e6);
}

void TestReportCharts::chartsAreTidy()
{
    QFETCH(ReportSource, source);
    const UsageReport report = reportOf(source);
    for (const Drawing &chart : {courseChart(report), rankingChart(report)}) {
        QVERIFY(!chart.isEmpty());
        QCOMPARE(chart.width, ReportChartWidth);
        QCOMPARE(faults(chart), QString());
        QCOMPARE(faultsOnPaper(chart), QString());
        QVERIFY(!chart.title.isEmpty() && !chart.description.isEmpty());
    }
}

void TestReportCharts::heightsAreTokens()
{
    const UsageReport report = reportOf(sourceOf({u"Alice"_s, u"Bob"_s, u"Carol"_s}, 24, 1e6));
    const UsageStack &stack = report.course;
    double perToken = 0;
    int compared = 0;
    for (const Drawing::Box &box : shapesOf<Drawing::Box>(courseChart(report))) {
        if (box.title.isEmpty())
            continue; // of the legend
        const double tokens = QLocale().toDouble(box.title.section(u": "_s, -1));
        perToken = perToken == 0 ? box.height / tokens : perToken;
        QVERIFY2(std::abs(box.height - tokens * perToken) < 0.01, qPrintable(box.title));
        ++compared;
    }
    QCOMPARE(compared, stack.times.count() * 3);

    // What stands on what: the boxes of a slot add up to its total, without gaps.
    QHash<double, QList<Drawing::Box>> bySlot;
    for (const Drawing::Box &box : shapesOf<Drawing::Box>(courseChart(report))) {
        if (!box.title.isEmpty())
            bySlot[box.x].append(box);
    }
    QCOMPARE(bySlot.size(), stack.times.count());
    for (const QList<Drawing::Box> &boxes : bySlot) {
        for (qsizetype n = 1; n < boxes.size(); ++n)
            QVERIFY(std::abs(boxes[n].y + boxes[n].height - boxes[n - 1].y) < 0.01);
    }
}

void TestReportCharts::theLegendNamesEverySeries()
{
    const QStringList labels = labelsOf(courseChart(reportOf(reportSource())));
    for (const QString &name :
        {u"Alice"_s, u"Bob"_s, u"keys no longer in the store"_s, u"not observed: spread evenly"_s})
        QVERIFY2(labels.contains(name), qPrintable(name));
    QVERIFY2(!labels.contains(u"Carol"_s) && !labels.contains(u"other keys"_s), "used nothing");

    const UsageReport many = reportOf(sourceOf(manyNames(), 24, 1e6));
    QCOMPARE(many.course.layers.size(), StackedKeys);
    const QStringList manyLabels = labelsOf(courseChart(many));
    for (int n = 0; n < StackedKeys; ++n) {
        const QString name = fittingText(manyNames()[n], 8, 150);
        QVERIFY2(manyLabels.contains(name), qPrintable(name));
    }
    QVERIFY(manyLabels.contains(u"other keys"_s));
    QVERIFY2(std::any_of(manyLabels.begin(), manyLabels.end(),
                 [](const QString &label) { return label.endsWith(u'…'); }),
        "long names are cut");
}

void TestReportCharts::theRankingIsInProportion()
{
    const UsageReport report = reportOf(sourceOf(manyNames(), 24, 1e6));
    const Drawing chart = rankingChart(report);
    const auto boxes = shapesOf<Drawing::Box>(chart);
    QCOMPARE(boxes.size(), UsageReport::RankedKeys);
    for (qsizetype n = 0; n < boxes.size(); ++n) {
        const double expected
            = boxes[0].width * report.ranking[n].second / report.ranking[0].second;
        QVERIFY(std::abs(boxes[n].width - expected) < 0.01);
        QVERIFY(labelsOf(chart).contains(formatCount(report.ranking[n].second)));
    }
}

void TestReportCharts::nothingToShowIsNoChart()
{
    const UsageReport none = reportOf(sourceOf({u"Alice"_s}, 24, 0));
    QVERIFY(courseChart(none).isEmpty());
    QVERIFY(rankingChart(none).isEmpty());
    QVERIFY(courseChart(UsageReport()).isEmpty());
    QVERIFY(rankingChart(UsageReport()).isEmpty());
    QVERIFY(windowsChart({}, {0, 1}).isEmpty());
    QVERIFY(windowsChart({{5, 1, 1, 0, 0}}, {10, 20}).isEmpty());
}

void TestReportCharts::aDayOfDaylightSavingHasItsHours_data()
{
    QTest::addColumn<QDate>("day");
    QTest::addColumn<int>("hours");
    QTest::newRow("spring") << QDate(2025, 3, 30) << 23;
    QTest::newRow("autumn") << QDate(2025, 10, 26) << 25;
}

void TestReportCharts::aDayOfDaylightSavingHasItsHours()
{
    QFETCH(QDate, day);
    QFETCH(int, hours);
    const LocalZone zone("Europe/Berlin");
    ReportSource source = sourceOf({u"Alice"_s}, 24, 1000);
    source.period = daysBetween(day, day, SomeNowMs);
    QCOMPARE((source.period.span.toMs - source.period.span.fromMs) / ReportHourMs, qint64(hours));
    source.usage.span = source.period.span;
    source.usage.beganMs = source.period.span.fromMs;
    KeyUsage &alice = source.usage.keys[0];
    alice.buckets.clear();
    source.usage.all.clear();
    for (int hour = 0; hour < hours; ++hour)
        alice.buckets.append({source.period.span.fromMs + hour * ReportHourMs, ReportHourMs, 100});
    source.usage.all = alice.buckets;
    source.course = source.usage;

    const Drawing chart = courseChart(reportOf(source));
    QCOMPARE(faults(chart), QString());
    auto bars = shapesOf<Drawing::Box>(chart);
    bars.removeIf([](const Drawing::Box &box) { return box.title.isEmpty(); });
    QCOMPARE(bars.size(), hours);
    for (qsizetype n = 1; n < bars.size(); ++n) {
        QVERIFY(std::abs(bars[n].width - bars[0].width) < 0.01);
        QVERIFY(std::abs(bars[n].height - bars[0].height) < 0.01);
        QVERIFY(bars[n].x > bars[n - 1].x + bars[n - 1].width - 0.01);
    }
}

void TestReportCharts::windowsStandAgainstTheirLimits()
{
    const TimeSpan day{0, 24 * ReportHourMs};
    const QList<RecordedWindow> windows{{-ReportHourMs, 99, 50, 0, 0}, // began before
        {ReportHourMs, 40, 50, 0, 0}, {7 * ReportHourMs, 60, 50, 0, 0},
        {13 * ReportHourMs, 60, 100, 0, 0}, {22 * ReportHourMs, 10, qQNaN(), 0, 0}};
    const Drawing chart = windowsChart(windows, day);
    QCOMPARE(faults(chart), QString());
    QCOMPARE(faultsOnPaper(chart), QString());
    auto bars = shapesOf<Drawing::Box>(chart);
    bars.removeIf([](const Drawing::Box &box) { return box.title.isEmpty(); });
    QCOMPARE(bars.size(), 4);
    QCOMPARE(bars[0].ink.kind, Ink::Kind::Series);
    QCOMPARE(bars[1].ink.kind, Ink::Kind::Danger);
    QCOMPARE(bars[2].ink.kind, Ink::Kind::Series);
    QVERIFY(std::abs(bars[1].height / bars[0].height - 1.5) < 0.001);
    QVERIFY2(bars[3].x + bars[3].width <= chart.width + 0.01, "it ends after the period");

    auto limits = shapesOf<Drawing::Line>(chart);
    limits.removeIf([](const Drawing::Line &line) { return line.ink.kind != Ink::Kind::Limit; });
    QCOMPARE(limits.size(), 3); // 50, 100 and the legend's
    QVERIFY(std::abs(limits[0].x1 - bars[0].x) < 0.01 && std::abs(limits[0].x2 - bars[2].x) < 0.01);
    QVERIFY2(limits[0].y1 > bars[1].y && limits[0].y1 < bars[0].y, "between 40 and 60");
    QVERIFY2(limits[1].y1 < bars[2].y, "100 is above 60");
    QVERIFY(std::abs(limits[1].x2 - bars[3].x) < 0.01);
    QCOMPARE(
        chart.description, u"4 windows, 1 of them over the limit; the highest figure is 60."_s);
}

void TestReportCharts::windowsOfAMonthAreTidy()
{
    QList<RecordedWindow> windows;
    for (int n = 0; n < 140; ++n)
        windows.append({n * 5 * ReportHourMs, 1000.0 * (n % 9), n % 50 == 0 ? 0.0 : 9000.0, 0, 0});
    const Drawing chart = windowsChart(windows, {0, 30 * 24 * ReportHourMs});
    QCOMPARE(faults(chart), QString());
    QCOMPARE(faultsOnPaper(chart), QString());
    QVERIFY(chart.height < 220);
}

QTEST_GUILESS_MAIN(TestReportCharts)
#include "tst_reportcharts.moc"
