// The models of the Usage page, and what its charts draw and say of them.
#include "tests/support/localzone.h"
#include "tests/support/uitest.h"
#include "tests/support/weekofusage.h"
#include "ui/charts/chartfigures.h"
#include "ui/charts/chartlegend.h"
#include "ui/charts/legendbutton.h"
#include "ui/usage/heatscale.h"
#include "ui/usage/rankingmodel.h"
#include "ui/usage/rhythmview.h"
#include "ui/usage/sharemodel.h"
#include "ui/usage/usagestackview.h"
#include "ui/usage/usagetext.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemModelTester>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestUsageCharts final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }

    void figuresAddUpToThePeriod();
    void theSameAgainSignalsNothing();
    void noKeyIsInAFigure();
    void aBoxForEveryFigure();
    void hiddenLayersLeaveTheirPlace();
    void theLegendIsSeenWhole();
    void theCrosshairSaysWhoItWas();
    void neighboursDifferInGrey();
    void rhythmGoesByTheLocalesWeek();
    void theRunningHourIsMarkedAndNoAverage();
    void theScaleHasTheMapsShades();
    void anHourIsChosenByKeyAndMouse();
    void theRankingSortsByExactValues();
    void changes_data();
    void changes();
    void verdicts();
    void whatIsNoUsedKeyIsSaid();
    void recordingHasGaps();
    void theCrosshairNamesTheBarsSpan();
};

namespace {

double sumOf(const ReportTable &figures, const QString &column)
{
    const qsizetype at = figures.columns.indexOf(column);
    double sum = 0;
    for (const QVariantList &row : figures.rows)
        sum += row.at(at).toDouble();
    return sum;
}

struct ShownStack
{
    UsageStackModel model;
    UsageStackView view{model};

    explicit ShownStack(const StoreUsageView &week)
    {
        view.resize(900, 260);
        view.show();
        model.show(week);
        const TimeSpan span = model.times().span();
        view.setTimeRange(span.fromMs, span.toMs);
        view.setNow(week.nowMs);
    }
};

} // namespace

void TestUsageCharts::figuresAddUpToThePeriod()
{
    const StoreUsageView week = weekView();
    UsageStackModel stack;
    RankingModel ranking;
    ShareModel models(ShareBy::Model);
    ShareModel statuses(ShareBy::Status);
    const QAbstractItemModelTester a(&stack), b(&ranking), c(&models), d(&statuses);
    stack.show(week);
    ranking.show(week.ranking);
    models.show(week.ranking);
    statuses.show(week.ranking);
    QVERIFY(week.ranking.tokens > WeekUnobserved);
    for (const QAbstractItemModel *model :
        QList<QAbstractItemModel *>{&stack, &ranking, &models, &statuses})
        QCOMPARE(sumOf(figuresOf(*model), u"tokens"_s), week.ranking.tokens);
    QCOMPARE(sumOf(figuresOf(ranking), u"not_observed"_s), WeekUnobserved);

    RhythmModel rhythm;
    const QAbstractItemModelTester e(&rhythm);
    rhythm.show(week.rhythm);
    QCOMPARE(sumOf(figuresOf(rhythm), u"tokens"_s)
            + sumOf(figuresOf(rhythm), u"tokens_of_running_hour"_s),
        week.ranking.tokens - WeekUnobserved);
    QCOMPARE(figuresOf(rhythm).rows.size(), 168);
}

void TestUsageCharts::theSameAgainSignalsNothing()
{
    StoreUsageView week = weekView();
    UsageStackModel stack;
    RankingModel ranking;
    ShareModel models(ShareBy::Model);
    const auto showAll = [&] {
        stack.show(week);
        ranking.show(week.ranking);
        models.show(week.ranking);
    };
    showAll();
    QList<QSignalSpy *> spies;
    for (QAbstractItemModel *model : QList<QAbstractItemModel *>{&stack, &ranking, &models}) {
        spies << new QSignalSpy(model, &QAbstractItemModel::modelReset)
              << new QSignalSpy(model, &QAbstractItemModel::dataChanged);
    }
    showAll();
    for (const QSignalSpy *spy : spies)
        QCOMPARE(spy->count(), 0);
    // New figures of the same keys keep the rows, and with them what somebody selected.
    week.ranking.ranks[0].tokens += 1;
    ranking.show(week.ranking);
    QCOMPARE(spies[2]->count(), 0);
    QCOMPARE(spies[3]->count(), 1);
    qDeleteAll(spies);
}

