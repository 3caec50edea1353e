// The panel of a key that is in use: its figures move, and nothing of what somebody has opened,
// chosen, zoomed or typed does.
#include "tests/support/busywindow.h"
#include "tests/support/uitest.h"
#include "ui/charts/usagewindowsview.h"
#include "ui/details/detailspanel.h"
#include "ui/details/jsontab.h"
#include "ui/widgets/secretlabel.h"
#include "ui/widgets/textlabel.h"

#include <QDoubleSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestDetailsBesideWriter final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void theOpenTabStays_data();
    void theOpenTabStays();
    void whatIsSelectedInTheRecordStays();
    void theZoomStays();
    void aTriedLimitStays();
    void aShownKeyStaysShown();
};

namespace {

namespace Tab {
enum Number
{
    Overview,
    Forecast,
    Facts,
    Windows,
    Lifetime,
    Gateway,
    Changes,
    Json,
    Count
};
}

/// The panel of the key that gets the most.
struct Fixture : BusyWindow
{
    explicit Fixture(Tab::Number tab) : BusyWindow({1100, 800})
    {
        window.workArea().keysPage().selectKey({sampleKeyText(Behind), 0});
        QTRY_VERIFY(panel().findChild<TextLabel *>(u"name"_s)->text() == u"Example 4");
        tabs().setCurrentIndex(tab);
    }
    [[nodiscard]] DetailsPanel &panel() { return window.workArea().details(); }
    [[nodiscard]] QTabWidget &tabs() { return *panel().findChild<QTabWidget *>(); }
    [[nodiscard]] JsonTab &record() { return *panel().findChild<JsonTab *>(); }
    /// "4,921,000 left"
    [[nodiscard]] QString figure() { return panel().findChild<TextLabel *>(u"figure"_s)->text(); }
    void letItRun()
    {
        BusyWindow::letItRun([this] { return figure(); });
    }
};

} // namespace

void TestDetailsBesideWriter::theOpenTabStays_data()
{
    QTest::addColumn<int>("tab");
    for (int tab = 0; tab < Tab::Count; ++tab)
        QTest::addRow("tab %d", tab) << tab;
}

void TestDetailsBesideWriter::theOpenTabStays()
{
    QFETCH(int, tab);
    Fixture f(Tab::Overview);
    QTabBar &bar = *f.tabs().tabBar();
    QTest::mouseClick(&bar, Qt::LeftButton, {}, bar.tabRect(tab).center());
    QCOMPARE(f.tabs().currentIndex(), tab);
    bar.setFocus();
    f.letItRun();
    QCOMPARE(f.tabs().currentIndex(), tab);
    QVERIFY(bar.hasFocus());
    QCOMPARE(f.window.workArea().keysPage().currentKey()->key, sampleKeyText(BusyWindow::Behind));
    f.finish();
}

void TestDetailsBesideWriter::whatIsSelectedInTheRecordStays()
{
    Fixture f(Tab::Json);
    f.window.resize(700, 560); // so that there is something to scroll
    JsonTab &record = f.record();
    record.setFocus();
    QTest::keyClick(&record, Qt::Key_Home, Qt::ControlModifier);
    for (int line = 0; line < 2; ++line)
        QTest::keyClick(&record, Qt::Key_Down);
    QTest::keyClick(&record, Qt::Key_End, Qt::ShiftModifier);
    const QString selected = record.textCursor().selectedText();
    QVERIFY2(selected.contains(u"\"Example 4\""), qPrintable(selected));
    QTRY_VERIFY(record.verticalScrollBar()->maximum() > 1);
    record.verticalScrollBar()->setValue(1);
    f.letItRun();
    QCOMPARE(record.textCursor().selectedText(), selected);
    QCOMPARE(record.verticalScrollBar()->value(), 1);
    QVERIFY(record.hasFocus());
    f.finish();
}

void TestDetailsBesideWriter::theZoomStays()
{
    Fixture f(Tab::Windows);
    UsageWindowsView *view = nullptr;
    const auto find = [&] {
        for (auto *each : f.panel().findChildren<UsageWindowsView *>())
            view = each->isVisible() ? each : view;
        return view != nullptr;
    };
    QTRY_VERIFY(find());
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Plus);
    QTest::keyClick(view, Qt::Key_Plus);
    QVERIFY(view->isZoomed());
    const qint64 from = view->fromMs(), to = view->toMs();
    f.letItRun();
    QVERIFY(view->isZoomed());
    QCOMPARE(view->fromMs(), from);
    QCOMPARE(view->toMs(), to);
    QVERIFY(view->hasFocus());
    f.finish();
}

void TestDetailsBesideWriter::aTriedLimitStays()
{
    Fixture f(Tab::Forecast);
    auto *limit = f.panel().findChild<QDoubleSpinBox *>();
    QTRY_VERIFY(limit->isVisible() && limit->isEnabled());
    auto *line = limit->findChild<QLineEdit *>();
    limit->setFocus();
    limit->selectAll();
    QTest::keyClicks(limit, u"123"_s); // of 123,000
    const QString typed = line->text();
    const int at = line->cursorPosition();
    f.letItRun();
    QCOMPARE(line->text(), typed);
    QCOMPARE(line->cursorPosition(), at);
    QVERIFY(limit->hasFocus());
    f.finish();
}

void TestDetailsBesideWriter::aShownKeyStaysShown()
{
    Fixture f(Tab::Overview);
    auto *secret = f.panel().findChild<SecretLabel *>();
    auto *show = secret->findChild<QToolButton *>();
    QTest::mouseClick(show, Qt::LeftButton);
    QVERIFY(secret->isRevealed());
    f.letItRun();
    QVERIFY(secret->isRevealed());
    QTest::mouseClick(show, Qt::LeftButton);
    QVERIFY(!secret->isRevealed());
    f.finish();
}

QTEST_MAIN(TestDetailsBesideWriter)
#include "tst_detailsbesidewriter.moc"
