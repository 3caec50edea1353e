// A locked window shows nothing, takes nothing, and comes back as it was.
#include "ui/privacy/windowlock.h"

#include "tests/support/uitest.h"
#include "tests/support/windowbench.h"
#include "ui/keys/createkeydialog.h"
#include "ui/keys/editkeydialog.h"
#include "ui/widgets/secretlabel.h"
#include "ui/widgets/textlabel.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QToolButton>
#include <QWindow>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestWindowLock final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void coversEverything();
    void hidesTheKeyAndClearsTheClipboard();
    void onlyADeliberateActUnlocks_data();
    void onlyADeliberateActUnlocks();
    void tabReachesNothingElse();
    void screenReadersReachNothingElse();
    void whatIsTypedStays();
    void aDialogComesBackAsItWas();
    void isLockedFromADialogToo();
    void whatWantsToBeShownWaits();
    void whatWasClosedMeanwhileStaysClosed();
    void shortcutsAreInert_data();
    void shortcutsAreInert();
    void keysGoNowhereElse();
    void menusAreInert();
    void quitsWhileLocked();
    void theStoreIsFollowedMeanwhile();
    void coversTheWelcomePageToo();
    void growsWithTheWindow();
};

namespace {

struct Fixture : WindowBench
{
    Fixture() : WindowBench(storeBytes(3)) { click(0); }

    [[nodiscard]] LockedPage &page() { return *window.findChild<LockedPage *>(); }
    [[nodiscard]] bool isLocked() { return page().isVisible(); }
    [[nodiscard]] QPushButton &unlockButton()
    {
        return *page().findChildren<QPushButton *>().constFirst();
    }
    /// To whatever has the focus, as the keyboard does.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::activeWindow()->windowHandle(), key, modifiers);
    }
    void lock()
    {
        press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(isLocked());
        QTRY_VERIFY(unlockButton().hasFocus());
    }
    void unlock()
    {
        QTest::mouseClick(&unlockButton(), Qt::LeftButton);
        QTRY_VERIFY(!isLocked());
    }
    [[nodiscard]] SecretLabel &secret() { return *window.findChild<SecretLabel *>(); }
    [[nodiscard]] QLineEdit &search() { return *window.findChild<QLineEdit *>(u"keysSearch"_s); }
    [[nodiscard]] EditKeyDialog &openEditor()
    {
        table().setFocus();
        QTest::keyClick(&table(), Qt::Key_F2);
        EditKeyDialog *dialog = this->dialog<EditKeyDialog>();
        dialog->activateWindow();
        if (!QTest::qWaitForWindowActive(dialog))
            QTest::qFail("the dialog is not active", __FILE__, __LINE__);
        return *dialog;
    }
};

/// With the dialogs of a window.
QSet<QWidget *> seen(const QWidget &in, Qt::FindChildOptions options = Qt::FindChildrenRecursively)
{
    QSet<QWidget *> widgets;
    for (QWidget *each : in.findChildren<QWidget *>(QString(), options)) {
        if (each->isVisible())
            widgets.insert(each);
    }
    return widgets;
}

/// Of the accessible objects below it, those that a screen reader is told to read.
void collectReadable(QAccessibleInterface *of, QObjectList &into)
{
    if (!of || of->state().invisible)
        return;
    if (of->object())
        into.append(of->object());
    for (int i = 0; i < of->childCount(); ++i)
        collectReadable(of->child(i), into);
}

} // namespace

void TestWindowLock::coversEverything()
{
    Fixture f;
    const QSet<QWidget *> before = seen(f.window, Qt::FindDirectChildrenOnly);
    const QString title = f.window.windowTitle();
    f.lock();
    for (QWidget *each : seen(f.window))
        QVERIFY2(each == &f.page() || f.page().isAncestorOf(each), each->metaObject()->className());
    QCOMPARE(f.page().geometry(), f.window.rect());
    QString told;
    for (const QLabel *label : f.page().findChildren<QLabel *>())
        told += label->text() + u'\n';
    QVERIFY2(told.contains(f.store.path()), qPrintable(told));
    QVERIFY2(told.contains(u"You locked this window."_s), qPrintable(told));
    QVERIFY2(told.contains(u"just now"_s), qPrintable(told));
    QVERIFY(!told.contains(u"Example 0"_s));
    QCOMPARE(f.window.windowTitle(), u"Locked – "_s + title);
    f.unlock();
    QCOMPARE(seen(f.window, Qt::FindDirectChildrenOnly), before);
    QVERIFY(f.table().isVisible());
    QCOMPARE(f.window.windowTitle(), title);
    QCOMPARE(f.window.workArea().keysPage().selectedKeys().size(), 1U);
}

