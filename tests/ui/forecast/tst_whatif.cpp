// Another limit, tried and applied as a person does it: by mouse and by keyboard.
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/nodialogs.h"
#include "tests/support/recordingnotifier.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/charts/chartfigures.h"
#include "ui/forecast/trialmodel.h"
#include "ui/forecast/trialview.h"
#include "ui/forecast/whatifdialog.h"
#include "ui/forecast/whatifpanel.h"
#include "ui/keys/keyspage.h"
#include "ui/keys/keystable.h"
#include "ui/widgets/messagebar.h"
#include "ui/window/mainwindow.h"
#include "ui/window/workarea.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QDoubleSpinBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr qint64 HourMs = 60LL * 60 * 1000;
constexpr qint64 DayMs = 24 * HourMs;
const double None = std::nan("");

/// Closed windows of 10,000, 20,000, … 100,000 tokens, each used all at once.
KeyHistory tenWindows()
{
    KeyHistory history;
    double total = 0;
    history.lifetime.append({SomeNowMs - 12 * DayMs, 0});
    for (int n = 1; n <= 10; ++n) {
        const qint64 startMs = SomeNowMs - (12 - n) * DayMs;
        history.windows.append({startMs, n * 10'000.0, 200'000});
        history.lifetime.append({startMs + HourMs, total += n * 10'000.0});
    }
    return history;
}

WindowTrialPointer tenWindowTrial()
{
    return windowTrial({{u"Payments"_s, tenWindows()}}, SomeNowMs);
}

QSlider &sliderOf(const QWidget &widget)
{
    return *widget.findChild<QSlider *>(u"limitSlider"_s);
}

QDoubleSpinBox &spinOf(const QWidget &widget)
{
    return *widget.findChild<QDoubleSpinBox *>(u"limitSpin"_s);
}

QPushButton &buttonOf(const QWidget &widget, const QString &name)
{
    return *widget.findChild<QPushButton *>(name);
}

/// A window with three keys, of which the history has ten windows each.
struct Fixture
{
    StoreFixture store;
    QTemporaryDir scratch;
    ManualClock clock;
    NoDialogs dialogs;
    RecordingNotifier notifier;
    MainWindow window{
        {clock, dialogs, notifier, [this](const QString &path) { return sessionFor(path); }}};

    explicit Fixture(bool readOnly = false)
    {
        SessionSettings settings = sessionFor(store.path());
        settings.readOnly = readOnly;
        {
            const auto history
                = UsageHistory::open({settings.historyDirectory, settings.storePath});
            for (int n = 0; n < 3; ++n)
                [&] { QVERIFY((*history)->add(sampleKeyText(n), tenWindows())); }();
        }
        window.resize(1200, 800);
        window.show();
        window.activateWindow();
        QTRY_VERIFY(window.isActiveWindow());
        QSignalSpy opened(&window, &MainWindow::storeOpened);
        window.openSession(settings);
        QTRY_COMPARE(opened.count(), 1);
        table().setFocus();
    }
    [[nodiscard]] SessionSettings sessionFor(const QString &path) const
    {
        SessionSettings settings;
        settings.storePath = path;
        settings.historyDirectory = scratch.filePath(u"history"_s);
        settings.records = {scratch.filePath(u"records"_s), u"tester"_s};
        return settings;
    }
    [[nodiscard]] QTableView &table()
    {
        return *window.workArea().keysPage().findChild<KeysTable *>();
    }
    [[nodiscard]] WhatIfDialog *dialog()
    {
        for (WhatIfDialog *each : window.findChildren<WhatIfDialog *>()) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    void openDialog()
    {
        QTest::keyClick(&window, Qt::Key_L, Qt::ControlModifier);
        QTRY_VERIFY(dialog() && dialog()->isSettled());
    }
    [[nodiscard]] QList<double> limits() const
    {
        const KeySet keys = decodeStore(store.bytes());
        QList<double> limits;
        for (qsizetype i = 0; i < keys.size(); ++i)
            limits << keys.at(i).value(KeyField::TokenLimitPer5h).toNumber();
        return limits;
    }
};

} // namespace

class TestWhatIf final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void model();
    void panelBySlider();
    void panelByKeyboard();
    void panelSuggests();
    void panelWarnsOfWhatItBlocksAtOnce();
    void panelSaysWhyItCannotApply();
    void panelWithoutWindows();
    void sliderIsQuickOnManyWindows();
    void dialogWarnsOfSeveralKeys();
    void appliesToASelectionAndUndoes();
    void appliesToOneKeyByKeyboard();
    void readOnlyOpensButCannotApply();
    void nothingSelectedSaysSo();
    void closingTheStoreClosesIt();
};

void TestWhatIf::model()
{
    TrialModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTrial(tenWindowTrial());
    QCOMPARE(model.rowCount(), 10);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setLimit(85'000);
    QCOMPARE(changed.count(), 1);
    model.setLimit(85'000);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(model.index(7, TrialModel::TriedColumn).data(), u"Fits"_s);
    QCOMPARE(model.index(8, TrialModel::TriedColumn).data(), u"Blocked"_s);
    QCOMPARE(model.index(8, TrialModel::TriedColumn).data(FigureRole), true);
    QCOMPARE(model.index(8, TrialModel::NameColumn).data(), u"Payments"_s);
    QCOMPARE(
        model.headerData(TrialModel::TriedColumn, Qt::Horizontal, Qt::DisplayRole), u"At 85,000"_s);
    model.setTrial(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void TestWhatIf::panelBySlider()
{
    WhatIfPanel panel;
    panel.resize(600, 400);
    panel.setPresentLimit(100'000);
    panel.showTrial(tenWindowTrial());
    panel.show();
    QCOMPARE(panel.limit(), 100'000.0);
    QCOMPARE(panel.sentence(),
        u"At 100,000, none of 10 windows would have been blocked; 95 % of windows fit in "
        "100,000."_s);
    QSlider &slider = sliderOf(panel);
    slider.setValue(slider.maximum());
    QVERIFY(panel.limit() > 100'000);
    slider.setValue(0);
    QCOMPARE(panel.limit(), 0.0);
    QCOMPARE(spinOf(panel).value(), 0.0);
    QCOMPARE(panel.sentence(),
        u"At 0, 10 of 10 windows would have been blocked, for 1 d 16 h in all; 95 % of windows fit "
        "in 100,000."_s);
    QTest::keyClick(&slider, Qt::Key_PageUp);
    QVERIFY(panel.limit() > 0);
}

void TestWhatIf::panelByKeyboard()
{
    WhatIfPanel panel;
    panel.setPresentLimit(100'000);
    panel.showTrial(tenWindowTrial());
    panel.show();
    QDoubleSpinBox &spin = spinOf(panel);
    spin.setFocus();
    spin.selectAll();
    QTest::keyClicks(&spin, u"55000"_s);
    QCOMPARE(panel.limit(), 55'000.0);
    QVERIFY(panel.sentence().startsWith(
        u"At 55,000, 5 of 10 windows would have been blocked, for 20 h in all"));
    QVERIFY(sliderOf(panel).value() > 0);
    QCOMPARE(panel.limit(), 55'000.0); // the slider's coarse steps do not round it
    spin.selectAll();
    QTest::keyClicks(&spin, u"9000000"_s);
    QCOMPARE(panel.limit(), 9'000'000.0);
    QCOMPARE(sliderOf(panel).value(), sliderOf(panel).maximum());
}

void TestWhatIf::panelSuggests()
{
    WhatIfPanel panel;
    panel.setPresentLimit(500'000);
    panel.showTrial(tenWindowTrial());
    panel.show();
    QPushButton &suggest = buttonOf(panel, u"suggestLimit"_s);
    QVERIFY(suggest.text().endsWith(u"100,000"_s));
    QTest::mouseClick(&suggest, Qt::LeftButton);
    QCOMPARE(panel.limit(), 100'000.0);
    QVERIFY(!suggest.isEnabled());
    QPushButton &apply = buttonOf(panel, u"applyLimit"_s);
    QSignalSpy asked(&panel, &WhatIfPanel::applyRequested);
    QTest::mouseClick(&apply, Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.first().first().toDouble(), 100'000.0);
}

void TestWhatIf::panelWarnsOfWhatItBlocksAtOnce()
{
    WhatIfPanel panel;
    panel.resize(600, 400);
    panel.setPresentLimit(500'000);
    const PresentWindow open{SomeNowMs - HourMs, 150'000, 500'000};
    panel.setOpenWindows({{open}, 1, SomeNowMs});
    panel.showTrial(tenWindowTrial());
    panel.show();
    const auto &bar = *panel.findChild<MessageBar *>();
    QVERIFY(!bar.isVisible());
    QTest::mouseClick(&buttonOf(panel, u"suggestLimit"_s), Qt::LeftButton);
    QCOMPARE(panel.limit(), 100'000.0);
    QVERIFY(bar.isVisible());
    QCOMPARE(bar.role(), theme::Role::Warning);
    QCOMPARE(bar.text(),
        u"Blocks this key at once, until 14:30: its open window has used 150,000 tokens already."_s);
    const QPushButton &apply = buttonOf(panel, u"applyLimit"_s);
    QVERIFY(apply.isEnabled());
    QVERIFY(apply.toolTip().contains(bar.text()));
    QVERIFY(apply.accessibleDescription().startsWith(bar.text()));
    panel.setLimit(150'000); // used up, but not gone over
    QVERIFY(!bar.isVisible());
    panel.setOpenWindows({{{open.startMs, 150'001, 500'000}}, 1, SomeNowMs});
    QVERIFY(bar.isVisible());
    panel.setOpenWindows({{{open.startMs, 600'000, 500'000}}, 1, SomeNowMs}); // blocked already
    QVERIFY(!bar.isVisible());
    panel.startKeys();
    QVERIFY(!bar.isVisible());
}

void TestWhatIf::panelSaysWhyItCannotApply()
{
    WhatIfPanel panel;
    panel.setPresentLimit(100'000);
    panel.showTrial(tenWindowTrial());
    QPushButton &apply = buttonOf(panel, u"applyLimit"_s);
    QVERIFY(!apply.isEnabled());
    QVERIFY(apply.toolTip().contains(u"This is the limit already."_s));
    panel.setLimit(60'000);
    QVERIFY(apply.isEnabled());
    panel.setLocked(u"Opened read-only."_s);
    QVERIFY(!apply.isEnabled());
    QVERIFY(apply.toolTip().contains(u"Opened read-only."_s));
    panel.setLocked({});
    panel.setPresentLimit(None);
    QVERIFY(apply.isEnabled());
}

void TestWhatIf::panelWithoutWindows()
{
    WhatIfPanel panel;
    panel.show();
    QVERIFY(!sliderOf(panel).isEnabled());
    QVERIFY(!buttonOf(panel, u"applyLimit"_s).isVisible());
    QVERIFY(!panel.findChild<TrialView *>()->isVisible());
    panel.showTrial(tenWindowTrial());
    QVERIFY(panel.findChild<TrialView *>()->isVisible());
    QCOMPARE(panel.limit(), 100'000.0); // no present limit: the suggested one
}

void TestWhatIf::sliderIsQuickOnManyWindows()
{
    WhatIfPanel panel;
    panel.resize(600, 400);
    QList<NamedHistory> keys;
    for (int n = 0; n < 1000; ++n)
        keys.append({u"key %1"_s.arg(n), tenWindows()});
    panel.showTrial(windowTrial(keys, SomeNowMs));
    panel.show();
    QElapsedTimer timer;
    timer.start();
    for (int step = 0; step < 20; ++step) {
        sliderOf(panel).setValue(step * 5);
        std::ignore = panel.grab();
    }
    qInfo() << "10,000 windows:" << timer.elapsed() / 20.0 << "ms a step with its picture";
    QVERIFY(timer.elapsed() / 20 < 100);
}

void TestWhatIf::dialogWarnsOfSeveralKeys()
{
    Fixture f;
    f.table().selectAll();
    f.openDialog();
    const auto &bar = *f.dialog()->findChild<WhatIfPanel *>()->findChild<MessageBar *>();
    QVERIFY(!bar.isVisible());
    spinOf(*f.dialog()).setValue(1);
    QVERIFY(bar.isVisible());
    QVERIFY2(
        bar.text().startsWith(u"Blocks 3 of the 3 keys at once, until "), qPrintable(bar.text()));
    f.store.replace(storeBytes(std::vector<SampleKey>{sampleKey(0),
        [] {
            SampleKey idle = sampleKey(1);
            idle.usageWindows.clear();
            return idle;
        }(),
        sampleKey(2)}));
    QTRY_VERIFY2(bar.text().startsWith(u"Blocks 2 of the 3 keys at once"), qPrintable(bar.text()));
    QVERIFY(buttonOf(*f.dialog(), u"applyLimit"_s).isEnabled());
}

void TestWhatIf::appliesToASelectionAndUndoes()
{
    Fixture f;
    const QByteArray before = f.store.bytes();
    f.table().selectAll();
    f.openDialog();
    QVERIFY(f.dialog()->findChild<WhatIfPanel *>()->sentence().contains(u" of 30 windows "));
    QCOMPARE(f.store.bytes(), before); // nothing changes until it is applied
    spinOf(*f.dialog()).setValue(60'000);
    QTest::mouseClick(&buttonOf(*f.dialog(), u"applyLimit"_s), Qt::LeftButton);
    QTRY_VERIFY(!f.dialog());
    QCOMPARE(f.limits(), (QList<double>{60'000, 60'000, 60'000}));
    QCOMPARE(f.window.messages().text(), u"The limit of 3 keys is 60,000 now."_s);
    for (QPushButton *button : f.window.messages().findChildren<QPushButton *>()) {
        if (button->text() == u"Undo"_s && button->isVisible())
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QTRY_VERIFY2(f.store.bytes() == before, qPrintable(f.window.messages().text()));
}

void TestWhatIf::appliesToOneKeyByKeyboard()
{
    Fixture f;
    f.openDialog();
    QVERIFY(f.dialog()->findChild<WhatIfPanel *>()->sentence().contains(u" of 10 windows "));
    QVERIFY(sliderOf(*f.dialog()).hasFocus());
    QTest::keyClick(&sliderOf(*f.dialog()), Qt::Key_Home);
    QTest::keyClick(&sliderOf(*f.dialog()), Qt::Key_PageUp);
    const double tried = f.dialog()->findChild<WhatIfPanel *>()->limit();
    QVERIFY(tried > 0);
    QTest::keyClick(f.dialog(), Qt::Key_A, Qt::AltModifier);
    QTRY_VERIFY(!f.dialog());
    QCOMPARE(f.limits(), (QList<double>{tried, 100'000, 100'000}));
    QTRY_VERIFY(f.window.actions().undo->isEnabled());
    f.window.activateWindow(); // which the offscreen platform leaves to us
    QTRY_VERIFY(f.window.isActiveWindow());
    QTest::keyClick(&f.table(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(f.limits(), (QList<double>{100'000, 100'000, 100'000}));
}

void TestWhatIf::readOnlyOpensButCannotApply()
{
    Fixture f(true);
    f.openDialog();
    spinOf(*f.dialog()).setValue(60'000);
    const QPushButton &apply = buttonOf(*f.dialog(), u"applyLimit"_s);
    QVERIFY(!apply.isEnabled());
    QVERIFY(apply.toolTip().contains(u"read-only"_s));
    QTest::keyClick(f.dialog(), Qt::Key_Escape);
    QTRY_VERIFY(!f.dialog());
}

void TestWhatIf::nothingSelectedSaysSo()
{
    Fixture f;
    QVERIFY(f.window.actions().tryLimit->isEnabled());
    f.table().clearSelection();
    QVERIFY(!f.window.actions().tryLimit->isEnabled());
    QCOMPARE(f.window.actions().tryLimit->toolTip(), u"Select a key first."_s);
}

void TestWhatIf::closingTheStoreClosesIt()
{
    Fixture f;
    f.openDialog();
    const StoreFixture other;
    f.window.openStore(other.path());
    QTRY_VERIFY(!f.dialog());
}

QTEST_MAIN(TestWhatIf)
#include "tst_whatif.moc"
