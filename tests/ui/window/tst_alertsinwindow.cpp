// Alerts in the window, from what the gateway writes to the action that helps.
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/nodialogs.h"
#include "tests/support/recordingnotifier.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/keys/editkeydialog.h"
#include "ui/widgets/messagebar.h"
#include "ui/window/mainwindow.h"
#include "ui/window/workarea.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

/// A key with that much of its limit of 100,000 used in the window that is open at SomeNowMs.
SampleKey used(int n, qint64 tokens)
{
    SampleKey key = sampleKey(n);
    key.usageWindows = {{u"2026-01-18T08:00:00.000Z"_s, tokens}};
    return key;
}

struct Fixture
{
    ManualClock clock;
    StoreFixture store;
    QTemporaryDir scratch;
    NoDialogs dialogs;
    RecordingNotifier notifier;
    bool readOnly = false;
    std::unique_ptr<MainWindow> window;

    explicit Fixture(const std::vector<SampleKey> &keys) : store(storeBytes(keys)) { open(); }

    void open()
    {
        window = std::make_unique<MainWindow>(MainWindow::Surroundings{
            clock, dialogs, notifier, [this](const QString &path) {
                SessionSettings settings;
                settings.storePath = path;
                settings.readOnly = readOnly;
                settings.records = {scratch.filePath(u"records"_s), u"ada@test"_s};
                return settings;
            }});
        window->resize(1100, 700);
        window->show();
        QSignalSpy opened(window.get(), &MainWindow::storeOpened);
        window->openStore(store.path());
        QTRY_COMPARE(opened.count(), 1);
    }
    void close() { window.reset(); }
    [[nodiscard]] MessageBar &bar() { return window->alertMessages(); }
    [[nodiscard]] bool isQuiet() { return !bar().isVisible(); }
    [[nodiscard]] QPushButton *button(const QString &text)
    {
        const auto buttons = bar().findChildren<QPushButton *>();
        const auto found = std::find_if(buttons.begin(), buttons.end(),
            [&](QPushButton *each) { return each->text() == text && each->isVisible(); });
        return found == buttons.end() ? nullptr : *found;
    }
    void press(const QString &text)
    {
        QTRY_VERIFY2(button(text), qPrintable(text));
        QTest::mouseClick(button(text), Qt::LeftButton);
    }
};

} // namespace

class TestAlertsInWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }

    void whatHoldsAtTheStartIsInTheBarAlone();
    void whatComesUpIsToldOnce();
    void eachThresholdOnce();
    void acknowledgedStaysQuietAfterARestart();
    void goesByItselfWhenItIsOver();
    void theActionHelps();
    void manyKeysAreShownTogether();
    void aClickOnTheDesktopHelps();
    void readOnlyOffersNoEdit();
    void canBeSwitchedOff();
};

void TestAlertsInWindow::whatHoldsAtTheStartIsInTheBarAlone()
{
    Fixture f({used(0, 85'000), used(1, 100'000), used(2, 1)});
    QTRY_VERIFY(f.bar().isVisible());
    QCOMPARE(f.bar().text(),
        u"“Example 1” has used up its limit: the gateway refuses it until 13:00. (1 of 2)"_s);
    QVERIFY(f.notifier.shown.isEmpty());
    f.press(u"Acknowledge"_s);
    QCOMPARE(
        f.bar().text(), u"“Example 0” has used over 80 % of its limit, which resets at 13:00."_s);
    f.press(u"Acknowledge"_s);
    QVERIFY(f.isQuiet());
}