void TestWindowLock::hidesTheKeyAndClearsTheClipboard()
{
    Fixture f;
    f.table().setFocus();
    QTest::keyClick(&f.table(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), sampleKeyText(0));
    auto *show = f.secret().findChildren<QToolButton *>().constFirst();
    QTRY_VERIFY(show->height() > 0);
    QTest::mouseClick(show, Qt::LeftButton);
    QVERIFY(f.secret().isRevealed());
    f.lock();
    QVERIFY(!f.secret().isRevealed());
    QVERIFY(!f.secret().findChild<TextLabel *>()->text().contains(sampleKeyText(0)));
    QCOMPARE(QGuiApplication::clipboard()->text(), QString());
    f.unlock();
    QVERIFY(!f.secret().isRevealed());
}

void TestWindowLock::onlyADeliberateActUnlocks_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<bool>("unlocks");
    QTest::newRow("Return") << int(Qt::Key_Return) << true;
    QTest::newRow("Enter") << int(Qt::Key_Enter) << true;
    QTest::newRow("Space") << int(Qt::Key_Space) << true;
    QTest::newRow("Esc") << int(Qt::Key_Escape) << false;
    QTest::newRow("a letter") << int(Qt::Key_U) << false;
    QTest::newRow("Shift") << int(Qt::Key_Shift) << false;
}

void TestWindowLock::onlyADeliberateActUnlocks()
{
    QFETCH(int, key);
    QFETCH(bool, unlocks);
    Fixture f;
    f.lock();
    QTest::mouseMove(&f.page(), QPoint(20, 20));
    QTest::mouseClick(&f.page(), Qt::LeftButton, Qt::NoModifier, QPoint(20, 20));
    QVERIFY(f.isLocked());
    f.press(Qt::Key(key));
    QCOMPARE(f.isLocked(), !unlocks);
}

void TestWindowLock::tabReachesNothingElse()
{
    Fixture f;
    f.lock();
    QSet<QWidget *> reached;
    for (int i = 0; i < 12; ++i) {
        f.press(Qt::Key_Tab, i < 6 ? Qt::NoModifier : Qt::ShiftModifier);
        QVERIFY(f.page().isAncestorOf(QApplication::focusWidget()));
        reached.insert(QApplication::focusWidget());
    }
    QCOMPARE(reached.size(), 2);
    f.press(Qt::Key_Alt); // which would go to the menus
    QVERIFY(f.page().isAncestorOf(QApplication::focusWidget()));
}

void TestWindowLock::screenReadersReachNothingElse()
{
    Fixture f;
    EditKeyDialog &dialog = f.openEditor();
    QObjectList before, during;
    collectReadable(QAccessible::queryAccessibleInterface(&f.window), before);
    QVERIFY(before.contains(&f.table()));
    f.lock();
    collectReadable(QAccessible::queryAccessibleInterface(&f.window), during);
    QVERIFY(during.contains(&f.unlockButton()));
    for (const QObject *each : during) {
        const auto *widget = qobject_cast<const QWidget *>(each);
        QVERIFY2(
            each == &f.window || each == &f.page() || (widget && f.page().isAncestorOf(widget)),
            each->metaObject()->className());
    }
    QVERIFY(QAccessible::queryAccessibleInterface(&dialog)->state().invisible);
    QCOMPARE(QAccessible::queryAccessibleInterface(&f.page())->text(QAccessible::Name),
        u"Keydeck is locked"_s);
}

void TestWindowLock::whatIsTypedStays()
{
    Fixture f;
    f.search().setFocus();
    QTest::keyClicks(&f.search(), u"exmple"_s);
    for (int i = 0; i < 4; ++i)
        QTest::keyClick(&f.search(), Qt::Key_Left);
    f.lock();
    f.unlock();
    QTRY_VERIFY(f.search().hasFocus());
    QTest::keyClicks(&f.search(), u"a"_s); // where the cursor was
    QCOMPARE(f.search().text(), u"example"_s);
}

void TestWindowLock::aDialogComesBackAsItWas()
{
    Fixture f;
    EditKeyDialog &dialog = f.openEditor();
    QLineEdit *name = lineNamed(dialog, u"Name"_s);
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, u"Ada Lovelce"_s);
    for (int i = 0; i < 2; ++i)
        QTest::keyClick(name, Qt::Key_Left);
    const QRect place = dialog.geometry();
    f.lock();
    QVERIFY(!dialog.isVisible());
    f.unlock();
    QTRY_VERIFY(dialog.isVisible() && dialog.isActiveWindow());
    QCOMPARE(dialog.geometry(), place);
    QCOMPARE(dialog.windowModality(), Qt::WindowModal);
    QTRY_VERIFY(name->hasFocus());
    QTest::keyClicks(name, u"a"_s); // in place of nothing, where the cursor was
    QCOMPARE(name->text(), u"Ada Lovelace"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_COMPARE(f.fileKeys().at(0).name(), u"Ada Lovelace"_s);
}

void TestWindowLock::isLockedFromADialogToo()
{
    Fixture f;
    EditKeyDialog &dialog = f.openEditor();
    f.press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(f.isLocked());
    QVERIFY(!dialog.isVisible());
}

