// Moving about in a chart by wheel, mouse and keys, on a real widget in a page that scrolls.
#include "ui/charts/timechartview.h"

#include "core/base/format.h"
#include "tests/support/manualclock.h"
#include "tests/support/uitest.h"
#include "ui/charts/chartcard.h"

#include <QLineSeries>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <qtestspontaneevent.h>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::SomeNowMs;

namespace {

constexpr qint64 HourMs = 60LL * 60 * 1000;
constexpr qint64 DayMs = 24 * HourMs;

/// A line with a value at each full hour.
class Hourly final : public TimeChartView
{
public:
    Hourly()
    {
        addToChart(&m_line);
        applyPalette();
    }
    int plots = 0;

    using TimeChartView::xOf;
    [[nodiscard]] QPoint pointAt(qint64 atMs) const
    {
        return mapFromScene(QPointF(xOf(atMs), chart()->plotArea().center().y()));
    }
    [[nodiscard]] qint64 lengthMs() const { return toMs() - fromMs(); }

protected:
    void plot() override
    {
        ++plots;
        m_line.replace(QList<QPointF>{{double(fromMs()), 0}, {double(toMs()), 100}});
        setCountRange(0, 100);
    }
    void paintSeries() override { }
    QString callout(qint64 atMs) const override { return u"%1 tokens"_s.arg(atMs / HourMs); }
    void paintLabels(QPainter *) override { }
    std::optional<qint64> valueBeside(qint64 atMs, bool later) const override
    {
        return later ? (atMs / HourMs + 1) * HourMs : (atMs - 1) / HourMs * HourMs;
    }

private:
    QLineSeries m_line;
};

struct Fixture
{
    Fixture()
    {
        auto *content = new QWidget;
        auto *column = new QVBoxLayout(content);
        column->addWidget(card);
        other->setFixedHeight(900);
        column->addWidget(other);
        page.setWidgetResizable(true);
        page.setWidget(content);
        page.resize(640, 320);
        card->setFixedHeight(260);
        view->setTimeRange(SomeNowMs - DayMs, SomeNowMs);
        card->showVerdict(u"A line."_s);
        page.show();
        page.activateWindow();
        isShown = QTest::qWaitForWindowExposed(&page);
    }
    /// The wheel at that moment's place; positive notches are away from the person.
    void wheel(qint64 atMs, int notches, Qt::KeyboardModifiers modifiers = {})
    {
        const QPoint at = view->pointAt(atMs);
        QWheelEvent event(at, view->viewport()->mapToGlobal(at), {}, {0, 120 * notches},
            Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
        QSpontaneKeyEvent::setSpontaneous(&event); // made-up ones reach no parent
        QCoreApplication::instance()->notify(view->viewport(), &event);
    }
    /// Through the window, as a pointer does that nobody holds down.
    void moveTo(const QPoint &at)
    {
        QTest::mouseMove(page.windowHandle(), view->viewport()->mapTo(&page, at));
    }
    void focus()
    {
        QVERIFY(isShown);
        QTRY_VERIFY(page.isActiveWindow());
        view->setFocus();
        QVERIFY(view->hasFocus());
    }

    QStandardItemModel figures;
    Hourly *view = new Hourly;
    ChartCard *card = new ChartCard(view, figures, u"Hours"_s, u"Nothing."_s);
    QPushButton *other = new QPushButton;
    QScrollArea page;
    bool isShown = false;
};

} // namespace

class TestTimeChartView final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(test::anyUiWarning()); }

    void wheelZoomsAroundThePointerOnceFocused();
    void wheelOtherwiseScrollsThePage();
    void dragPansAndDoubleClickShowsAll();
    void keysZoomPanAndReset();
    void crosshairGoesFromValueToValue();
    void arrowsStepUntilThereIsSomethingToPan();
    void crosshairFollowsThePointer();
    void crosshairIsSpokenOf();
    void closerLookSurvivesNews();
    void buttonLeadsBack();
    void hiddenChartRests();
};

void TestTimeChartView::wheelZoomsAroundThePointerOnceFocused()
{
    Fixture f;
    f.focus();
    const qint64 at = SomeNowMs - 6 * HourMs;
    const QPoint before = f.view->pointAt(at);
    f.wheel(at, 2);
    QVERIFY(f.view->isZoomed());
    QVERIFY(f.view->lengthMs() < DayMs * 2 / 3);
    QVERIFY(std::abs(f.view->pointAt(at).x() - before.x()) <= 1);
    f.wheel(at, 99);
    QCOMPARE(f.view->lengthMs(), TimeWindow::LeastMs);
    f.wheel(at, -200);
    QVERIFY(!f.view->isZoomed());
    QCOMPARE(f.page.verticalScrollBar()->value(), 0);
}

