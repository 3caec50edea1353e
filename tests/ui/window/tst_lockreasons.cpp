// When the window locks itself, and what is chosen about it.
#include "tests/support/manualclock.h"
#include "tests/support/uitest.h"
#include "tests/support/windowbench.h"
#include "ui/jump/jumptargets.h"
#include "ui/privacy/windowlock.h"
#include "ui/widgets/secretlabel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QMenuBar>
#include <QWindow>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestLockReasons final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void locksAfterIdling();
    void neverUnlessChosen();
    void aTouchPutsItOff();
    void sleepCounts();
    void theScreensLockHidesAndLocks_data();
    void theScreensLockHidesAndLocks();
    void theTimeIsChosenInTheMenu();
};

namespace {

constexpr qint64 Minute = 60'000;

struct Fixture
{
    ManualClock clock;
    WindowBench bench{storeBytes(2), false, clock};

    Fixture() { bench.click(0); }
    [[nodiscard]] bool isLocked() { return bench.window.findChild<LockedPage *>()->isVisible(); }
    [[nodiscard]] QString told()
    {
        QString text;
        for (const QLabel *label : bench.window.findChild<LockedPage *>()->findChildren<QLabel *>())
            text += label->text() + u'\n';
        return text;
    }
};

} // namespace

void TestLockReasons::locksAfterIdling()
{
    Fixture f;
    f.bench.window.setLockAfter(5);
    f.clock.advance(5 * Minute - 1);
    f.bench.window.setAsleep(false); // looks at once
    QVERIFY(!f.isLocked());
    f.clock.advance(1);
    QTRY_VERIFY(f.isLocked());
    QVERIFY2(f.told().contains(u"Nobody touched the keyboard or the mouse for 5 min."_s),
        qPrintable(f.told()));
    f.clock.advance(12 * Minute);
    QTRY_VERIFY2(f.told().contains(u"12 min ago"_s), qPrintable(f.told()));
    QTest::keyClick(f.bench.window.windowHandle(), Qt::Key_Return);
    QVERIFY(!f.isLocked());
    f.bench.window.setAsleep(false);
    QVERIFY(!f.isLocked());
}

void TestLockReasons::neverUnlessChosen()
{
    Fixture f;
    f.clock.advance(24 * 60 * Minute);
    f.bench.window.setAsleep(false);
    QVERIFY(!f.isLocked());
}

void TestLockReasons::aTouchPutsItOff()
{
    Fixture f;
    f.bench.window.setLockAfter(1);
    f.clock.advance(Minute - 1000);
    QTest::keyClick(&f.bench.table(), Qt::Key_Down);
    f.clock.advance(Minute - 1000);
    f.bench.window.setAsleep(false);
    QVERIFY(!f.isLocked());
    f.clock.advance(1000);
    f.bench.window.setAsleep(false);
    QVERIFY(f.isLocked());
}

void TestLockReasons::sleepCounts()
{
    Fixture f;
    f.bench.window.setLockAfter(15);
    f.bench.window.findChild<SecretLabel *>()->reveal();
    f.bench.window.setAsleep(true);
    QVERIFY(!f.bench.window.findChild<SecretLabel *>()->isRevealed());
    QVERIFY(!f.isLocked());
    f.clock.advance(8 * 60 * Minute);
    f.bench.window.setAsleep(false);
    QVERIFY(f.isLocked());
    QVERIFY2(f.told().contains(u"8 h"_s), qPrintable(f.told()));
}

void TestLockReasons::theScreensLockHidesAndLocks_data()
{
    QTest::addColumn<int>("minutes");
    QTest::newRow("locking is off") << 0;
    QTest::newRow("locking is on") << 30;
}

void TestLockReasons::theScreensLockHidesAndLocks()
{
    QFETCH(int, minutes);
    Fixture f;
    f.bench.window.setLockAfter(minutes);
    f.bench.table().setFocus();
    QTest::keyClick(&f.bench.table(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), sampleKeyText(0));
    auto *secret = f.bench.window.findChild<SecretLabel *>();
    secret->reveal();
    QVERIFY(secret->isRevealed());
    f.bench.window.noteScreenLocked();
    QVERIFY(!secret->isRevealed());
    QCOMPARE(QGuiApplication::clipboard()->text(), QString());
    QCOMPARE(f.isLocked(), minutes > 0);
    if (f.isLocked())
        QVERIFY2(f.told().contains(u"The screen was locked."_s), qPrintable(f.told()));
    f.bench.window.noteScreenLocked(); // several programs tell of it
    QCOMPARE(f.isLocked(), minutes > 0);
}

void TestLockReasons::theTimeIsChosenInTheMenu()
{
    Fixture f;
    const QSignalSpy chosen(&f.bench.window, &MainWindow::lockAfterChosen);
    const auto choices = [&f] {
        QList<JumpAction> found = jumpActions(*f.bench.window.menuBar(), nullptr);
        found.removeIf(
            [](const JumpAction &each) { return !each.text.startsWith(u"Lock when idle"_s); });
        return found;
    };
    QStringList texts;
    for (const JumpAction &each : choices())
        texts += each.text.section(u": "_s, 1) + (each.action->isChecked() ? u"*"_s : QString());
    QCOMPARE(texts,
        (QStringList{u"Never*"_s, u"After 1 min"_s, u"After 5 min"_s, u"After 15 min"_s,
            u"After 30 min"_s}));
    choices()[2].action->trigger();
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.constFirst().constFirst().toInt(), 5);
    f.bench.window.setLockAfter(5);
    QVERIFY(choices()[2].action->isChecked());
    QVERIFY(!choices()[0].action->isChecked());
}

QTEST_MAIN(TestLockReasons)
#include "tst_lockreasons.moc"
