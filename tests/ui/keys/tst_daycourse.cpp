#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/records.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/keys/keymodel.h"
#include "ui/keys/sparklinedelegate.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr qint64 HourMs = 60LL * 60 * 1000;

UsageByKey oneKeysHours(const QString &key, const QList<UsageBucket> &buckets)
{
    return {{key, buckets}};
}

QImage picture(const QModelIndex &index, const QPalette &palette, QStyle::State more = {})
{
    QImage image(116, KeyCellDelegate::rowHeight(), QImage::Format_RGB32);
    image.fill(palette.color(
        more.testFlag(QStyle::State_Selected) ? QPalette::Highlight : QPalette::Base));
    QStyleOptionViewItem option;
    option.rect = image.rect();
    option.palette = palette;
    option.state = QStyle::State_Enabled | QStyle::State_Active | more;
    option.font = theme::bodyFont();
    QPainter painter(&image);
    SparklineDelegate().paint(&painter, option, index);
    return image;
}

/// The rows of pixels, from below, that have ink in the column at the left of the cell's content
/// where that hour's bar begins.
int barHeight(const QImage &image, int hour, const QColor &background)
{
    const int content = image.width() - 2 * theme::Related;
    const int x = theme::Related + int((hour + 0.4) * content / DayCourseHours);
    int height = 0;
    for (int y = image.height() - 1 - theme::Tight; y >= 0; --y) {
        if (image.pixelColor(x, y) != background)
            ++height;
        else if (height > 0)
            break;
    }
    return height;
}

} // namespace

class TestDayCourse final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(u"Fusion"_s); }
    void init() { QTest::failOnWarning(anyUiWarning()); }

    void theSpanEndsWithThePresentHour();
    void hoursLandWhereTheyBelong();
    void cellsSayWhatIsKnown();
    void rowsSortByWhatCameIn();
    void duplicatesHaveNone();
    void barsAreAsHighAsTheirShare();
    void aSelectedRowIsReadable();
    void nothingKnownDrawsNothing();
};

void TestDayCourse::theSpanEndsWithThePresentHour()
{
    for (const qint64 nowMs : {SomeNowMs, SomeNowMs / HourMs * HourMs, 25 * HourMs}) {
        const TimeSpan span = dayCourseSpan(nowMs);
        QCOMPARE(span.toMs - span.fromMs, 24 * HourMs);
        QCOMPARE(span.toMs % HourMs, 0);
        QVERIFY(span.toMs > nowMs);
        QVERIFY(span.toMs - nowMs <= HourMs);
    }
}

void TestDayCourse::hoursLandWhereTheyBelong()
{
    const TimeSpan span = dayCourseSpan(SomeNowMs);
    const DayCourses courses
        = dayCourses({{u"a"_s,
                          {{span.fromMs - HourMs, HourMs, 1}, {span.fromMs, HourMs, 20},
                              {span.fromMs + 5 * HourMs, HourMs, 300},
                              {span.toMs - HourMs, HourMs, 4'000}, {span.toMs, HourMs, 50'000}}},
                         {u"b"_s, {{span.toMs, HourMs, 7}}}},
            span);
    const DayCourse course = courses.of(u"a"_s);
    QCOMPARE(course.hours[0], 20);
    QCOMPARE(course.hours[5], 300);
    QCOMPARE(course.hours[23], 4'000);
    QCOMPARE(course.total(), 4'320);
    QCOMPARE(course.busiestHour(), 23);
    QCOMPARE(course.startMs(23), span.toMs - HourMs);
    QVERIFY2(!courses.byKey.contains(u"b"_s), "what is out of the span makes no entry");
    QVERIFY(courses.of(u"b"_s).isKnown());
    QCOMPARE(courses.of(u"b"_s).total(), 0);
    QVERIFY(!DayCourses().of(u"a"_s).isKnown());
}

void TestDayCourse::cellsSayWhatIsKnown()
{
    KeyModel model;
    QAbstractItemModelTester tester(&model);
    model.setKeys(decodeStore(storeBytes(2)), SomeNowMs);
    const QModelIndex used = model.index(0, KeyModel::DayColumn);
    const QModelIndex idle = model.index(1, KeyModel::DayColumn);
    QCOMPARE(used.data().toString(), u"–"_s);
    QCOMPARE(
        used.data(Qt::AccessibleTextRole).toString(), u"Nothing is known of the last 24 hours."_s);

    const TimeSpan span = dayCourseSpan(SomeNowMs);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setDayCourses(
        dayCourses(oneKeysHours(sampleKeyText(0),
                       {{span.fromMs, HourMs, 1'000}, {span.fromMs + HourMs, HourMs, 11'345}}),
            span));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].toModelIndex().column(), int(KeyModel::DayColumn));
    QCOMPARE(changed[0][1].toModelIndex().row(), 1);
    QCOMPARE(used.data().toString(), u"12,345"_s);
    const QString spoken = used.data(Qt::AccessibleTextRole).toString();
    QVERIFY2(spoken.contains(u"12,345 tokens") && spoken.contains(u"11,345"), qPrintable(spoken));
    QVERIFY(used.data(Qt::ToolTipRole).toString().contains(u"12,345 tokens"));
    QCOMPARE(idle.data().toString(), u"0"_s);
    QVERIFY(idle.data(Qt::AccessibleTextRole).toString().startsWith(u"No tokens were seen"));
}

