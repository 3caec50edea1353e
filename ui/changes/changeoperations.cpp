#include "ui/changes/changeoperations.h"

#include "ui/widgets/messagebar.h"

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
    m_session = session;
    Q_EMIT undoChanged();
    if (!session)
        return;
    const ChangesController *changes = &session->changes();
    connect(changes, &ChangesController::changed, this, &ChangeOperations::undoChanged);
    connect(changes, &ChangesController::done, this, &ChangeOperations::noteDone);
    connect(changes, &ChangesController::failed, this,
        [this](const Error &error) { noteFailed(error.message); });
    connect(changes, &ChangesController::journalFailed, this, &ChangeOperations::noteFailed);
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
    const QString text = (QStringList{did} + notes).join(u' ');
    m_in.messages.showMessage({theme::Role::Ok, text, {}, notes.isEmpty() ? NoteMs : 0, true});
}

void ChangeOperations::noteFailed(const QString &message)
{
    m_in.messages.showMessage({theme::Role::Danger, message, {}, 0, true});
}

} // namespace keydeck
