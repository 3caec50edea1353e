#include "ui/window/storeoperations.h"

#include "ui/alerts/alertoperations.h"
#include "ui/changes/changeoperations.h"
#include "ui/forecast/whatifoperations.h"
#include "ui/health/fixoperations.h"
#include "ui/health/healthpage.h"
#include "ui/health/lockcard.h"
#include "ui/health/lockoperations.h"
#include "ui/import/importoperations.h"
#include "ui/keys/keyhandover.h"
#include "ui/keys/keyoperations.h"
#include "ui/keys/keyspage.h"
#include "ui/reports/reportoperations.h"
#include "ui/verbs/keyverbs.h"
#include "ui/window/fileoperations.h"
#include "ui/window/keyactions.h"
#include "ui/window/workarea.h"

#include <QAction>
#include <QMainWindow>

namespace keydeck {

StoreOperations::StoreOperations(const Surroundings &in)
    : QObject(&in.window)
    , m_in(in)
    , m_handOver(new KeyHandOver(in.window, in.clipboard, in.clock))
    , m_keys(new KeyOperations(
          {in.window, in.workArea.model(), in.messages, in.clipboard, *m_handOver, in.clock}, this))
    , m_verbs(
          new KeyVerbs({in.window, in.workArea.model(), in.messages, *m_handOver, in.clock}, this))
    , m_reports(new ReportOperations({in.workArea.reportsPage(), in.workArea.model(),
                                         in.workArea.keysPage(), in.messages, in.clock},
          this))
    , m_changes(new ChangeOperations({in.window, in.messages, in.clock}, this))
    , m_locks(new LockOperations({in.window, in.messages}, this))
    , m_fixes(new FixOperations({in.window, in.workArea.healthPage(), in.messages}, this))
    , m_alerts(new AlertOperations({in.window, in.alertMessages, in.notifier, in.clock}, this))
    , m_whatIf(new WhatIfOperations({in.window, in.workArea.model(), in.messages, in.clock}, this))
    , m_imports(new ImportOperations(
          {in.window, in.dialogs, in.workArea.model(), in.messages, *m_handOver, in.clock}, this))
    , m_files(new FileOperations({in.window, in.dialogs, in.messages, in.clock}, this))
{
    connectKeyActions(
        {in.actions, in.workArea, *m_keys, *m_verbs, *m_reports, *m_whatIf, *m_imports});
    connectUndo();
    connectFiles();
    connectAlerts();
    connect(
        in.actions.restoreBackup, &QAction::triggered, m_changes, &ChangeOperations::restoreBackup);
    connect(in.actions.trash, &QAction::triggered, m_changes, &ChangeOperations::showTrash);
    connect(&in.workArea.healthPage().lockCard(), &LockCard::clearRequested, m_locks,
        &LockOperations::clear);
}

void StoreOperations::connectUndo()
{
    const auto undo = &ChangeOperations::undo;
    connect(m_in.actions.undo, &QAction::triggered, m_changes, undo);
    connect(m_in.actions.redo, &QAction::triggered, m_changes, &ChangeOperations::redo);
    connect(m_keys, &KeyOperations::undoRequested, m_changes, undo);
    connect(m_verbs, &KeyVerbs::undoRequested, m_changes, undo);
    connect(m_fixes, &FixOperations::undoRequested, m_changes, undo);
    connect(m_imports, &ImportOperations::undoRequested, m_changes, undo);
    connect(m_whatIf, &WhatIfOperations::undoRequested, m_changes, undo);
}

void StoreOperations::connectFiles()
{
    connect(m_in.actions.open, &QAction::triggered, m_files, &FileOperations::openStore);
    connect(m_in.actions.newStore, &QAction::triggered, m_files, &FileOperations::createStore);
    connect(m_in.actions.exportCsv, &QAction::triggered, m_files, [this] {
        m_files->exportCsv(m_in.workArea.model().keys(), m_in.workArea.keysPage().listedRows());
    });
    m_files->serveCharts(m_in.workArea);
    connect(&m_in.workArea, &WorkArea::partsBuilt, m_files,
        [this] { m_files->serveCharts(m_in.workArea); });
    connect(m_handOver, &KeyHandOver::fileOffered, m_files, &FileOperations::save);
    connect(m_reports, &ReportOperations::fileOffered, m_files, &FileOperations::save);
}

void StoreOperations::connectAlerts()
{
    WorkArea &area = m_in.workArea;
    connect(m_alerts, &AlertOperations::editRequested, m_keys,
        qOverload<const KeyRef &>(&KeyOperations::edit));
    connect(m_alerts, &AlertOperations::keyRequested, &area, &WorkArea::showKey);
    connect(m_alerts, &AlertOperations::statusRequested, &area, &WorkArea::showStatus);
    connect(m_alerts, &AlertOperations::healthRequested, &area,
        [&area] { area.showPage(Actions::HealthPageNumber); });
    connect(
        m_alerts, &AlertOperations::restoreRequested, m_changes, &ChangeOperations::restoreBackup);
}

void StoreOperations::prepare(const SessionSettings &settings)
{
    m_files->setStorePath(settings.storePath);
}

void StoreOperations::setSession(StoreSession *session)
{
    m_keys->setSession(session);
    m_verbs->setSession(session);
    m_reports->setSession(session);
    m_changes->setSession(session);
    m_locks->setSession(session);
    m_fixes->setSession(session);
    m_alerts->setSession(session);
    m_whatIf->setSession(session);
    m_imports->setSession(session);
}

void StoreOperations::leaveSession()
{
    m_keys->setSession(nullptr);
    m_imports->setSession(nullptr);
    m_whatIf->setSession(nullptr);
}

} // namespace keydeck
