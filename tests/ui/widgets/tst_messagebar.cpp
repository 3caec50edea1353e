#include "tests/support/uitest.h"
#include "ui/widgets/messagebar.h"

#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QTest>
#include <QToolButton>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

/// What is seen, not what a new painting would be.
QImage onScreen(const QWidget &window, const QWidget &part)
{
    const QPoint at = part.mapTo(&window, QPoint());
    return window.screen()
        ->grabWindow(window.winId(), at.x(), at.y(), part.width(), part.height())
        .toImage();
}

} // namespace

class TestMessageBar final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void isHiddenUntilThereIsSomethingToSay();
    void anActionRuns();
    void aNewMessageReplacesTheOldOneAndItsActions();
    void aMessageThatGoesOnKeepsItsButtons();
    void aPressMeansTheMessageThatItBeganOn();
    void vanishesByItself();
    void canOnlyBeClosedWhenItMay();
    void markupIsText();
    void everyPixelTakesTheNewRole();
};

void TestMessageBar::isHiddenUntilThereIsSomethingToSay()
{
    MessageBar bar;
    QVERIFY(bar.isHidden());
    bar.showMessage({theme::Role::Danger, u"The disk is full."_s, {}, 0, true});
    QVERIFY(bar.isVisible());
    QCOMPARE(bar.text(), u"The disk is full."_s);
    QCOMPARE(bar.accessibleName(), u"The disk is full."_s);
    QTest::mouseClick(bar.findChild<QToolButton *>(), Qt::LeftButton);
    QVERIFY(bar.isHidden());
}

void TestMessageBar::anActionRuns()
{
    MessageBar bar;
    int runs = 0;
    bar.showMessage(
        {theme::Role::Info, u"Deleted."_s, {{u"Undo"_s, [&runs] { ++runs; }}}, 0, true});
    QTest::mouseClick(bar.findChild<QPushButton *>(), Qt::LeftButton);
    QCOMPARE(runs, 1);
}

void TestMessageBar::aNewMessageReplacesTheOldOneAndItsActions()
{
    MessageBar bar;
    bar.showMessage({theme::Role::Info, u"One"_s,
        {{u"Replace"_s,
            [&bar] {
                bar.showMessage({theme::Role::Ok, u"Two"_s, {}, 0, true});
            }}},
        0, true});
    QTest::mouseClick(bar.findChild<QPushButton *>(), Qt::LeftButton);
    QCOMPARE(bar.text(), u"Two"_s);
    QTRY_VERIFY(!bar.findChild<QPushButton *>());
}

void TestMessageBar::aMessageThatGoesOnKeepsItsButtons()
{
    MessageBar bar;
    QString ran;
    const auto message = [&](const QString &text) {
        return MessageBar::Message{
            theme::Role::Warning, text, {{u"Show"_s, [&ran, text] { ran = text; }}}, 0, false};
    };
    bar.showMessage(message(u"4 keys"_s));
    const QPointer<QPushButton> button = bar.findChild<QPushButton *>();
    bar.showMessage(message(u"5 keys"_s));
    QCOMPARE(bar.findChildren<QPushButton *>().size(), 1);
    QCOMPARE(bar.findChild<QPushButton *>(), button.data());
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(ran, u"5 keys"_s);
}

void TestMessageBar::aPressMeansTheMessageThatItBeganOn()
{
    QWidget window;
    auto *bar = new MessageBar(&window);
    bar->resize(400, 60);
    window.resize(400, 60);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QStringList taken;
    const auto show = [&](const QString &text) {
        bar->showMessage({theme::Role::Warning, text,
            {{u"Acknowledge"_s, [&taken, text] { taken += text; }}}, 0, false});
    };
    const auto button = [&] {
        for (QPushButton *each : bar->findChildren<QPushButton *>()) {
            if (!each->isHidden())
                return each;
        }
        return static_cast<QPushButton *>(nullptr);
    };
    show(u"4 keys are near their limit"_s);
    QTRY_VERIFY(button()->width() > 40);
    const QPoint at = button()->mapTo(&window, button()->rect().center());
    QTest::mousePress(window.windowHandle(), Qt::LeftButton, {}, at);
    QVERIFY(button()->isDown());
    show(u"The gateway does not answer"_s);
    QTest::mouseRelease(window.windowHandle(), Qt::LeftButton, {}, at);
    QVERIFY(taken.isEmpty());
    QTRY_COMPARE(button()->mapTo(&window, button()->rect().center()), at);
    QTest::mouseClick(window.windowHandle(), Qt::LeftButton, {}, at);
    QCOMPARE(taken, QStringList{u"The gateway does not answer"_s});
}

void TestMessageBar::vanishesByItself()
{
    MessageBar bar;
    bar.showMessage({theme::Role::Ok, u"Saved."_s, {}, 20, true});
    QVERIFY(bar.isVisible());
    QTRY_VERIFY(bar.isHidden());
    bar.showMessage({theme::Role::Danger, u"Stays."_s, {}, 0, true});
    QVERIFY(bar.isVisible());
}

void TestMessageBar::canOnlyBeClosedWhenItMay()
{
    MessageBar bar;
    bar.showMessage({theme::Role::Danger, u"Read-only."_s, {}, 0, false});
    QVERIFY(!bar.findChild<QToolButton *>()->isVisible());
}

void TestMessageBar::markupIsText()
{
    MessageBar bar;
    bar.showMessage({theme::Role::Info, u"<b>bold</b>"_s, {}, 0, true});
    QCOMPARE(bar.text(), u"<b>bold</b>"_s);
    for (const QLabel *label : bar.findChildren<QLabel *>())
        QVERIFY(label->text().isEmpty() || label->textFormat() == Qt::PlainText);
}

void TestMessageBar::everyPixelTakesTheNewRole()
{
    QWidget window; // as in the program: the bar is there already when another message comes
    auto *bar = new MessageBar(&window);
    bar->resize(400, 40);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    bar->showMessage({theme::Role::Danger, u"The disk is full."_s, {}, 0, true});
    QTRY_COMPARE(onScreen(window, *bar).pixelColor(0, 1),
        theme::colors(theme::Role::Danger, bar->palette()).shape);
    bar->showMessage({theme::Role::Info, u"The disk is full."_s, {}, 0, true});
    const theme::RoleColors colors = theme::colors(theme::Role::Info, bar->palette());
    QTRY_COMPARE(onScreen(window, *bar).pixelColor(0, 1), colors.shape);
    QCOMPARE(onScreen(window, *bar).pixelColor(399, 39), colors.fill);
    QCOMPARE(onScreen(window, *bar).pixelColor(0, 39), colors.shape);
}

QTEST_MAIN(TestMessageBar)
#include "tst_messagebar.moc"
