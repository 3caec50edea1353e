#include "ui/health/lockoperations.h"

#include "core/base/format.h"
#include "ui/health/clearlockdialog.h"
#include "ui/widgets/messagebar.h"

namespace keydeck {

namespace {

constexpr int NoteMs = 6000;

} // namespace

LockOperations::LockOperations(const Surroundings &surroundings, QObject *parent)
    : QObject(parent)
    , m_in(surroundings)
{ }

void LockOperations::setSession(StoreSession *session)
{
    if (m_session)
        m_session->store().disconnect(this);
    if (m_dialog)
        m_dialog->close();
    m_session = session;
    m_report = {};
    if (!session)
        return;
    connect(&session->store(), &StoreController::glanced, this,
        [this](const StoreGlance &glance) { note(glance.lock); });
    connect(&session->store(), &StoreController::lockCleared, this, [this] {
        m_in.messages.showMessage(
            {theme::Role::Ok, tr("The lock is cleared: the gateway and Keydeck can take it again."),
                {}, NoteMs, true});
    });
    connect(&session->store(), &StoreController::lockNotCleared, this, [this](const Error &error) {
        m_in.messages.showMessage({theme::Role::Danger, error.message, {}, 0, true});
    });
}

void LockOperations::clear()
{
    if (!m_session || m_dialog || !m_report.clearable())
        return;
    m_dialog = new ClearLockDialog(m_report, m_session->gateway().healthNote(), &m_in.window);
    connect(m_dialog, &QDialog::accepted, this, [this] {
        if (m_session)
            m_session->store().clearLock(m_dialog->report());
    });
    m_dialog->open();
}

void LockOperations::note(const LockReport &report)
{
    m_report = report;
    if (m_dialog)
        m_dialog->followLock(report);
}

} // namespace keydeck
