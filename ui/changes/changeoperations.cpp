#include "ui/changes/changeoperations.h"

#include "core/base/format.h"
#include "ui/changes/restorebackupdialog.h"
#include "ui/changes/trashdialog.h"
#include "ui/widgets/messagebar.h"
#include "ui/window/storebanner.h"

namespace keydeck {

namespace {

constexpr int NoteMs = 6000;

} // namespace

ChangeOperations::ChangeOperations(const Surroundings &surroundings, QObject *parent)
    : QObject(parent)
    , m_in(surroundings)
{ }

void ChangeOperations::setSession(StoreSession *session)
{
    if (m_session)
        m_session->changes().disconnect(this);
    delete m_dialog; // also one that waits for a restore
    delete m_trash;
    m_session = session;
    Q_EMIT undoChanged();
    if (!session)
        return;
    const ChangesController *changes = &session->changes();
    connect(changes, &ChangesController::changed, this, &ChangeOperations::undoChanged);
    connect(changes, &ChangesController::done, this, &ChangeOperations::noteDone);
    connect(changes, &ChangesController::failed, this, &ChangeOperations::noteFailed);
    connect(changes, &ChangesController::journalFailed, this, [this](const QString &message) {
        m_in.messages.showMessage({theme::Role::Warning, message, {}, 0, true});
    });
}

void ChangeOperations::undo()
{
    if (m_session)
        m_session->changes().undo();
}

void ChangeOperations::redo()
{
    if (m_session)
        m_session->changes().redo();
}

void ChangeOperations::restoreBackup()
{
    if (m_dialog || !restoreBlock().isEmpty())
        return;
    ChangesController *changes = &m_session->changes();
    m_dialog = new RestoreBackupDialog(m_in.clock, &m_in.window);
    connect(
        changes, &ChangesController::backupsListed, m_dialog, &RestoreBackupDialog::showBackups);
    connect(changes, &ChangesController::previewed, m_dialog, &RestoreBackupDialog::showPreview);
    connect(changes, &ChangesController::previewFailed, m_dialog,
        &RestoreBackupDialog::showPreviewFailure);
    connect(m_dialog, &RestoreBackupDialog::previewRequested, changes, &ChangesController::preview);
    connect(m_dialog, &RestoreBackupDialog::restoreRequested, changes, &ChangesController::restore);
    connect(changes, &ChangesController::changed, m_dialog, &RestoreBackupDialog::compareAgain);
    changes->listBackups();
    m_dialog->open();
}

void ChangeOperations::showTrash()
{
    if (m_trash || !trashBlock().isEmpty())
        return;
    ChangesController *changes = &m_session->changes();
    m_trash = new TrashDialog(m_in.clock, &m_in.window);
    m_trash->setLocked(m_lock);
    connect(changes, &ChangesController::trashListed, m_trash, &TrashDialog::showKeys);
    connect(changes, &ChangesController::trashFailed, m_trash, &TrashDialog::showFailure);
    connect(m_trash, &TrashDialog::giveBackRequested, changes, &ChangesController::giveBack);
    connect(changes, &ChangesController::changed, m_trash, [this, changes] {
        if (!m_trash->isBusy()) // giving back lists anew by itself
            changes->listTrash();
    });
    changes->listTrash();
    m_trash->open();
}

void ChangeOperations::setLocked(const QString &reason)
{
    m_lock = reason;
    if (m_trash)
        m_trash->setLocked(reason);
}

QString ChangeOperations::trashBlock() const
{
    if (!m_session)
        return tr("Open a store first.");
    if (m_session->settings().records.folder.isEmpty())
        return tr("Keydeck has no folder to keep deleted keys in: set HOME or XDG_DATA_HOME.");
    return {};
}

QString ChangeOperations::restoreBlock() const
{
    if (!m_session)
        return tr("Open a store first.");
    if (m_session->settings().readOnly)
        return StoreBanner::readOnlySentence();
    if (m_session->settings().records.folder.isEmpty())
        return tr("Keydeck has no folder to keep backups in: set HOME or XDG_DATA_HOME.");
    return {};
}

void ChangeOperations::accept()
{
    if (m_session)
        m_session->changes().accept();
}

QString ChangeOperations::undoTitle() const
{
    return m_session ? m_session->changes().list().undo.undoTitle() : QString();
}

QString ChangeOperations::redoTitle() const
{
    return m_session ? m_session->changes().list().undo.redoTitle() : QString();
}

void ChangeOperations::noteDone(const QString &did, const QStringList &notes)
{
    if (m_dialog && m_dialog->isBusy())
        m_dialog->showDone();
    if (m_trash && m_trash->isBusy())
        m_trash->showDone();
    const QString text = joinSentences(QStringList{did} + notes);
    m_in.messages.showMessage({theme::Role::Ok, text, {}, notes.isEmpty() ? NoteMs : 0, true});
}

void ChangeOperations::noteFailed(const Error &error)
{
    if (m_dialog && m_dialog->isBusy())
        m_dialog->showFailure(error);
    else if (m_trash && m_trash->isBusy())
        m_trash->showFailure(error);
    else
        m_in.messages.showMessage({theme::Role::Danger, error.message, {}, 0, true});
}

} // namespace keydeck