void TestAlertsInWindow::whatComesUpIsToldOnce()
{
    Fixture f({used(0, 10), used(1, 10)});
    QVERIFY(f.isQuiet());
    f.store.replace(storeBytes({used(0, 81'000), used(1, 10)}));
    QTRY_VERIFY(f.bar().isVisible());
    QCOMPARE(f.notifier.shown.size(), 1);
    QCOMPARE(f.notifier.shown.first().text, f.bar().text());
    f.store.replace(storeBytes({used(0, 82'000), used(1, 11)}));
    QTRY_COMPARE(
        f.window->workArea().model().keys().at(1).usageWindows()->first().tokensUsed.toNumber(),
        11.0);
    QCOMPARE(f.notifier.shown.size(), 1);
}

void TestAlertsInWindow::eachThresholdOnce()
{
    Fixture f({used(0, 10)});
    f.store.replace(storeBytes({used(0, 80'000)}));
    QTRY_COMPARE(f.notifier.shown.size(), 1);
    f.press(u"Acknowledge"_s);
    QVERIFY(f.isQuiet());
    f.store.replace(storeBytes({used(0, 100'000)}));
    QTRY_COMPARE(f.notifier.shown.size(), 2);
    QVERIFY(f.notifier.shown.last().isUrgent);
    QVERIFY(f.bar().isVisible());

    // The next window is news again.
    f.clock.advance(5LL * 60 * 60 * 1000);
    SampleKey next = sampleKey(0);
    next.usageWindows = {{u"2026-01-18T15:00:00.000Z"_s, 90'000}};
    f.store.replace(storeBytes({next}));
    QTRY_COMPARE(f.notifier.shown.size(), 3);
    QCOMPARE(f.notifier.shown.last().kind, AlertKind::NearLimit);
}

void TestAlertsInWindow::acknowledgedStaysQuietAfterARestart()
{
    Fixture f({used(0, 85'000), used(1, 10)});
    QTRY_VERIFY(f.bar().isVisible());
    f.press(u"Acknowledge"_s);
    f.close();
    // One that came up meanwhile is there, the acknowledged one is not.
    f.store.replace(storeBytes({used(0, 86'000), used(1, 99'000)}));
    f.open();
    QTRY_VERIFY(f.bar().isVisible());
    QCOMPARE(
        f.bar().text(), u"“Example 1” has used over 80 % of its limit, which resets at 13:00."_s);
}

void TestAlertsInWindow::goesByItselfWhenItIsOver()
{
    Fixture f({used(0, 85'000)});
    QTRY_VERIFY(f.bar().isVisible());
    f.clock.advance(3LL * 60 * 60 * 1000); // the window has reset
    QTRY_VERIFY(f.isQuiet());
}

void TestAlertsInWindow::theActionHelps()
{
    Fixture f({used(0, 10), used(1, 120'000)});
    QTRY_VERIFY(f.bar().isVisible());
    f.press(u"Raise the limit…"_s);
    const auto *dialog = f.window->findChild<EditKeyDialog *>();
    QVERIFY(dialog && dialog->isVisible());
}

void TestAlertsInWindow::manyKeysAreShownTogether()
{
    Fixture f({used(0, 120'000), used(1, 120'000), used(2, 10)});
    QTRY_VERIFY(f.bar().isVisible());
    f.window->workArea().showPage(Actions::DashboardPageNumber);
    f.press(u"Show them"_s);
    const auto *table = f.window->findChild<QTableView *>(u"keysTable"_s);
    QVERIFY(table->isVisible());
    QTRY_COMPARE(table->model()->rowCount(), 2);
}

void TestAlertsInWindow::aClickOnTheDesktopHelps()
{
    Fixture f({used(0, 10)});
    f.store.replace(storeBytes({used(0, 81'000)}));
    QTRY_COMPARE(f.notifier.shown.size(), 1);
    QCOMPARE(f.notifier.shown.first().action, u"Raise the limit…"_s);
    Q_EMIT f.notifier.activated(AlertKind::NearLimit);
    const auto *dialog = f.window->findChild<EditKeyDialog *>();
    QVERIFY(dialog && dialog->isVisible());
}

void TestAlertsInWindow::readOnlyOffersNoEdit()
{
    Fixture f({used(0, 10)});
    f.close();
    f.readOnly = true;
    f.store.replace(storeBytes({used(0, 120'000)}));
    f.open();
    QTRY_VERIFY(f.bar().isVisible());
    f.press(u"Show it"_s);
    QVERIFY(!f.window->findChild<EditKeyDialog *>());
}

void TestAlertsInWindow::canBeSwitchedOff()
{
    Fixture f({used(0, 10)});
    f.window->setNotifying(false);
    f.store.replace(storeBytes({used(0, 81'000)}));
    QTRY_VERIFY(f.bar().isVisible());
    QVERIFY(f.notifier.shown.isEmpty());
}

QTEST_MAIN(TestAlertsInWindow)
#include "tst_alertsinwindow.moc"