void TestUsageCharts::noKeyIsInAFigure()
{
    const StoreUsageView week = weekView();
    UsageStackModel stack;
    RankingModel ranking;
    stack.show(week);
    ranking.show(week.ranking);
    for (const QAbstractItemModel *model : QList<QAbstractItemModel *>{&stack, &ranking}) {
        for (const QVariantList &row : figuresOf(*model).rows) {
            for (const QVariant &cell : row)
                QVERIFY(!cell.toString().contains(u"pk_example"_s));
        }
    }
    for (const StackLayer &layer : stack.layers())
        QVERIFY(!layer.id.contains(u"pk_"_s));
}

void TestUsageCharts::aBoxForEveryFigure()
{
    const StoreUsageView week = weekView();
    const ShownStack shown(week);
    QCOMPARE(shown.model.layers().size(), StackedKeys + 2); // the others, and what nobody saw
    QCOMPARE(shown.view.boxes().size(), shown.model.rowCount());
    double tokens = 0;
    for (const UsageStackView::Box &box : shown.view.boxes())
        tokens += box.top - box.bottom;
    QCOMPARE(tokens, week.ranking.tokens);
}

void TestUsageCharts::hiddenLayersLeaveTheirPlace()
{
    ShownStack shown(weekView());
    const QString first = shown.model.layers().first().id;
    const double before = shown.view.boxes().first().top;
    shown.view.setShown(first, false);
    for (const UsageStackView::Box &box : shown.view.boxes())
        QVERIFY(box.layer != 0);
    QCOMPARE(shown.view.boxes().first().bottom, 0); // the next one has moved down
    shown.view.setShown(first, true);
    QCOMPARE(shown.view.boxes().first().top, before);
}

void TestUsageCharts::theLegendIsSeenWhole()
{
    UsageStackModel model;
    QWidget window;
    auto *column = new QVBoxLayout(&window);
    auto *view = new UsageStackView(model);
    column->addWidget(view, 1);
    auto *legend = new ChartLegend(view);
    column->addWidget(legend);
    window.resize(600, 400);
    window.show();
    model.show(weekView());
    view->setTimeRange(model.times().span().fromMs, model.times().span().toMs);
    QTRY_VERIFY(legend->height() > legend->minimumSizeHint().height()); // more than a line
    const QList<LegendButton *> buttons = legend->findChildren<LegendButton *>();
    QCOMPARE(buttons.size(), StackedKeys + 2);
    for (const LegendButton *button : buttons)
        QVERIFY2(legend->rect().contains(button->geometry()), qPrintable(button->entry().label));
}

void TestUsageCharts::theCrosshairSaysWhoItWas()
{
    ShownStack shown(weekView());
    shown.view.setFocus();
    QTest::keyClick(&shown.view, Qt::Key_Right, Qt::ShiftModifier);
    const QStringList lines = shown.view.readout().split(u'\n');
    QVERIFY2(lines.size() == 2 + shown.model.layers().size() - 1, // nothing was unobserved then
        qPrintable(shown.view.readout()));
    const QList<double> tokens = [&] {
        QList<double> each;
        for (const StackLayer &layer : shown.model.layers())
            each << layer.tokens.first();
        return each;
    }();
    QVERIFY(shown.view.readout().contains(u"00:00–06:00"_s));
    QVERIFY(shown.view.readout().contains(u"1 "_s + shown.model.layers()[0].name));
    QVERIFY(shown.view.readout().contains(QLocale().toString(qint64(tokens.first()))));
    QVERIFY(shown.view.readout().contains(u"All other keys"_s));
}

void TestUsageCharts::neighboursDifferInGrey()
{
    for (const QPalette &palette : {theme::lightPalette(), theme::darkPalette()}) {
        for (int i = 0; i + 1 < theme::LayerColors; ++i) {
            const double ratio
                = contrast(theme::layerColor(i, palette), theme::layerColor(i + 1, palette));
            QVERIFY2(ratio >= 1.25, qPrintable(u"%1 and %2: %3"_s.arg(i).arg(i + 1).arg(ratio)));
        }
        for (int i = 0; i < theme::LayerColors; ++i) {
            const QColor color = theme::layerColor(i, palette);
            QVERIFY2(contrast(color, theme::inkOn(color)) >= 4.5, qPrintable(color.name()));
        }
    }
}

