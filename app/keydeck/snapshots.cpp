#include "app/keydeck/snapshots.h"

#include "app/keydeck/snapshotpicture.h"
#include "ui/changes/restorebackupdialog.h"
#include "ui/details/detailspanel.h"
#include "ui/forecast/whatifdialog.h"
#include "ui/health/healthpage.h"
#include "ui/keys/keyspage.h"
#include "ui/reports/reportspage.h"
#include "ui/usage/usagepage.h"
#include "ui/widgets/messagebar.h"
#include "ui/window/workarea.h"

#include <QAction>
#include <QPushButton>
#include <QTreeView>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int LookEveryMs = 50;
constexpr int PatienceMs = 20'000;
constexpr int SettleMs = 600; // layouts and charts come to rest
constexpr int PicturedBackup = 6;

/// One that differs in more than the last edit. Returns whether another one is chosen now.
bool chooseOlderBackup(const RestoreBackupDialog &dialog)
{
    auto *list = dialog.findChild<QTreeView *>();
    const int row = std::min(PicturedBackup, list->model()->rowCount() - 1);
    if (row < 0 || list->currentIndex().row() == row)
        return false;
    list->setCurrentIndex(list->model()->index(row, 0));
    return true;
}

} // namespace

Snapshots::Snapshots(Application &application, const Options &options)
    : m_application(application)
    , m_options(options)
    , m_directory(options.snapshotDirectory)
{
    m_timer.setInterval(LookEveryMs);
    connect(&m_timer, &QTimer::timeout, this, &Snapshots::look);
    connect(&application, &Application::demoFailed, this, &Snapshots::end);
    connect(&window(), &MainWindow::storeOpened, this, [this] { m_opened = true; });
}

void Snapshots::start()
{
    if (!m_directory.mkpath(u"."_s)) {
        end(tr("%1 cannot be made: name a folder that can be written to.").arg(m_directory.path()));
        return;
    }
    addStep(u"welcome"_s, [this] { window().show(); });
    if (m_options.demo || !m_options.storePath.isEmpty()) {
        planPages();
        planFinding();
        planDialogs();
    }
    planOddities();
    next();
}

void Snapshots::addStep(
    const QString &page, std::function<void()> show, std::function<bool()> isReady)
{
    m_steps.push_back({page, std::move(show), std::move(isReady)});
}

void Snapshots::planPages()
{
    addStep(
        u"dashboard"_s,
        [this] {
            window().workArea().showPage(Actions::DashboardPageNumber);
            if (m_options.demo)
                m_application.startDemo();
            else
                window().openStore(m_options.storePath);
        },
        [this] { return m_opened; });
    addStep(
        u"keys"_s, [this] { selectBusiestKey(); }, [this] { return detailsAreFilled(); });
    addStep(
        u"forecast"_s, [this] { window().workArea().details().openForecast(); },
        [this] { return window().workArea().details().isForecastReady(); });
    addStep(
        u"gateway"_s, [this] { window().workArea().details().openGateway(); },
        [this] { return gatewayHasAnswered(); });
    addStep(
        u"whatif"_s,
        [this] {
            selectKeys(SeveralKeys);
            window().actions().tryLimit->trigger();
        },
        [this] {
            const auto *dialog = qobject_cast<WhatIfDialog *>(openDialog(window()));
            return dialog && dialog->isSettled();
        });
    addStep(
        u"usage"_s, [this] { window().workArea().showPage(Actions::UsagePageNumber); },
        [this] { return window().workArea().usagePage().isSettled(); });
    addStep(
        u"reports"_s, [this] { window().workArea().showPage(Actions::ReportsPageNumber); },
        [this] {
            const ReportsPage &page = window().workArea().reportsPage();
            return page.isSettled() && page.hasReport();
        });
    addStep(u"health"_s, [this] { window().workArea().showPage(Actions::HealthPageNumber); });
    const auto fixAll
        = [this] { return window().workArea().healthPage().findChild<QPushButton *>(u"fixAll"_s); };
    addStep(
        u"fix"_s, [fixAll] { fixAll()->click(); },
        [this, fixAll] { return !fixAll()->isEnabled() || openDialog(window()); });
    addStep(
        u"changes"_s, [this] { window().workArea().showPage(Actions::ChangesPageNumber); },
        [this] { return window().session()->changes().isKnown(); });
    addStep(
        u"restore"_s,
        [this] {
            if (window().actions().restoreBackup->isEnabled())
                window().actions().restoreBackup->trigger();
        },
        [this] {
            const auto *dialog = qobject_cast<RestoreBackupDialog *>(openDialog(window()));
            return !dialog || (dialog->isSettled() && !chooseOlderBackup(*dialog));
        });
    addStep(u"no-match"_s, [this] {
        window().workArea().showPage(Actions::KeysPageNumber);
        window().workArea().keysPage().search(u"nobody has this name"_s);
    });
}

bool Snapshots::gatewayHasAnswered()
{
    const GatewayController &gateway = window().session()->gateway();
    const auto key = window().workArea().keysPage().currentKey();
    return !gateway.isConfigured() || !key || gateway.answerOf(key->key);
}

void Snapshots::next()
{
    closeDialogs(window());
    if (m_steps.empty()) {
        end({});
        return;
    }
    m_settling = false;
    m_since.start();
    m_timer.start();
    m_steps.front().show();
}

void Snapshots::look()
{
    const Step &step = m_steps.front();
    if (m_settling) {
        if (m_since.elapsed() >= SettleMs)
            take();
    } else if (!step.isReady || step.isReady()) {
        m_settling = true;
        m_since.start();
    } else if (m_since.elapsed() > PatienceMs) {
        const QString why = window().storeMessages().text();
        end(tr("The page “%1” was not ready in time. %2").arg(step.page, why).trimmed());
    }
}

void Snapshots::take()
{
    const QString path = m_directory.filePath(m_steps.front().page + u".png"_s);
    m_steps.pop_front();
    if (pictureOf(window()).save(path))
        next();
    else
        end(tr("%1 could not be written.").arg(path));
}

void Snapshots::end(const QString &message)
{
    m_timer.stop();
    m_steps.clear();
    Q_EMIT finished(message);
}

/// The one that has the most to show.
void Snapshots::selectBusiestKey()
{
    StoreSession *session = window().session();
    connect(session, &StoreSession::historyReady, this, [this] { m_historySeen = true; });
    connect(session, &StoreSession::statsAnswered, this, [this] { m_statsSeen = true; });
    WorkArea &area = window().workArea();
    area.showPage(Actions::KeysPageNumber);
    const auto tokens = [&area](int row) {
        const double used = area.model().stateAt(row).rate.used;
        return qIsNaN(used) ? 0.0 : used;
    };
    int busiest = -1;
    for (int row = 0; row < area.model().rowCount(); ++row) {
        const bool usable = area.model().stateAt(row).status <= KeyStatus::NearLimit;
        if (usable && (busiest < 0 || tokens(row) > tokens(busiest)))
            busiest = row;
    }
    if (busiest >= 0)
        area.keysPage().selectKey(area.model().refAt(busiest));
}

bool Snapshots::detailsAreFilled()
{
    StoreSession *session = window().session();
    if (!window().workArea().keysPage().currentKey())
        return true;
    const bool gatewayDone = !session->gateway().isConfigured()
        || !session->gateway().state().failure.isEmpty() || m_statsSeen;
    return m_historySeen && gatewayDone;
}

} // namespace keydeck