void TestTimeChartView::wheelOtherwiseScrollsThePage()
{
    Fixture f;
    f.focus();
    f.other->setFocus();
    f.wheel(SomeNowMs - HourMs, -1);
    QVERIFY(!f.view->isZoomed());
    QVERIFY(f.page.verticalScrollBar()->value() > 0);
    QVERIFY(!f.view->hasFocus());

    f.page.verticalScrollBar()->setValue(0);
    f.wheel(SomeNowMs - HourMs, 1, Qt::ControlModifier);
    QVERIFY(f.view->isZoomed());
    QCOMPARE(f.page.verticalScrollBar()->value(), 0);

    f.focus();
    f.view->resetZoom();
    f.wheel(SomeNowMs - HourMs, -1); // nothing is left to zoom out: the page is not trapped
    QVERIFY(f.page.verticalScrollBar()->value() > 0);
}

void TestTimeChartView::dragPansAndDoubleClickShowsAll()
{
    Fixture f;
    f.focus();
    f.wheel(SomeNowMs - 12 * HourMs, 5);
    const qint64 from = f.view->fromMs();
    const qint64 length = f.view->lengthMs();
    const QPoint start = f.view->pointAt(from + length / 2);
    QCOMPARE(f.view->viewport()->cursor().shape(), Qt::OpenHandCursor);
    QTest::mousePress(f.view->viewport(), Qt::LeftButton, {}, start);
    QCOMPARE(f.view->viewport()->cursor().shape(), Qt::ClosedHandCursor);
    QTest::mouseMove(f.view->viewport(), start + QPoint(60, 0));
    QTest::mouseMove(f.view->viewport(), start + QPoint(100, 0));
    QTest::mouseRelease(f.view->viewport(), Qt::LeftButton, {}, start + QPoint(100, 0));
    QCOMPARE(f.view->lengthMs(), length);
    QVERIFY(f.view->fromMs() < from);
    // What was taken hold of is still under the pointer.
    QVERIFY(std::abs(f.view->pointAt(from + length / 2).x() - start.x() - 100) <= 1);
    f.moveTo(start); // released is released
    QVERIFY(std::abs(f.view->pointAt(from + length / 2).x() - start.x() - 100) <= 1);
    QTest::mouseDClick(f.view->viewport(), Qt::LeftButton, {}, start);
    QVERIFY(!f.view->isZoomed());
    QCOMPARE(f.view->viewport()->cursor().shape(), Qt::ArrowCursor);
}

void TestTimeChartView::keysZoomPanAndReset()
{
    Fixture f;
    f.focus();
    QTest::keyClick(f.view, Qt::Key_Plus);
    QTest::keyClick(f.view, Qt::Key_Equal, Qt::ShiftModifier);
    const qint64 length = f.view->lengthMs();
    QVERIFY(length < DayMs / 2);
    const qint64 from = f.view->fromMs();
    QTest::keyClick(f.view, Qt::Key_Right);
    QVERIFY(f.view->fromMs() > from);
    QTest::keyClick(f.view, Qt::Key_Left);
    QCOMPARE(f.view->fromMs(), from);
    QTest::keyClick(f.view, Qt::Key_Minus, Qt::KeypadModifier);
    QVERIFY(f.view->lengthMs() > length);
    QTest::keyClick(f.view, Qt::Key_0);
    QVERIFY(!f.view->isZoomed());
    QTest::keyClick(f.view, Qt::Key_Plus);
    QTest::keyClick(f.view, Qt::Key_Home);
    QVERIFY(!f.view->isZoomed());
    QTest::keyClick(f.view, Qt::Key_Tab); // and it lets go of the focus
    QVERIFY(!f.view->hasFocus());
}

