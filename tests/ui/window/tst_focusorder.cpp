// The way through the window by Tab: everything that can be used is reached once, in the order in
// which it is read, and one sees where one is.
#include "tests/support/demowindow.h"
#include "tests/support/uitest.h"

#include <QAbstractButton>
#include <QApplication>
#include <QMainWindow>
#include <QMenuBar>
#include <QScrollBar>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestFocusOrder final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_demo = std::make_unique<DemoWindow>(); }
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void cleanup() { m_demo->leave(); }
    void cleanupTestCase() { m_demo.reset(); }

    void tabReachesEverythingOnce_data() { DemoWindow::addRows(DemoWindow::scenes()); }
    void tabReachesEverythingOnce();
    void theOrderIsThatOfReading_data() { DemoWindow::addRows(DemoWindow::scenes()); }
    void theOrderIsThatOfReading();
    void oneSeesWhereOneIs_data() { DemoWindow::addRows(DemoWindow::scenes()); }
    void oneSeesWhereOneIs();

private:
    std::unique_ptr<DemoWindow> m_demo;
};

namespace {

constexpr int MostStops = 200;

QString nameOf(const QWidget *widget)
{
    if (!widget)
        return u"nothing"_s;
    const auto *button = qobject_cast<const QAbstractButton *>(widget);
    const QString text
        = widget->accessibleName().isEmpty() && button ? button->text() : widget->accessibleName();
    return u"%1 “%2” %3"_s.arg(
        QString::fromLatin1(widget->metaObject()->className()), text, widget->objectName());
}

QString namesOf(const QList<QWidget *> &widgets)
{
    QStringList names;
    for (const QWidget *each : widgets)
        names += nameOf(each);
    return names.join(u"\n  "_s);
}

/// Which of a group of buttons of which one is chosen: Tab goes to the chosen one, the arrows on.
bool isPassedOver(const QWidget &widget)
{
    const auto *button = qobject_cast<const QAbstractButton *>(&widget);
    return button && (button->group() || button->autoExclusive()) && !button->isChecked();
}

/// What Tab has to reach.
QList<QWidget *> stopsIn(const QWidget &front)
{
    QList<QWidget *> stops;
    for (QWidget *each : front.findChildren<QWidget *>()) {
        const bool takesTab = each->focusPolicy() & Qt::TabFocus;
        if (takesTab && each->isVisible() && each->isEnabled() && !each->focusProxy()
            && each->window() == front.window() && !isPassedOver(*each))
            stops += each;
    }
    return stops;
}

/// The first one that Tab comes to.
QWidget *firstStop(const QWidget &front)
{
    const QList<QWidget *> stops = stopsIn(front);
    const QWidget *window = front.window();
    for (QWidget *each = window->nextInFocusChain(); each != window;
         each = each->nextInFocusChain()) {
        if (stops.contains(each))
            return each;
    }
    return nullptr;
}

/// From where the focus is, by that key, until it comes to where it has been.
QList<QWidget *> walk(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
{
    QList<QWidget *> way;
    QWidget *at = QApplication::focusWidget();
    while (at && way.size() < MostStops && !way.contains(at)) {
        way += at;
        QTest::keyClick(at, key, modifiers);
        at = QApplication::focusWidget();
    }
    if (at != way.value(0))
        way += at; // a trap, or a way that never comes back
    return way;
}

QList<QWidget *> walkFromTheStart(const QWidget &front)
{
    for (int round = 0; round < 2; ++round) { // what the first one enables is there in the second
        QWidget *first = firstStop(front);
        if (!first)
            return {};
        first->setFocus(Qt::TabFocusReason);
        if (round == 0)
            (void)walk(Qt::Key_Tab);
    }
    return walk(Qt::Key_Tab);
}

const QWidget *childOf(const QWidget &container, const QWidget *inside)
{
    while (inside && inside->parentWidget() != &container)
        inside = inside->parentWidget();
    return inside;
}

/// Whether somebody who reads comes to the one before the other: from above, and from the left.
bool isBefore(const QRect &one, const QRect &other)
{
    const bool isRight = other.left() > one.right();
    if (other.bottom() < one.top())
        return isRight; // a column of its own
    const bool isSameRow = other.top() <= one.bottom();
    return !isSameRow || other.right() >= one.left();
}

/// What is in the container but is not gone through from one end to the other.
QStringList disorderIn(const QWidget &container, const QList<QWidget *> &way)
{
    QStringList wrong;
    QList<const QWidget *> children;
    for (const QWidget *stop : way) {
        const QWidget *child = childOf(container, stop);
        if (!child || child == children.value(children.size() - 1))
            continue;
        if (children.contains(child))
            wrong += u"comes back for %1"_s.arg(nameOf(stop));
        if (!children.isEmpty() && !isBefore(children.last()->geometry(), child->geometry()))
            wrong += u"%1 comes too late"_s.arg(nameOf(stop));
        children += child;
    }
    return wrong;
}

} // namespace

void TestFocusOrder::tabReachesEverythingOnce()
{
    QFETCH(QByteArray, scene);
    m_demo->show(scene);
    const QList<QWidget *> there = walkFromTheStart(m_demo->front());
    QVERIFY(!there.isEmpty());
    const QList<QWidget *> stops = stopsIn(m_demo->front());
    QList<QWidget *> missed = stops, more = there;
    for (QWidget *each : there)
        missed.removeOne(each);
    for (QWidget *each : stops)
        more.removeOne(each);
    QVERIFY2(missed.isEmpty(), qPrintable(u"not reached:\n  "_s + namesOf(missed)));
    QVERIFY2(more.isEmpty(), qPrintable(u"reached twice:\n  "_s + namesOf(more)));

    QList<QWidget *> back = walk(Qt::Key_Backtab, Qt::ShiftModifier);
    std::reverse(back.begin() + 1, back.end());
    QVERIFY2(back == there, qPrintable(u"back:\n  "_s + namesOf(back)));
}

void TestFocusOrder::theOrderIsThatOfReading()
{
    QFETCH(QByteArray, scene);
    m_demo->show(scene);
    QWidget &front = m_demo->front();
    const QList<QWidget *> way = walkFromTheStart(front);
    QStringList wrong = disorderIn(front, way);
    for (const QWidget *container : front.findChildren<QWidget *>())
        wrong += disorderIn(*container, way);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n') + u"\nway:\n  "_s + namesOf(way)));
}

void TestFocusOrder::oneSeesWhereOneIs()
{
    QFETCH(QByteArray, scene);
    m_demo->show(scene);
    const QList<QWidget *> way = walkFromTheStart(m_demo->front());
    QList<QWidget *> unseen;
    for (QWidget *stop : way) {
        const auto *button = qobject_cast<QPushButton *>(stop);
        const bool looksChosenAnyway = button && button->isDefault(); // so the style has it
        if (way.size() == 1 || looksChosenAnyway) {
            QTest::keyClick(stop, Qt::Key_Tab);
            continue;
        }
        QVERIFY2(stop->hasFocus(), qPrintable(nameOf(stop)));
        const QImage with = stop->grab().toImage();
        stop->clearFocus();
        if (stop->grab().toImage() == with)
            unseen += stop;
        stop->setFocus(Qt::TabFocusReason);
        QTest::keyClick(stop, Qt::Key_Tab);
    }
    QVERIFY2(unseen.isEmpty(), qPrintable(namesOf(unseen)));
}

QTEST_MAIN(TestFocusOrder)
#include "tst_focusorder.moc"