void TestUsageCharts::rhythmGoesByTheLocalesWeek()
{
    const QLocale before;
    RhythmModel model;
    for (const auto &[locale, first] :
        {std::pair(QLocale(QLocale::German, QLocale::Germany), u"Montag"_s),
            {QLocale(QLocale::English, QLocale::UnitedStates), u"Sunday"_s}}) {
        QLocale::setDefault(locale);
        QCOMPARE(model.index(0, RhythmModel::DayColumn).data().toString(), first);
        QCOMPARE(model.index(0, RhythmModel::DayColumn).data(FigureRole).toInt(),
            first == u"Montag"_s ? 1 : 7);
    }
    QLocale::setDefault(before);
}

void TestUsageCharts::theRunningHourIsMarkedAndNoAverage()
{
    const LocalZone local("UTC");
    StoreUsageView view = weekView();
    for (auto &day : view.rhythm.cells)
        day.fill({1'000, 1});
    view.rhythm.cells[0][0] = {0, 0, 900'000}; // Monday, of which nothing else is known
    RhythmModel model;
    model.show(view.rhythm);
    QCOMPARE(model.highest(), 1'000); // the others keep their shades
    QVERIFY(model.showsRunning());
    RhythmView map(model);
    map.resize(700, 260);
    map.show();
    map.setFocus();
    QTest::keyClick(&map, Qt::Key_Right);
    QCOMPARE(map.readout(), u"Monday, 00:00–01:00\nRunning now: 900,000 tokens so far"_s);
    const QString said = rhythmVerdict(view);
    QVERIFY2(said.contains(u"with 1,000 tokens an hour"_s), qPrintable(said));
    QVERIFY2(said.contains(u"The hour that is running has 900,000 so far"_s), qPrintable(said));
    view.rhythm.cells[0][0] = {2'000, 2, 900'000}; // of earlier weeks the average is known
    model.show(view.rhythm);
    QVERIFY(!model.showsRunning());
    QCOMPARE(map.readout(),
        u"Monday, 00:00–01:00\n1,000 tokens an hour\n2,000 tokens in 2 h watched\n"
        "Running now: 900,000 tokens so far"_s);
}

void TestUsageCharts::theScaleHasTheMapsShades()
{
    for (const QPalette &palette : {theme::lightPalette(), theme::darkPalette()}) {
        const double highest = 1'000'000;
        const HeatScale scale(highest, palette);
        QImage image(600, 20, QImage::Format_RGB32);
        image.fill(palette.color(QPalette::Window));
        QPainter painter(&image);
        painter.setFont(theme::captionFont());
        scale.paint(&painter, QRectF(0, 0, 600, 20), false);
        painter.end();
        for (const double tokens : {0.0, 20'000.0, 60'000.0, 300'000.0, 700'000.0, 990'000.0}) {
            const QColor shade = scale.color(tokens);
            int nearest = 999;
            for (int x = 0; x < image.width(); ++x) {
                const QColor pixel = image.pixelColor(x, 10);
                nearest = std::min(nearest,
                    std::abs(pixel.red() - shade.red()) + std::abs(pixel.green() - shade.green())
                        + std::abs(pixel.blue() - shade.blue()));
            }
            QVERIFY2(nearest <= 9, qPrintable(u"%1: %2 off"_s.arg(tokens).arg(nearest)));
        }
    }
}

void TestUsageCharts::anHourIsChosenByKeyAndMouse()
{
    const LocalZone local("UTC");
    RhythmModel model;
    model.show(weekView().rhythm);
    RhythmView view(model);
    view.resize(700, 260);
    view.show();
    QCOMPARE(view.readout(), QString());
    view.setFocus();
    QTest::keyClick(&view, Qt::Key_Right);
    QVERIFY2(view.readout().contains(u"00:00–01:00"_s), qPrintable(view.readout()));
    for (int i = 0; i < 30; ++i)
        QTest::keyClick(&view, Qt::Key_Right); // ends at the edge
    QTest::keyClick(&view, Qt::Key_Down);
    QVERIFY(view.readout().contains(u"23:00–00:00"_s));
    QCOMPARE(view.accessibleDescription(), view.readout());
    QTest::keyClick(&view, Qt::Key_Escape);
    QCOMPARE(view.readout(), QString());

    // An hour in the middle of the working day: what the model says of it.
    QTest::mouseMove(&view, QPoint(view.width() / 2, view.height() / 2));
    QTRY_VERIFY(!view.readout().isEmpty());
    const QString hour = view.readout().section(u'\n', 0, 0).section(u", "_s, 1);
    const int line = 3;
    const RhythmCell &cell = model.cellAt(line, hour.first(2).toInt());
    QVERIFY(view.readout().startsWith(weekdayName(model.dayOf(line))));
    QVERIFY(cell.tokens > 0);
    QVERIFY(view.readout().contains(QLocale().toString(qint64(std::round(cell.average())))));
}

void TestUsageCharts::theRankingSortsByExactValues()
{
    RankingModel model;
    UsageRanking ranking = weekView().ranking;
    model.show(ranking);
    double previous = std::numeric_limits<double>::infinity();
    for (int row = 0; row < model.rowCount(); ++row) {
        const double tokens
            = model.index(row, RankingModel::TokensColumn).data(Qt::UserRole).toDouble();
        QVERIFY(tokens <= previous);
        previous = tokens;
    }
    QCOMPARE(model.index(0, RankingModel::PlaceColumn).data().toString(), u"1"_s);
    // A name with markup or a direction override stays one plain line.
    ranking.ranks[0].name = u"<b>x</b>\u202ey"_s;
    model.show(ranking);
    QCOMPARE(model.index(0, RankingModel::NameColumn).data().toString(), u"<b>x</b>\\u202ey"_s);
    QVERIFY(model.index(0, RankingModel::NameColumn)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(u"&lt;b&gt;"_s));
}

void TestUsageCharts::changes_data()
{
    QTest::addColumn<double>("tokens");
    QTest::addColumn<double>("before"); // below 0: not known
    QTest::addColumn<QString>("text");

    QTest::newRow("not known") << 10.0 << -1.0 << u"–"_s;
    QTest::newRow("none before") << 10.0 << 0.0 << u"none before"_s;
    QTest::newRow("none at all") << 0.0 << 0.0 << u"–"_s;
    QTest::newRow("more") << 118.0 << 100.0 << u"▲ 18 %"_s;
    QTest::newRow("less") << 96.0 << 100.0 << u"▼ 4 %"_s;
    QTest::newRow("none any more") << 0.0 << 100.0 << u"▼ 100 %"_s;
    QTest::newRow("hardly") << 1'004.0 << 1'000.0 << u"unchanged"_s;
    QTest::newRow("many times") << 4'800.0 << 100.0 << u"▲ × 48"_s;
}

void TestUsageCharts::changes()
{
    QFETCH(double, tokens);
    QFETCH(double, before);
    QTEST(changeText(tokens, before < 0 ? std::nullopt : std::optional(before)), "text");
}

void TestUsageCharts::verdicts()
{
    StoreUsageView view;
    view.period = {{SomeNowMs - 7 * 24 * WeekHourMs, SomeNowMs}, {}, 7};
    view.nowMs = SomeNowMs;
    view.beganMs = 1;
    view.ranking.keys = 100;
    const QString week = u"in 7 days"_s;
    QCOMPARE(stackVerdict(view, week), u"No tokens in 7 days."_s);

    const auto rank = [](const QString &name, double tokens) {
        UsageRank made;
        made.key = name;
        made.name = name;
        made.model = u"glm-4.7"_s;
        made.tokens = tokens;
        return made;
    };
    view.ranking.ranks = {rank(u"Payments"_s, 700), rank(u"Search"_s, 300)};
    view.ranking.tokens = 1'000;
    view.ranking.used = 2;
    QCOMPARE(stackVerdict(view, week),
        u"1,000 tokens in 7 days. “Payments” used the most, 70 % of it."_s);
    view.ranking.before = 800;
    view.ranking.unobserved = 40;
    view.beganMs = SomeNowMs - 2 * WeekHourMs;
    QCOMPARE(stackVerdict(view, week),
        u"1,000 tokens in 7 days, 25 % more than in the 7 days before. “Payments” used the most, "
        u"70 % of it. Of 40 of these nobody saw in which hour they came in. Keydeck has been "
        u"recording since 08:30."_s);
    view.beganMs = 1;
    view.ranking.unobserved = 0;
    for (const auto &[before, words] : {std::pair(1'001.0, u", as many as in the 7 days before"_s),
             {2'000.0, u", 50 % fewer than in the 7 days before"_s},
             {100.0, u", 10 times as many as in the 7 days before"_s},
             {0.0, u", after none in the 7 days before"_s}}) {
        view.ranking.before = before;
        QVERIFY2(stackVerdict(view, week).contains(words), qPrintable(stackVerdict(view, week)));
    }
    QCOMPARE(rankingVerdict(view.ranking, week),
        u"2 of 100 keys were used in 7 days."_s); // both are needed for 80 %
    view.ranking.ranks = {rank(u"Payments"_s, 900), rank(u"Search"_s, 100)};
    QCOMPARE(rankingVerdict(view.ranking, week),
        u"2 of 100 keys were used in 7 days. One makes up 80 % of it."_s);
    QCOMPARE(sharesVerdict(view.ranking, ShareBy::Model), u"All of it is “glm-4.7”."_s);
    view.ranking.ranks[1].status = KeyStatus::Blocked;
    QCOMPARE(sharesVerdict(view.ranking, ShareBy::Status), u"“Active” has 90 % of the tokens."_s);

    QCOMPARE(rhythmVerdict(view), u"Of no token it is known in which hour it came in."_s);
    view.rhythm.cells[1][14] = {62'000, 2};
    view.rhythm.leftOut = 7;
    QCOMPARE(rhythmVerdict(view),
        u"Busiest on Tuesday, 14:00–15:00, with 31,000 tokens an hour on average. 7 tokens are "
        u"left out, of which the hour is not known."_s);
    QCOMPARE(percentText(0.001), u"under 1 %"_s);
    QCOMPARE(percentText(0.999), u"over 99 %"_s);
    QCOMPARE(percentText(1), u"100 %"_s);
    QCOMPARE(percentText(0), u"0 %"_s);
}

void TestUsageCharts::whatIsNoUsedKeyIsSaid()
{
    UsageRanking ranking;
    ranking.keys = 4;
    ranking.used = 2;
    ranking.tokens = 1'000;
    const auto rank = [](const QString &key, double tokens) {
        UsageRank made;
        made.key = key;
        made.name = key;
        made.model = u"glm-4.7"_s;
        made.tokens = tokens;
        return made;
    };
    ranking.ranks = {rank({}, 560), rank(u"a"_s, 340), rank(u"b"_s, 100)};
    QCOMPARE(rankingVerdict(ranking, u"in 7 days"_s),
        u"2 of 4 keys were used in 7 days, besides deleted ones."_s);
    QCOMPARE(sharesVerdict(ranking, ShareBy::Model),
        u"“glm-4.7” has 44 % of the tokens; 56 % are of deleted keys, whose model is not known "
        "any more."_s);
    QCOMPARE(sharesVerdict(ranking, ShareBy::Status),
        u"“Active” has 44 % of the tokens; 56 % are of deleted keys, which have no status any "
        "more."_s);
    ranking.ranks = {rank(u"a"_s, 900), rank(u"b"_s, 100), rank(u"c"_s, 0)};
    QCOMPARE(rankingVerdict(ranking, u"in 7 days"_s),
        u"2 of 4 keys were used in 7 days; 1 only in the time before. One makes up 80 % of it."_s);
    ranking.ranks = {rank({}, 1'000)};
    QCOMPARE(sharesVerdict(ranking, ShareBy::Model),
        u"All of it is of deleted keys, whose model is not known any more."_s);
}

void TestUsageCharts::recordingHasGaps()
{
    const LocalZone local("UTC");
    StoreUsageView view;
    view.nowMs = SomeNowMs;
    view.period = {{SomeNowMs - 7 * 24 * WeekHourMs, SomeNowMs + WeekHourMs / 2}, {}, 7};
    view.beganMs = SomeNowMs - 4 * WeekHourMs;
    view.watched
        = {{view.beganMs, view.beganMs + WeekHourMs}, {view.beganMs + 3 * WeekHourMs, SomeNowMs}};
    QVERIFY2(
        stackVerdict(view, u"in 7 days"_s)
            .endsWith(u"Keydeck first recorded at 06:30; nobody did for 2 h of the time since."_s),
        qPrintable(stackVerdict(view, u"in 7 days"_s)));
    view.watched = {{view.beganMs, SomeNowMs}};
    QVERIFY(
        stackVerdict(view, u"in 7 days"_s).endsWith(u"Keydeck has been recording since 06:30."_s));
}

void TestUsageCharts::theCrosshairNamesTheBarsSpan()
{
    const LocalZone local("UTC");
    ShownStack shown(weekView());
    shown.view.setFocus();
    QTest::keyClick(&shown.view, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(shown.view.readout().section(u'\n', 0, 0), u"Mon 12 Jan 2026, 00:00–06:00 UTC"_s);
    // A picture says no time that is still to come.
    QVERIFY(shown.model.times().span().toMs > SomeNowMs);
    shown.view.setKnownUntil(SomeNowMs);
    QCOMPARE(shown.view.timeNote(), u"2026-01-12 00:00:00 UTC to 2026-01-18 10:30:00 UTC"_s);
}

QTEST_MAIN(TestUsageCharts)
#include "tst_usagecharts.moc"
