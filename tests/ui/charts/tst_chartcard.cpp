// Everything around a chart: verdict, legend, menu, and what is kept of it.
#include "ui/charts/chartcard.h"

#include "tests/support/manualclock.h"
#include "tests/support/picture.h"
#include "tests/support/uitest.h"
#include "ui/charts/chartlegend.h"
#include "ui/charts/chartmenu.h"
#include "ui/charts/legendbutton.h"
#include "ui/charts/timechartview.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QLineSeries>
#include <QPainter>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::SomeNowMs;

namespace {

constexpr qint64 HourMs = 60LL * 60 * 1000;
constexpr qint64 SomeStartMs = SomeNowMs - 24 * HourMs;

/// Two lines that can be hidden.
class TwoLines final : public TimeChartView
{
public:
    TwoLines()
    {
        for (QLineSeries *line : {&m_low, &m_high}) {
            addToChart(line);
        }
        applyPalette();
        setTimeRange(SomeStartMs, SomeNowMs);
    }

    int plots = 0;

    /// Something more to see came in.
    void addThird()
    {
        QList<LegendEntry> more = legend();
        more.append(
            {u"third"_s, u"Third"_s, theme::chartColor(2, palette()), LegendEntry::Shape::Line});
        setLegend(more);
    }

protected:
    void plot() override
    {
        ++plots;
        m_low.replace(QList<QPointF>{{double(fromMs()), 10}, {double(toMs()), 20}});
        m_high.replace(QList<QPointF>{{double(fromMs()), 900}, {double(toMs()), 800}});
        m_low.setVisible(isShown(u"low"_s));
        m_high.setVisible(isShown(u"high"_s));
        setCountRange(0, isShown(u"high"_s) ? 1000 : 30);
    }
    void paintSeries() override
    {
        m_low.setPen(QPen(theme::chartColor(0, palette()), 2));
        m_high.setPen(QPen(theme::chartColor(5, palette()), 2));
        setLegend({{u"low"_s, u"Low"_s, theme::chartColor(0, palette()), LegendEntry::Shape::Line},
            {u"high"_s, u"High"_s, theme::chartColor(5, palette()), LegendEntry::Shape::Line}});
    }
    QString callout(qint64) const override { return u"ten"_s; }
    void paintLabels(QPainter *painter) override
    {
        painter->setPen(palette().color(QPalette::WindowText));
        painter->drawText(QPointF(xOf(fromMs()) + 4, yOf(25)), u"label"_s);
    }

private:
    QLineSeries m_low, m_high;
};

struct Fixture
{
    Fixture()
    {
        figures.setHorizontalHeaderLabels({u"Started"_s, u"Tokens"_s});
        figures.appendRow({new QStandardItem(u"=2+2, \"so\""_s), new QStandardItem(u"45,000"_s)});
        card.setSubject(u"Payments (EU)/../x"_s);
        card.resize(520, 260);
        card.showVerdict(u"Two lines; one of them is high."_s);
        card.show();
        card.activateWindow();
    }

    LegendButton *legend(int index) { return card.findChildren<LegendButton *>().at(index); }

    QStandardItemModel figures;
    TwoLines *view = new TwoLines;
    ChartCard card{view, figures, u"Two lines"_s, u"Nothing yet."_s};
};

/// What somebody else's program says about the bytes; Python's standard library reads them.
QByteArray pythonOn(const QByteArray &bytes, const QByteArray &program)
{
    QProcess python;
    python.start(u"python3"_s, {u"-c"_s, QString::fromUtf8(program)});
    python.write(bytes);
    python.closeWriteChannel();
    if (!python.waitForFinished() || python.exitCode() != 0) {
        return "failed: " + python.readAllStandardError();
    }
    return python.readAllStandardOutput().trimmed();
}

} // namespace

class TestChartCard final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(test::anyUiWarning()); }
    void cleanup() { QApplication::setPalette(theme::lightPalette()); }

    void invitesUntilThereIsSomething();
    void legendHidesByClickAndKey();
    void legendWrapsAndKeepsItsFocus();
    void legendIsNextToTheChartByTab();
    void aLongVerdictIsSeenWhole();
    void menuByKeyboard();
    void copiesThePicture_data();
    void copiesThePicture();
    void savesPng();
    void savesSvg();
    void savesFigures();
};

