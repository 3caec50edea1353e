#include "tests/support/uitest.h"
#include "ui/widgets/clipboardguard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestClipboardGuard final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void copiesAndAsksManagersToForget();
    void clearsAfterItsTime();
    void leavesSomebodyElsesTextAlone();
    void clearsWhenItEnds();
    void endingLeavesSomebodyElsesTextAlone();
    void aSecondCopyStartsTheTimeAgain();

private:
    QClipboard &clipboard() { return *QGuiApplication::clipboard(); }
};

void TestClipboardGuard::init()
{
    QTest::failOnWarning(anyUiWarning());
    clipboard().clear();
}

void TestClipboardGuard::copiesAndAsksManagersToForget()
{
    ClipboardGuard guard(clipboard());
    QSignalSpy left(&guard, &ClipboardGuard::secondsLeft);
    guard.copy(u"pk_secret"_s);
    QCOMPARE(clipboard().text(), u"pk_secret"_s);
    QCOMPARE(
        clipboard().mimeData()->data(u"x-kde-passwordManagerHint"_s), QByteArrayLiteral("secret"));
    QCOMPARE(left.count(), 1);
    QCOMPARE(left[0][0].toInt(), ClipboardGuard::DefaultSeconds);
}

void TestClipboardGuard::clearsAfterItsTime()
{
    ClipboardGuard guard(clipboard(), nullptr, 2);
    QSignalSpy left(&guard, &ClipboardGuard::secondsLeft);
    guard.copy(u"pk_secret"_s);
    QTRY_VERIFY(clipboard().text().isEmpty());
    QTRY_COMPARE(left.count(), 3);
    QCOMPARE(left[1][0].toInt(), 1);
    QCOMPARE(left[2][0].toInt(), 0);
}

void TestClipboardGuard::leavesSomebodyElsesTextAlone()
{
    ClipboardGuard guard(clipboard(), nullptr, 1);
    QSignalSpy left(&guard, &ClipboardGuard::secondsLeft);
    guard.copy(u"pk_secret"_s);
    clipboard().setText(u"a shopping list"_s);
    QCOMPARE(left.last()[0].toInt(), 0); // the count-down ends at once
    guard.clear();
    QCOMPARE(clipboard().text(), u"a shopping list"_s);
}

void TestClipboardGuard::clearsWhenItEnds()
{
    {
        ClipboardGuard guard(clipboard());
        guard.copy(u"pk_secret"_s);
    }
    QVERIFY(clipboard().text().isEmpty());
}

void TestClipboardGuard::endingLeavesSomebodyElsesTextAlone()
{
    {
        ClipboardGuard guard(clipboard());
        guard.copy(u"pk_secret"_s);
        clipboard().setText(u"a shopping list"_s);
    }
    QCOMPARE(clipboard().text(), u"a shopping list"_s);
}

void TestClipboardGuard::aSecondCopyStartsTheTimeAgain()
{
    ClipboardGuard guard(clipboard(), nullptr, 2);
    QSignalSpy left(&guard, &ClipboardGuard::secondsLeft);
    guard.copy(u"pk_one"_s);
    QTRY_COMPARE(left.count(), 2);
    guard.copy(u"pk_two"_s);
    QCOMPARE(left.last()[0].toInt(), 2);
    QCOMPARE(clipboard().text(), u"pk_two"_s);
}

QTEST_MAIN(TestClipboardGuard)
#include "tst_clipboardguard.moc"
