// A lock that stays, as a person meets it in the window: the alarm, the evidence, and clearing it.
#include "core/command/editkeys.h"
#include "tests/support/manualclock.h"
#include "tests/support/nodialogs.h"
#include "tests/support/rawserver.h"
#include "tests/support/recordingnotifier.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/health/clearlockdialog.h"
#include "ui/health/healthpage.h"
#include "ui/health/lockcard.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/notice.h"
#include "ui/window/mainwindow.h"
#include "ui/window/workarea.h"

#include <QAction>
#include <QCheckBox>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <unistd.h>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestLockInWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void aLockThatStaysIsAnAlarm();
    void clearsAfterTheWord();
    void cancelLeavesIt();
    void oneThatIsTakenMeanwhileStays();
    void readOnlyDoesNotClear();
    void theGatewaysHealthIsEvidence();
    void anEditThatWasHeldUpSaysSo();
    void rootReadsWhoseTheStoreStays();
};

namespace {

struct Fixture
{
    StoreFixture store{2};
    ManualClock clock{SystemClock::instance().nowMs()};
    NoDialogs dialogs;
    RecordingNotifier notifier;
    MainWindow window{
        {clock, dialogs, notifier, [this](const QString &path) { return sessionFor(path); }}};

    explicit Fixture(bool readOnly = false, const QUrl &gateway = {})
    {
        window.resize(1100, 700);
        window.show();
        SessionSettings settings = sessionFor(store.path());
        settings.readOnly = readOnly;
        settings.gateway.baseUrl = gateway;
        QSignalSpy opened(&window, &MainWindow::storeOpened);
        window.openSession(settings);
        QTRY_COMPARE(opened.count(), 1);
    }
    [[nodiscard]] SessionSettings sessionFor(const QString &path) const
    {
        SessionSettings settings;
        settings.storePath = path;
        return settings;
    }
    void take() const { QVERIFY(QDir().mkdir(store.lockPath())); }
    void release() const { QVERIFY(QDir().rmdir(store.lockPath())); }
    [[nodiscard]] bool isLocked() const { return QFile::exists(store.lockPath()); }
    /// The window has looked again when it returns: twice, since the first look may be one that was
    /// under way already.
    void look()
    {
        QSignalSpy glanced(&window.session()->store(), &StoreController::glanced);
        window.session()->store().glance();
        QTRY_VERIFY(!glanced.isEmpty());
        glanced.clear();
        window.session()->store().glance();
        QTRY_VERIFY(!glanced.isEmpty());
    }
    void takeAndLeave()
    {
        take();
        look();
        clock.advance(LockDoctor::StaleMs);
        look();
    }
    [[nodiscard]] LockCard &card() { return window.workArea().healthPage().lockCard(); }
    [[nodiscard]] QPushButton &clearButton()
    {
        return *card().findChild<QPushButton *>(u"clearLock"_s);
    }
    [[nodiscard]] static QPushButton *button(QWidget &in, const QString &text)
    {
        for (QPushButton *each : in.findChildren<QPushButton *>()) {
            if (each->text() == text && each->isVisible())
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] ClearLockDialog *askToClear()
    {
        window.actions().pages[Actions::HealthPageNumber]->trigger();
        QTest::mouseClick(&clearButton(), Qt::LeftButton);
        return window.findChild<ClearLockDialog *>();
    }
    [[nodiscard]] QString statusText() const
    {
        for (const QLabel *each : window.findChildren<QLabel *>()) {
            if (each->accessibleName().startsWith(u"Lock of the store: "_s))
                return each->text();
        }
        return {};
    }
};

} // namespace

void TestLockInWindow::aLockThatStaysIsAnAlarm()
{
    Fixture f;
    f.look();
    QVERIFY(!f.window.storeMessages().isVisible());
    QCOMPARE(f.statusText(), u"lock free"_s);
    f.take();
    f.look();
    f.clock.advance(2000);
    f.look();
    QVERIFY(f.window.storeMessages().isVisible());
    QCOMPARE(f.window.storeMessages().role(), theme::Role::Warning);
    QVERIFY(f.window.storeMessages().text().contains(u"fails every request"_s));
    QVERIFY2(f.statusText().startsWith(u"⚠ lock held for "_s), qPrintable(f.statusText()));
    QVERIFY(!f.card().isVisible());
    f.store.replace(storeBytes(3)); // a writer without a lock; what is loaded ends no alarm
    QTRY_COMPARE(f.window.workArea().model().rowCount(), 3);
    QVERIFY(f.window.storeMessages().isVisible());

    QTest::mouseClick(
        Fixture::button(f.window.storeMessages(), u"Look at the lock"_s), Qt::LeftButton);
    QVERIFY(f.card().isVisible());
    QCOMPARE(f.card().findChild<Chip *>()->face().word, u"Held"_s);
    f.clock.advance(LockDoctor::StaleMs);
    f.look();
    QCOMPARE(f.window.storeMessages().role(), theme::Role::Danger);
    QCOMPARE(f.card().findChild<Chip *>()->face().word, u"Stale"_s);
    QVERIFY2(f.statusText().startsWith(u"⚠ lock stale: "_s), qPrintable(f.statusText()));
    f.release();
    f.look();
    QVERIFY(!f.window.storeMessages().isVisible());
    QCOMPARE(f.statusText(), u"lock free"_s);
}

void TestLockInWindow::clearsAfterTheWord()
{
    Fixture f;
    f.takeAndLeave();
    ClearLockDialog *dialog = f.askToClear();
    QVERIFY(dialog && dialog->isVisible());
    QVERIFY(!dialog->grab().isNull());
    QVERIFY(!Fixture::button(*dialog, u"Clear lock"_s)->isEnabled());
    dialog->findChild<QCheckBox *>()->click();
    QTest::mouseClick(Fixture::button(*dialog, u"Clear lock"_s), Qt::LeftButton);
    QTRY_VERIFY(f.window.messages().text().contains(u"The lock is cleared"_s));
    QCOMPARE(f.window.messages().role(), theme::Role::Ok);
    QVERIFY(f.store.isTidy());
    QTRY_VERIFY(!f.window.storeMessages().isVisible());
    QTRY_VERIFY(!f.clearButton().isEnabled());
}

void TestLockInWindow::cancelLeavesIt()
{
    Fixture f;
    f.takeAndLeave();
    ClearLockDialog *dialog = f.askToClear();
    QVERIFY(dialog);
    dialog->findChild<QCheckBox *>()->click();
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(!f.window.findChild<ClearLockDialog *>());
    f.look();
    QVERIFY(f.isLocked());
    QVERIFY(f.askToClear()); // it can be asked again
}

void TestLockInWindow::oneThatIsTakenMeanwhileStays()
{
    Fixture f;
    f.takeAndLeave();
    ClearLockDialog *dialog = f.askToClear();
    QVERIFY(dialog);
    dialog->findChild<QCheckBox *>()->click();
    f.release();
    f.take();
    // Before the window has looked again:
    QTest::mouseClick(Fixture::button(*dialog, u"Clear lock"_s), Qt::LeftButton);
    QTRY_COMPARE(f.window.messages().role(), theme::Role::Danger);
    QVERIFY(f.window.messages().text().contains(u"Nothing was cleared"_s));
    QVERIFY(f.isLocked());

    f.clock.advance(LockDoctor::StaleMs);
    f.look();
    QTRY_VERIFY(!f.window.findChild<ClearLockDialog *>());
    dialog = f.askToClear();
    QVERIFY(dialog);
    dialog->findChild<QCheckBox *>()->click();
    f.release();
    f.take();
    f.look();
    QVERIFY(!Fixture::button(*dialog, u"Clear lock"_s)->isEnabled());
    QVERIFY(f.isLocked());
}

void TestLockInWindow::readOnlyDoesNotClear()
{
    Fixture f(true);
    QVERIFY(f.window.storeMessages().text().contains(u"read-only"_s));
    f.takeAndLeave();
    QVERIFY2(f.window.storeMessages().text().contains(u"left behind"_s), "the alarm goes first");
    QVERIFY(!f.clearButton().isEnabled());
    QVERIFY(f.clearButton().toolTip().contains(u"read-only"_s));
    f.release();
    f.look();
    QVERIFY(f.window.storeMessages().text().contains(u"read-only"_s));
}

void TestLockInWindow::theGatewaysHealthIsEvidence()
{
    const RawServer server(
        saying(httpAnswer("200 OK", R"({"status":"ok","timestamp":"2026-01-18T10:30:00.000Z"})")));
    Fixture f(false, server.url());
    const auto *line = f.card().findChild<QLabel *>(u"lockGateway"_s);
    QTRY_VERIFY(line->text().contains(u"is running"_s));
    f.takeAndLeave();
    ClearLockDialog *dialog = f.askToClear();
    QVERIFY(line->isVisible());
    bool warns = false;
    for (const Notice *each : dialog->findChildren<Notice *>())
        warns = warns || (each->isVisible() && each->text().contains(u"is running"_s));
    QVERIFY(warns);
}

void TestLockInWindow::anEditThatWasHeldUpSaysSo()
{
    Fixture f;
    const auto command = std::make_shared<EditKeys>(std::vector<EditKeys::Edit>{});
    EditOutcome edit;
    edit.written = true;
    edit.lockHeldUs = 90;
    StoreController &controller = f.window.session()->store();
    Q_EMIT controller.commandDone(command, edit);
    QVERIFY(!f.window.messages().isVisible());
    edit.lockHeldUs = 1'000'000;
    Q_EMIT controller.commandDone(command, edit);
    QVERIFY(f.window.messages().isVisible());
    QCOMPARE(f.window.messages().role(), theme::Role::Warning);
    QVERIFY(f.window.messages().text().contains(u"held the lock for 1.0 s"_s));
}

void TestLockInWindow::rootReadsWhoseTheStoreStays()
{
    if (::geteuid() != 0)
        QSKIP("only root edits the stores of others");
    Fixture f;
    f.window.workArea().showPage(Actions::HealthPageNumber);
    const auto *note = f.window.findChild<Notice *>(u"root"_s);
    f.look();
    QVERIFY(!note->isVisible());
    QCOMPARE(::chown(qPrintable(f.store.path()), 65534, gid_t(-1)), 0);
    f.look();
    QVERIFY(note->isVisible());
    QVERIFY2(note->text().startsWith(u"Running as root: "_s), qPrintable(note->text()));
}

QTEST_MAIN(TestLockInWindow)
#include "tst_lockinwindow.moc"