void TestTimeChartView::crosshairGoesFromValueToValue()
{
    Fixture f;
    f.focus();
    QTest::keyClick(f.view, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(f.view->readout().section(u'\n', 0, 0), u"2026-01-17 11:00:00 UTC"_s);
    QTest::keyClick(f.view, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(f.view->readout(), u"2026-01-17 12:00:00 UTC\n491292 tokens"_s);
    QTest::keyClick(f.view, Qt::Key_Left, Qt::ShiftModifier);
    QTest::keyClick(f.view, Qt::Key_Left, Qt::ShiftModifier); // there is none before
    QCOMPARE(f.view->readout().section(u'\n', 0, 0), u"2026-01-17 11:00:00 UTC"_s);
    // Zoomed in, it takes the view along.
    f.wheel(SomeNowMs, 12);
    QVERIFY(f.view->lengthMs() < 3 * HourMs);
    QTest::keyClick(f.view, Qt::Key_Escape);
    QVERIFY(f.view->readout().isEmpty());
    for (int i = 0; i < 5; ++i) {
        QTest::keyClick(f.view, Qt::Key_Left, Qt::ShiftModifier);
    }
    QCOMPARE(f.view->readout().section(u'\n', 0, 0), u"2026-01-18 06:00:00 UTC"_s);
    QVERIFY(f.view->fromMs() <= SomeNowMs - 4 * HourMs - HourMs / 2);
}

void TestTimeChartView::arrowsStepUntilThereIsSomethingToPan()
{
    Fixture f;
    f.focus();
    QTest::keyClick(f.view, Qt::Key_Right);
    QCOMPARE(f.view->readout().section(u'\n', 0, 0), u"2026-01-17 11:00:00 UTC"_s);
    QTest::keyClick(f.view, Qt::Key_Right);
    QTest::keyClick(f.view, Qt::Key_Right);
    QTest::keyClick(f.view, Qt::Key_Left);
    QCOMPARE(f.view->readout().section(u'\n', 0, 0), u"2026-01-17 12:00:00 UTC"_s);
    QVERIFY(!f.view->isZoomed());
    QTest::keyClick(f.view, Qt::Key_Plus);
    QVERIFY(f.view->isZoomed());
    const QString stays = f.view->readout();
    const qint64 from = f.view->fromMs();
    QTest::keyClick(f.view, Qt::Key_Right);
    QVERIFY(f.view->fromMs() > from);
    QCOMPARE(f.view->readout(), stays);
}

void TestTimeChartView::crosshairFollowsThePointer()
{
    Fixture f;
    f.focus();
    const qint64 at = SomeNowMs - 6 * HourMs;
    f.moveTo(f.view->pointAt(at));
    QVERIFY2(f.view->readout().startsWith(u"2026-01-18 04:"_s), qPrintable(f.view->readout()));
    QVERIFY(f.view->readout().contains(u"UTC"_s));
    const QImage with = f.view->grab().toImage();
    f.moveTo({2, 2}); // on the axis
    QVERIFY(f.view->readout().isEmpty());
    QVERIFY(with != f.view->grab().toImage());
    // A picture has neither it nor the focus.
    QTest::keyClick(f.view, Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(!f.view->readout().isEmpty());
    f.view->setPlain(true);
    const QImage plain = f.view->grab().toImage();
    f.view->setPlain(false);
    f.other->setFocus();
    QVERIFY(f.view->readout().isEmpty());
    QCOMPARE(f.view->grab().toImage(), plain);
}

void TestTimeChartView::crosshairIsSpokenOf()
{
    Fixture f;
    f.focus();
    QCOMPARE(f.view->accessibleDescription(), u"A line."_s);
    QTest::keyClick(f.view, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(f.view->accessibleDescription(), u"2026-01-17 11:00:00 UTC\n491291 tokens\nA line."_s);
    QTest::keyClick(f.view, Qt::Key_Escape);
    QCOMPARE(f.view->accessibleDescription(), u"A line."_s);
}

void TestTimeChartView::closerLookSurvivesNews()
{
    Fixture f;
    f.focus();
    f.wheel(SomeNowMs - 12 * HourMs, 5);
    const qint64 from = f.view->fromMs(), to = f.view->toMs();
    f.view->setTimeRange(SomeNowMs - DayMs + 60'000, SomeNowMs + 60'000);
    QCOMPARE(f.view->fromMs(), from);
    QCOMPARE(f.view->toMs(), to);
    f.view->resetZoom();
    QCOMPARE(f.view->toMs(), SomeNowMs + 60'000);
}

void TestTimeChartView::buttonLeadsBack()
{
    Fixture f;
    f.focus();
    auto *button = f.card->findChild<QToolButton *>(u"resetZoom"_s);
    QVERIFY(!button->isVisible());
    f.wheel(SomeNowMs - 12 * HourMs, 5);
    QVERIFY(button->isVisible());
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    QVERIFY(!f.view->isZoomed());
    QVERIFY(!button->isVisible());
    QVERIFY(f.view->hasFocus());
}

void TestTimeChartView::hiddenChartRests()
{
    Fixture f;
    f.focus();
    f.card->hide();
    const int plots = f.view->plots;
    f.view->setTimeRange(SomeNowMs - DayMs + 60'000, SomeNowMs + 60'000);
    QCOMPARE(f.view->plots, plots);
    f.card->show();
    QVERIFY(f.view->plots > plots);
}

QTEST_MAIN(TestTimeChartView)
#include "tst_timechartview.moc"
