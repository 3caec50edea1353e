#include "ui/window/actionstates.h"

#include "ui/changes/changeoperations.h"
#include "ui/details/detailspanel.h"
#include "ui/forecast/whatifoperations.h"
#include "ui/health/healthpage.h"
#include "ui/import/importoperations.h"
#include "ui/keys/keyspage.h"
#include "ui/verbs/keyverbs.h"
#include "ui/window/actions.h"
#include "ui/window/storebanner.h"
#include "ui/window/workarea.h"

#include <QAction>

namespace keydeck {

namespace {

QString either(const QString &a, const QString &b)
{
    return a.isEmpty() ? b : a;
}

} // namespace

ActionStates::ActionStates(const Surroundings &surroundings, QObject *parent)
    : QObject(parent)
    , m_in(surroundings)
{
    connect(&m_in.workArea.keysPage(), &KeysPage::selectionChanged, this, &ActionStates::update);
    connect(&m_in.changes, &ChangeOperations::undoChanged, this, &ActionStates::update);
    update();
}

void ActionStates::setSession(StoreSession *session)
{
    m_session = session;
    m_isRead = false;
    update();
    if (!session)
        return;
    connect(&session->store(), &StoreController::loadFailed, this, &ActionStates::update);
    connect(&session->notes(), &NotesController::changed, this, &ActionStates::update);
    connect(&session->store(), &StoreController::loaded, this, [this] {
        m_isRead = true;
        update();
    });
}

/// Why nothing can be edited, empty when it can.
QString ActionStates::editBlock() const
{
    if (!m_session)
        return tr("Open a store first.");
    if (!m_isRead)
        return tr("The store has not been read yet.");
    if (m_session->settings().readOnly)
        return StoreBanner::readOnlySentence();
    if (m_in.banner.shrinkage().isSuspicious())
        return m_in.banner.shrinkage().sentence();
    return m_in.workArea.model().keys().problem();
}

void ActionStates::update()
{
    Actions &actions = m_in.actions;
    const QString block = editBlock();
    const QString noStore = m_session ? QString() : tr("Open a store first.");
    const std::vector<KeyRef> keys = m_in.workArea.keysPage().selectedKeys();
    const auto selected = keys.size();
    const QString none = selected > 0 ? QString() : tr("Select a key first.");
    Actions::setReason(actions.create, block);
    Actions::setReason(actions.importKeys, block);
    m_in.imports.setLocked(block);
    Actions::setReason(actions.edit, either(block, none));
    Actions::setReason(actions.remove, either(block, none));
    Actions::setReason(actions.tryLimit, either(noStore, none));
    Actions::setReason(actions.report, either(noStore, none));
    for (QAction *action : {actions.statement, actions.statementPage})
        Actions::setReason(action, selected > 1 ? tr("Select a single key.") : none);
    Actions::setReason(actions.copyKey, selected > 1 ? tr("Select a single key.") : none);
    updateVerbs(block, keys);
    updateUndo(block);
    Actions::setReason(actions.restoreBackup, m_in.changes.restoreBlock());
    Actions::setReason(actions.trash, m_in.changes.trashBlock());
    m_in.changes.setLocked(block);
    for (QAction *action : {actions.find, actions.exportCsv, actions.reload})
        Actions::setReason(action, noStore);
    Actions::setReason(actions.connectGateway,
        m_session && m_session->settings().isDemo ? tr("The demo has a gateway of its own.")
                                                  : noStore);
    const QString noSearch = m_in.workArea.keysPage().query().isEmpty()
        ? tr("Search for something first: a filter keeps a search.")
        : QString();
    Actions::setReason(actions.saveFilter, either(noStore, noSearch));
    for (QAction *page : actions.pages)
        Actions::setReason(page, noStore);
    m_in.workArea.details().setLocked(block);
    m_in.whatIf.setLocked(block);
    m_in.workArea.healthPage().setBlock(block);
}

void ActionStates::updateVerbs(const QString &block, const std::vector<KeyRef> &selected)
{
    Actions &actions = m_in.actions;
    const QString none = selected.empty() ? tr("Select a key first.") : QString();
    const QString noRecords = m_session && m_session->settings().records.folder.isEmpty()
        ? tr("Keydeck has no folder to remember this in: set HOME or XDG_DATA_HOME.")
        : QString();
    const QString notOne = selected.size() > 1 ? tr("Select a single key.") : none;
    const QString noStore = m_session ? QString() : tr("Open a store first.");
    const QString unremembered = either(either(block, none), noRecords);
    Actions::setReason(actions.suspend, either(unremembered, m_in.verbs.suspendBlock(selected)));
    Actions::setReason(actions.resume, either(unremembered, m_in.verbs.resumeBlock(selected)));
    Actions::setReason(actions.duplicate, either(block, notOne));
    Actions::setReason(actions.rotate, either(either(block, notOne), noRecords));
    Actions::setReason(actions.resetWindow, either(block, none));
    Actions::setReason(actions.notes, either(either(noStore, none), noRecords));
    for (QAction *action : actions.renew)
        Actions::setReason(action, either(block, none));
}

void ActionStates::updateUndo(const QString &block)
{
    const auto say
        = [&](QAction *action, const QString &verb, const QString &title, const QString &nothing) {
              Actions::setSubject(action, verb, title);
              Actions::setReason(action, block.isEmpty() && title.isEmpty() ? nothing : block);
          };
    say(m_in.actions.undo, tr("Undo"), m_in.changes.undoTitle(), tr("There is no edit to undo."));
    say(m_in.actions.redo, tr("Redo"), m_in.changes.redoTitle(),
        tr("There is no undone edit to make again."));
}

} // namespace keydeck