void TestDayCourse::rowsSortByWhatCameIn()
{
    KeyModel model;
    model.setKeys(decodeStore(storeBytes(2)), SomeNowMs);
    const TimeSpan span = dayCourseSpan(SomeNowMs);
    model.setDayCourses(
        dayCourses(oneKeysHours(sampleKeyText(1), {{span.fromMs, HourMs, 5}}), span));
    QCOMPARE(model.sortKeyAt(0, KeyModel::DayColumn), 0);
    QCOMPARE(model.sortKeyAt(1, KeyModel::DayColumn), 5);
}

void TestDayCourse::duplicatesHaveNone()
{
    KeyModel model;
    model.setKeys(decodeStore(storeBytes({sampleKey(0), sampleKey(0)})), SomeNowMs);
    const TimeSpan span = dayCourseSpan(SomeNowMs);
    model.setDayCourses(
        dayCourses(oneKeysHours(sampleKeyText(0), {{span.fromMs, HourMs, 5}}), span));
    QCOMPARE(model.index(0, KeyModel::DayColumn).data().toString(), u"5"_s);
    QCOMPARE(model.index(1, KeyModel::DayColumn).data().toString(), u"–"_s);
}

void TestDayCourse::barsAreAsHighAsTheirShare()
{
    KeyModel model;
    model.setKeys(decodeStore(storeBytes(1)), SomeNowMs);
    const TimeSpan span = dayCourseSpan(SomeNowMs);
    model.setDayCourses(
        dayCourses(oneKeysHours(sampleKeyText(0),
                       {{span.fromMs, HourMs, 1'000}, {span.fromMs + 6 * HourMs, HourMs, 500},
                           {span.fromMs + 12 * HourMs, HourMs, 1}}),
            span));
    for (const QPalette &palette : {theme::lightPalette(), theme::darkPalette()}) {
        const QColor background = palette.color(QPalette::Base);
        const QImage image = picture(model.index(0, KeyModel::DayColumn), palette);
        const int highest = barHeight(image, 0, background);
        QVERIFY2(highest >= 10, qPrintable(QString::number(highest)));
        QVERIFY(std::abs(barHeight(image, 6, background) - highest / 2) <= 1);
        QVERIFY2(barHeight(image, 12, background) >= 2, "however little, it is seen");
        QVERIFY2(barHeight(image, 18, background) <= 1, "nothing but the base line");
    }
}

void TestDayCourse::aSelectedRowIsReadable()
{
    KeyModel model;
    model.setKeys(decodeStore(storeBytes(1)), SomeNowMs);
    const TimeSpan span = dayCourseSpan(SomeNowMs);
    model.setDayCourses(
        dayCourses(oneKeysHours(sampleKeyText(0), {{span.fromMs, HourMs, 1'000}}), span));
    for (const QPalette &palette : {theme::lightPalette(), theme::darkPalette()}) {
        const QImage image
            = picture(model.index(0, KeyModel::DayColumn), palette, QStyle::State_Selected);
        const QColor ink = image.pixelColor(theme::Related + 1, image.height() - theme::Tight - 4);
        const double seen = contrast(ink, palette.color(QPalette::Highlight));
        QVERIFY2(seen >= 3, qPrintable(QString::number(seen)));
    }
}

void TestDayCourse::nothingKnownDrawsNothing()
{
    KeyModel model;
    model.setKeys(decodeStore(storeBytes(1)), SomeNowMs);
    const QImage image = picture(model.index(0, KeyModel::DayColumn), theme::lightPalette());
    const QColor background = theme::lightPalette().color(QPalette::Base);
    for (int x = 0; x < image.width(); ++x) {
        for (int y = 0; y < image.height(); ++y)
            QCOMPARE(image.pixelColor(x, y), background);
    }
}

QTEST_MAIN(TestDayCourse)
#include "tst_daycourse.moc"