void TestWindowLock::whatWantsToBeShownWaits()
{
    Fixture f;
    f.lock();
    f.window.actions().create->trigger(); // as a click on a notification would
    QTRY_VERIFY(f.window.findChild<CreateKeyDialog *>());
    QTRY_VERIFY(!f.window.findChild<CreateKeyDialog *>()->isVisible());
    QTRY_VERIFY(f.unlockButton().hasFocus());
    f.unlock();
    QTRY_VERIFY(f.dialog<CreateKeyDialog>());
}

void TestWindowLock::whatWasClosedMeanwhileStaysClosed()
{
    Fixture f;
    QPointer<EditKeyDialog> dialog = &f.openEditor();
    f.lock();
    dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    dialog->reject(); // by the program
    f.unlock();
    QVERIFY(dialog);
    QVERIFY(!dialog->isVisible());
}

void TestWindowLock::shortcutsAreInert_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    const auto row = [](const char *name, int key, Qt::KeyboardModifiers modifiers) {
        QTest::newRow(name) << key << modifiers;
    };
    row("new key", Qt::Key_N, Qt::ControlModifier);
    row("edit", Qt::Key_F2, Qt::NoModifier);
    row("delete", Qt::Key_Delete, Qt::NoModifier);
    row("suspend", Qt::Key_H, Qt::ControlModifier);
    row("copy", Qt::Key_C, Qt::ControlModifier);
    row("another page", Qt::Key_1, Qt::ControlModifier);
    row("jump", Qt::Key_K, Qt::ControlModifier);
    row("shortcuts", Qt::Key_Slash, Qt::ControlModifier);
    row("file menu", Qt::Key_F, Qt::AltModifier);
    row("period", Qt::Key_2, Qt::AltModifier);
}

void TestWindowLock::shortcutsAreInert()
{
    QFETCH(int, key);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    Fixture f;
    const QByteArray before = f.store.bytes();
    f.lock();
    f.press(Qt::Key(key), modifiers);
    QVERIFY(f.isLocked());
    QVERIFY(f.unlockButton().hasFocus());
    QVERIFY(!QApplication::activePopupWidget());
    QVERIFY(!f.dialog<QDialog>());
    QCOMPARE(QGuiApplication::clipboard()->text(), QString());
    f.unlock();
    QVERIFY(!f.dialog<QDialog>());
    QVERIFY(f.window.workArea().keysPage().isVisible());
    QVERIFY(!f.window.findChild<QWidget *>(u"jumpPalette"_s)->isVisible());
    QCOMPARE(f.store.bytes(), before);
}

void TestWindowLock::keysGoNowhereElse()
{
    Fixture f;
    f.lock();
    f.search().setFocus(); // by the program
    f.press(Qt::Key_X);
    QVERIFY(f.unlockButton().hasFocus());
    QCOMPARE(f.search().text(), QString());
}

void TestWindowLock::menusAreInert()
{
    Fixture f;
    f.lock();
    QVERIFY(!f.window.menuBar()->isVisible());
    for (const QAction *title : f.window.menuBar()->actions())
        QVERIFY(!title->isEnabled()); // a desktop may show them elsewhere
    f.unlock();
    for (const QAction *title : f.window.menuBar()->actions())
        QVERIFY(title->isEnabled());
}

void TestWindowLock::quitsWhileLocked()
{
    Fixture f;
    f.lock();
    f.press(Qt::Key_Q, Qt::ControlModifier);
    QTRY_VERIFY(!f.window.isVisible());
}

void TestWindowLock::theStoreIsFollowedMeanwhile()
{
    Fixture f;
    f.lock();
    f.store.replace(storeBytes(5));
    QTRY_COMPARE(f.table().model()->rowCount(), 5);
    QVERIFY(f.isLocked());
    f.unlock();
    QCOMPARE(f.table().model()->rowCount(), 5);
}

void TestWindowLock::coversTheWelcomePageToo()
{
    NoDialogs dialogs;
    RecordingNotifier notifier;
    MainWindow window{{SystemClock::instance(), dialogs, notifier,
        [](const QString &) { return SessionSettings(); }}};
    window.resize(720, 480);
    window.show();
    window.activateWindow();
    QTRY_VERIFY(window.isActiveWindow());
    QTest::keyClick(&window, Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    auto *page = window.findChild<LockedPage *>();
    QTRY_VERIFY(page->isVisible());
    for (const QLabel *label : page->findChildren<QLabel *>()) {
        if (label->isVisible())
            QVERIFY2(label->height() >= label->heightForWidth(label->width()),
                qPrintable(label->text()));
    }
    QTest::keyClick(window.windowHandle(), Qt::Key_Space);
    QTRY_VERIFY(!page->isVisible());
}

void TestWindowLock::growsWithTheWindow()
{
    Fixture f;
    f.lock();
    f.window.resize(1200, 800);
    QTRY_COMPARE(f.page().geometry(), QRect(0, 0, 1200, 800));
}

QTEST_MAIN(TestWindowLock)
#include "tst_windowlock.moc"
