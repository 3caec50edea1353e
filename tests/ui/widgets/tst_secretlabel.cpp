#include "ui/widgets/secretlabel.h"

#include "tests/support/uitest.h"
#include "ui/widgets/textlabel.h"

#include <QHelpEvent>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace keydeck;

namespace {

const QString Secret = u"pk_0123456789abcdef0123456789abcdef"_s;

/// A window with a secret and something else to focus.
struct Window
{
    QWidget widget;
    QVBoxLayout layout{&widget};
    SecretLabel *secret;
    QLineEdit *other = new QLineEdit;

    explicit Window(int revealMs = SecretLabel::RevealMs)
        : secret(new SecretLabel(&widget, revealMs))
    {
        layout.addWidget(secret);
        layout.addWidget(other);
        secret->setSecret(Secret);
        widget.show();
        widget.activateWindow();
    }
    [[nodiscard]] QString shown() const { return secret->findChild<TextLabel *>()->text(); }
    [[nodiscard]] QToolButton *button(int n) const
    {
        return secret->findChildren<QToolButton *>().at(n);
    }
};

} // namespace

class TestSecretLabel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(test::anyUiWarning()); }

    void masksUntilAsked();
    void hidesOnItsOwn();
    void hidesWithTheFocus();
    void hidesWithTheWindow();
    void hidesWithTheKey();
    void hidesItsToolTip();
    void copyAsksWithoutShowing();
    void nothingToShowForNoKey();
};

void TestSecretLabel::masksUntilAsked()
{
    Window window;
    QCOMPARE(window.shown(), u"pk_…cdef"_s);
    QTest::mouseClick(window.button(0), Qt::LeftButton);
    QCOMPARE(window.shown(), Secret);
    QTest::mouseClick(window.button(0), Qt::LeftButton);
    QCOMPARE(window.shown(), u"pk_…cdef"_s);
    QTest::keyClick(window.button(0), Qt::Key_Space);
    QCOMPARE(window.shown(), Secret);
    QCOMPARE(SecretLabel::RevealMs, 30'000);
}

void TestSecretLabel::hidesOnItsOwn()
{
    Window window(30);
    window.secret->reveal();
    QCOMPARE(window.shown(), Secret);
    QTRY_COMPARE(window.shown(), u"pk_…cdef"_s);
    QVERIFY(!window.secret->isRevealed());
}

void TestSecretLabel::hidesWithTheFocus()
{
    Window window;
    QTRY_VERIFY(window.widget.isActiveWindow());
    window.secret->reveal();
    QCOMPARE(window.shown(), Secret);
    window.button(1)->setFocus(); // within: to copy what one sees
    QCOMPARE(window.shown(), Secret);
    window.other->setFocus();
    QCOMPARE(window.shown(), u"pk_…cdef"_s);
}

void TestSecretLabel::hidesWithTheWindow()
{
    Window window;
    QTRY_VERIFY(window.widget.isActiveWindow());
    window.secret->reveal();
    QWidget another;
    another.show();
    another.activateWindow();
    QTRY_VERIFY(another.isActiveWindow());
    QCOMPARE(window.shown(), u"pk_…cdef"_s);

    window.widget.activateWindow();
    QTRY_VERIFY(window.widget.isActiveWindow());
    window.secret->reveal();
    window.widget.hide();
    QVERIFY(!window.secret->isRevealed());
}

void TestSecretLabel::hidesWithTheKey()
{
    Window window;
    window.secret->reveal();
    window.secret->setSecret(Secret); // the same key again, as each second
    QCOMPARE(window.shown(), Secret);
    window.secret->setSecret(u"pk_another_key_0123456789abcdef9999"_s);
    QCOMPARE(window.shown(), u"pk_…9999"_s);
}

void TestSecretLabel::hidesItsToolTip()
{
    Window window;
    window.widget.setFixedWidth(window.button(0)->sizeHint().width() * 3);
    QTRY_VERIFY(window.widget.isActiveWindow());
    window.secret->reveal();
    auto *text = window.secret->findChild<TextLabel *>();
    QTRY_VERIFY(text->width() < text->fontMetrics().horizontalAdvance(Secret));
    QHelpEvent hover(QEvent::ToolTip, QPoint(2, 2), text->mapToGlobal(QPoint(2, 2)));
    QCoreApplication::sendEvent(text, &hover);
    QTRY_VERIFY(QToolTip::text().contains(Secret));
    window.secret->hideSecret();
    QTRY_VERIFY(!QToolTip::isVisible());
}

void TestSecretLabel::copyAsksWithoutShowing()
{
    Window window;
    QSignalSpy copies(window.secret, &SecretLabel::copyRequested);
    QTest::mouseClick(window.button(1), Qt::LeftButton);
    QCOMPARE(copies.size(), 1);
    QCOMPARE(window.shown(), u"pk_…cdef"_s);
    // Nothing in the widget can be selected around the clipboard that clears itself.
    QVERIFY(!window.secret->findChild<TextLabel *>()->textInteractionFlags().testFlag(
        Qt::TextSelectableByMouse));
}

void TestSecretLabel::nothingToShowForNoKey()
{
    Window window;
    window.secret->setSecret({});
    QVERIFY(!window.button(0)->isEnabled());
    QVERIFY(!window.button(1)->isEnabled());
}

QTEST_MAIN(TestSecretLabel)
#include "tst_secretlabel.moc"