void TestChartCard::invitesUntilThereIsSomething()
{
    Fixture f;
    auto *verdict = f.card.findChild<TextLabel *>(u"chartVerdict"_s);
    auto *more = f.card.findChild<QToolButton *>(u"chartMenu"_s);
    QCOMPARE(verdict->text(), u"Two lines; one of them is high."_s);
    QCOMPARE(f.view->accessibleDescription(), verdict->text());
    QVERIFY(more->isVisible());
    f.card.showEmpty();
    QVERIFY(!f.view->isVisible());
    QVERIFY(!more->isVisible());
    QVERIFY(verdict->text().isEmpty());
    QSignalSpy copied(&f.card, &ChartCard::pictureCopied);
    QTest::keyClick(&f.card, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(copied.size(), 0);
}

void TestChartCard::legendHidesByClickAndKey()
{
    Fixture f;
    const int before = f.view->plots;
    LegendButton *high = f.legend(1);
    QVERIFY(high->toolTip().contains(u"Hide"_s));
    QTest::mouseClick(high, Qt::LeftButton);
    QVERIFY(!f.view->isShown(u"high"_s));
    QVERIFY(f.view->isShown(u"low"_s));
    QVERIFY(f.view->plots > before);
    QVERIFY(high->toolTip().contains(u"Show"_s));
    high->setFocus();
    QTest::keyClick(high, Qt::Key_Space);
    QVERIFY(f.view->isShown(u"high"_s));
    // The view leads: what is hidden elsewhere shows here.
    f.view->setShown(u"low"_s, false);
    QVERIFY(!f.legend(0)->isChecked());
}

void TestChartCard::legendWrapsAndKeepsItsFocus()
{
    Fixture f;
    auto *legend = f.card.findChild<ChartLegend *>();
    const int line = legend->heightForWidth(500);
    QVERIFY(legend->heightForWidth(60) >= 2 * line - 1);
    QTRY_VERIFY(f.card.isActiveWindow());
    f.legend(1)->setFocus();
    QApplication::setPalette(theme::darkPalette()); // other colours are no other buttons
    QTRY_COMPARE(f.legend(1)->entry().color, theme::chartColor(5, theme::darkPalette()));
    QVERIFY(f.legend(1)->hasFocus());
}

void TestChartCard::legendIsNextToTheChartByTab()
{
    QWidget window; // with something else after the card, as in the program
    auto *column = new QVBoxLayout(&window);
    QStandardItemModel figures;
    auto *view = new TwoLines;
    auto *card = new ChartCard(view, figures, u"Two lines"_s, u"Nothing yet."_s);
    auto *after = new QToolButton;
    after->setFocusPolicy(Qt::TabFocus);
    column->addWidget(card);
    column->addWidget(after);
    card->showVerdict(u"Two lines."_s);
    window.show();
    window.activateWindow();
    QTRY_VERIFY(window.isActiveWindow());
    view->setFocus();
    view->addThird(); // the window is there already, as when figures come in
    const QList<LegendButton *> buttons = card->findChildren<LegendButton *>();
    QCOMPARE(buttons.size(), 3);
    QTest::keyClick(view, Qt::Key_Tab);
    QVERIFY(buttons[0]->hasFocus());
    QCOMPARE(buttons[0]->accessibleName(), u"Low in the chart"_s);
    QTest::keyClick(buttons[0], Qt::Key_Space);
    QVERIFY(!view->isShown(u"low"_s));
    QTest::keyClick(buttons[0], Qt::Key_Tab);
    QVERIFY(buttons[1]->hasFocus());
    QTest::keyClick(buttons[1], Qt::Key_Tab);
    QTest::keyClick(buttons[2], Qt::Key_Tab);
    QVERIFY(after->hasFocus());
}

void TestChartCard::aLongVerdictIsSeenWhole()
{
    Fixture f;
    f.card.showVerdict(u"31 windows in 7 days; 3 went over the limit. 1,123,161 of 38,812,345 "
                       "tokens were not observed."_s);
    f.card.resize(300, 260);
    const auto *verdict = f.card.findChild<TextLabel *>(u"chartVerdict"_s);
    QTRY_VERIFY(verdict->height() >= verdict->heightForWidth(verdict->width()));
    QVERIFY(verdict->height() > 2 * verdict->fontMetrics().height());
    f.card.resize(900, 260);
    QTRY_VERIFY(verdict->height() < 2 * verdict->fontMetrics().height());
}

void TestChartCard::menuByKeyboard()
{
    Fixture f;
    QTRY_VERIFY(f.card.isActiveWindow());
    f.view->setFocus();
    auto *menu = f.card.findChild<ChartMenu *>();
    QTest::keyClick(f.view, Qt::Key_F10, Qt::ShiftModifier);
    QTRY_VERIFY(menu->isVisible());
    QSignalSpy copied(&f.card, &ChartCard::pictureCopied);
    QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Return);
    QTRY_COMPARE(copied.size(), 1);
    for (const QAction *action : menu->actions()) {
        QVERIFY(action->isSeparator() || !action->shortcut().isEmpty());
        QVERIFY(action->isSeparator() || !action->toolTip().isEmpty());
    }
}

