// An edit in the window beside a running gateway, until the gateway goes by it; and a gateway that
// is left in peace while nobody looks.
#include "core/command/editkeys.h"
#include "tests/support/nodegateway.h"
#include "tests/support/nodialogs.h"
#include "tests/support/rawserver.h"
#include "tests/support/recordingnotifier.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/changes/changesmodel.h"
#include "ui/changes/changespage.h"
#include "ui/changes/changesview.h"
#include "ui/details/detailspanel.h"
#include "ui/keys/keyspage.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/spreadchip.h"
#include "ui/window/mainwindow.h"
#include "ui/window/workarea.h"

#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr int PatienceMs = 25'000;
constexpr int TtlMs = 2'000;

QByteArray storeOfKeys()
{
    std::vector<SampleKey> keys;
    for (int number = 0; number < 3; ++number) {
        keys.push_back(sampleKey(number));
        keys.back().expiryDate = u"2099-12-31T23:59:59Z"_s;
        keys.back().usageWindows.clear();
    }
    return storeBytes(keys);
}

struct Fixture
{
    StoreFixture store;
    QTemporaryDir scratch;
    NoDialogs dialogs;
    RecordingNotifier notifier;
    std::unique_ptr<MainWindow> window;

    Fixture() : store(storeOfKeys()) { }

    void open(const QUrl &gateway, GatewayBuild build)
    {
        window = std::make_unique<MainWindow>(MainWindow::Surroundings{SystemClock::instance(),
            dialogs, notifier, [this, gateway, build](const QString &path) {
                SessionSettings settings;
                settings.storePath = path;
                settings.gateway.baseUrl = gateway;
                settings.watch = {{build, TtlMs}, MaximumPollsPerMinute};
                settings.records = {scratch.filePath(u"records"_s), u"ada@test"_s};
                return settings;
            }});
        window->resize(1100, 700);
        window->show();
        const QSignalSpy opened(window.get(), &MainWindow::storeOpened);
        window->openStore(store.path());
        QTRY_COMPARE(opened.count(), 1);
        window->workArea().showPage(Actions::KeysPageNumber);
        window->workArea().keysPage().selectKey({sampleKeyText(0), 0});
    }

    [[nodiscard]] SpreadChip &chip() const
    {
        return *window->workArea().details().findChild<SpreadChip *>();
    }
    [[nodiscard]] GatewayController &gateway() const { return window->session()->gateway(); }
    /// By keyboard, in the edit dialog.
    void editLimit(const QString &limit)
    {
        window->actions().edit->trigger();
        QTRY_VERIFY(window->findChild<QDialog *>());
        QLineEdit *field = nullptr;
        for (auto *line : window->findChild<QDialog *>()->findChildren<QLineEdit *>()) {
            if (line->accessibleName().contains(u"limit"_s, Qt::CaseInsensitive))
                field = line;
        }
        QVERIFY(field);
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, limit);
        QTest::keyClick(field, Qt::Key_Return);
    }
};

} // namespace

class TestGatewayInWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }

    void anEditIsFollowedUntilItIsConfirmed();
    void aHiddenWindowAsksNothing();
};

void TestGatewayInWindow::anEditIsFollowedUntilItIsConfirmed()
{
    Fixture f;
    const NodeGateway gateway(
        f.store.path(), NodeGateway::Options{.build = u"batching"_s, .ttlMs = TtlMs});
    f.open(QUrl(gateway.url()), GatewayBuild::Batching);
    QTRY_VERIFY_WITH_TIMEOUT(f.gateway().answerOf(sampleKeyText(0)), PatienceMs);
    QVERIFY(f.chip().isHidden());

    f.editLimit(u"250000"_s);
    // What is said at once promises nothing that a batching gateway does not do.
    QTRY_VERIFY(f.window->messages().isVisible());
    QString said;
    for (const QLabel *label : f.window->messages().findChildren<QLabel *>())
        said += label->text();
    QVERIFY2(said.contains(u"once the key was unused for 2 s"_s), qPrintable(said));
    QTRY_VERIFY(!f.chip().isHidden());
    QVERIFY2(f.chip().face().word.endsWith(u" if unused"_s), qPrintable(f.chip().face().word));

    f.window->workArea().showPage(Actions::ChangesPageNumber);
    const auto *changes
        = f.window->workArea().findChild<ChangesPage *>()->findChild<ChangesModel *>();
    QTRY_VERIFY(
        changes->rowCount() > 0 && changes->index(0, 0).data(ChangesModel::SpreadRole).isValid());

    QTRY_VERIFY_WITH_TIMEOUT(f.chip().face().word.startsWith(u"confirmed "_s), PatienceMs);
    QTRY_VERIFY(changes->index(0, 0)
                    .data(ChangesModel::SpreadWordRole)
                    .toString()
                    .startsWith(u"confirmed "_s));
}

void TestGatewayInWindow::aHiddenWindowAsksNothing()
{
    Fixture f;
    RawServer server(saying(httpAnswer("200 OK"_ba, R"({"status":"ok"})"_ba)));
    f.open(server.url(), GatewayBuild::Plain);
    QTRY_VERIFY(!server.requests().isEmpty());
    f.window->showMinimized();
    QTRY_VERIFY(f.gateway().state().isPaused);
    f.window->showNormal();
    QTRY_VERIFY(!f.gateway().state().isPaused);
    f.window->hide();
    QTRY_VERIFY(f.gateway().state().isPaused);
    f.window->show();
    QTRY_VERIFY(!f.gateway().state().isPaused);
    f.window->setAsleep(true);
    QVERIFY(f.gateway().state().isPaused);
    f.window->setAsleep(false);
    const auto before = server.requests().size();
    QTRY_VERIFY_WITH_TIMEOUT(server.requests().size() > before, PatienceMs);
}

QTEST_MAIN(TestGatewayInWindow)
#include "tst_gatewayinwindow.moc"