void TestChartCard::copiesThePicture_data()
{
    QTest::addColumn<bool>("isDark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestChartCard::copiesThePicture()
{
    QFETCH(bool, isDark);
    QApplication::setPalette(isDark ? theme::darkPalette() : theme::lightPalette());
    Fixture f;
    QTRY_VERIFY(f.card.isActiveWindow());
    f.view->setFocus();
    const QImage onScreen = f.card.grab().toImage();
    QSignalSpy copied(&f.card, &ChartCard::pictureCopied);
    QTest::keyClick(f.view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(copied.size(), 1);
    const QImage image = QApplication::clipboard()->image();
    QVERIFY(image.width() >= 2 * f.view->width());
    QVERIFY(image.height() > 2 * f.view->height()); // title, verdict and zone as well
    QCOMPARE(image.pixelColor(2, 2), QColor(Qt::white));
    // The chart on the screen is as it was.
    QCOMPARE(f.card.grab().toImage(), onScreen);
    QCOMPARE(f.card.pictureTexts().title, u"Two lines – Payments (EU)/../x"_s);
    QCOMPARE(f.card.pictureTexts().note, u"2026-01-17 10:30:00 UTC to 2026-01-18 10:30:00 UTC"_s);
}

void TestChartCard::savesPng()
{
    Fixture f;
    QSignalSpy wishes(&f.card, &ChartCard::saveRequested);
    QTRY_VERIFY(f.card.isActiveWindow());
    f.view->setFocus();
    QTest::keyClick(f.view, Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(wishes.size(), 1);
    const auto file = wishes.first().first().value<OfferedFile>();
    QCOMPARE(file.name, u"two-lines-payments-eu-x.png"_s);
    QCOMPARE(file.suffix, u"png"_s);
    const QByteArray bytes = file.content().value();
    QVERIFY(bytes.startsWith("\x89PNG\r\n\x1a\n"));
    const QByteArray size = pythonOn(bytes,
        "import sys,struct; b=sys.stdin.buffer.read(); print(*struct.unpack('>II', b[16:24]))");
    const QImage image = QImage::fromData(bytes);
    QCOMPARE(size, QByteArray::number(image.width()) + ' ' + QByteArray::number(image.height()));
}

void TestChartCard::savesSvg()
{
    Fixture f;
    QSignalSpy wishes(&f.card, &ChartCard::saveRequested);
    QTRY_VERIFY(f.card.isActiveWindow());
    f.view->setFocus();
    QTest::keyClick(f.view, Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(wishes.size(), 1);
    const QByteArray svg = wishes.first().first().value<OfferedFile>().content().value();
    const QByteArray found = pythonOn(svg,
        "import sys, xml.etree.ElementTree as E\n"
        "root = E.fromstring(sys.stdin.buffer.read())\n"
        "s = '{http://www.w3.org/2000/svg}'\n"
        "texts = [''.join(t.itertext()).strip() for t in root.iter(s + 'text')]\n"
        "print(root.tag == s + 'svg', 'label' in texts, 'Two lines; one of them is high.' in texts,"
        " len(list(root.iter(s + 'image'))), len(list(root.iter(s + 'polyline'))) > 1)");
    QCOMPARE(found, "True True True 0 True"); // a drawing, no picture in a wrapper
    // Drawn, it is the picture.
    const QImage picture = ChartPicture(*f.view->parentWidget(), f.card.pictureTexts()).image();
    QSvgRenderer renderer(svg);
    QImage drawn(picture.size(), QImage::Format_RGB32);
    drawn.fill(Qt::red);
    QPainter painter(&drawn);
    renderer.render(&painter);
    painter.end();
    QVERIFY(test::differingShare(drawn, picture) < 0.02);
}

void TestChartCard::savesFigures()
{
    Fixture f;
    QSignalSpy wishes(&f.card, &ChartCard::saveRequested);
    QTRY_VERIFY(f.card.isActiveWindow());
    f.view->setFocus();
    QTest::keyClick(f.view, Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(wishes.size(), 1);
    const auto file = wishes.first().first().value<OfferedFile>();
    f.figures.clear(); // the file is of the moment of the wish
    const QByteArray rows = pythonOn(file.content().value(),
        "import sys, csv, io\n"
        "print(list(csv.reader(io.StringIO(sys.stdin.buffer.read().decode(), newline=''))))");
    QCOMPARE(rows, R"([['Started', 'Tokens'], ['\'=2+2, "so"', '45,000']])");
}

QTEST_MAIN(TestChartCard)
#include "tst_chartcard.moc"
