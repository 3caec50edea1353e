#include "ui/import/importoperations.h"

#include "core/base/format.h"
#include "core/import/importing.h"
#include "ui/keys/keyhandover.h"
#include "ui/keys/keymodel.h"
#include "ui/keys/keytext.h"
#include "ui/session/editmessage.h"
#include "ui/widgets/messagebar.h"
#include "ui/window/dialogs.h"

namespace keydeck {

ImportOperations::ImportOperations(const Surroundings &surroundings, QObject *parent)
    : QObject(parent)
    , m_in(surroundings)
{ }

void ImportOperations::setSession(StoreSession *session)
{
    if (m_session)
        m_session->store().disconnect(this);
    delete m_dialog;
    m_command.reset();
    m_session = session;
    if (!session)
        return;
    connect(&session->store(), &StoreController::commandDone, this, &ImportOperations::noteDone);
    connect(
        &session->store(), &StoreController::commandFailed, this, &ImportOperations::noteFailed);
    connect(&session->store(), &StoreController::newsSeen, this,
        [this](const std::shared_ptr<const KeyRows> &rows, const StoreNews &news) {
            if (m_dialog && news.keys) // usage alone changes no verdict
                m_dialog->setStore(rows->keys);
        });
}

void ImportOperations::setLocked(const QString &reason)
{
    m_lock = reason;
    if (m_dialog)
        m_dialog->setLocked(reason);
}

void ImportOperations::import()
{
    if (!m_session || m_dialog)
        return;
    m_dialog = new ImportDialog(m_in.model.keys(), m_in.clock, &m_in.window);
    m_dialog->setLocked(m_lock);
    connect(m_dialog, &ImportDialog::fileWanted, this, [this] {
        m_in.dialogs.askImportToOpen(m_dialog, [dialog = m_dialog](const QString &path) {
            if (dialog)
                dialog->readFile(path);
        });
    });
    connect(m_dialog, &ImportDialog::importWanted, this, &ImportOperations::write);
    m_dialog->open();
}

void ImportOperations::write(const ImportDialog::Order &order)
{
    m_order = order;
    m_session->notes().prepare(
        [order, keys = m_in.model.keys()](const NotesFile &file) {
            return prepareImport(file, keys, *order.plan, order.source, order.isStopped);
        },
        [this](const Result<std::shared_ptr<PreparedEdit>> &edit) {
            if (!m_session || !m_dialog)
                return;
            if (!edit) {
                m_dialog->showFailure(edit.error());
                return;
            }
            m_saying = (*edit)->saying;
            m_command = CommandPointer(std::move((*edit)->command));
            m_session->store().run(m_command);
        });
}

void ImportOperations::noteDone(const CommandPointer &command, const EditOutcome &edit)
{
    if (command != m_command)
        return;
    m_command.reset();
    if (m_dialog)
        m_dialog->showDone();
    const ImportDialog::Order order = std::exchange(m_order, {});
    const ImportPlan &plan = *order.plan;
    m_in.messages.showMessage(editMessage(*m_session,
        {tr("Imported %1 from %2.").arg(keyCount(plan.good()), displayText(order.source)),
            m_saying},
        edit, [this] { Q_EMIT undoRequested(); }));
    std::vector<KeyRef> refs;
    for (const ImportedKey &each : plan.keys())
        refs.push_back({each.key.key, 0});
    Q_EMIT imported(refs);
    handOver(plan);
}

void ImportOperations::noteFailed(const CommandPointer &command, const Error &error)
{
    if (command != m_command)
        return;
    m_command.reset();
    m_order = {}; // its keys
    if (m_dialog)
        m_dialog->showFailure(error);
}

/// Of the keys that were made up here: the others are in the file.
void ImportOperations::handOver(const ImportPlan &plan)
{
    std::vector<NewKey> made;
    for (const PlannedKey &row : plan.rows) {
        if (!row.isBad() && row.isGenerated)
            made.push_back(row.key);
    }
    if (!made.empty())
        m_in.handOver.show(made, m_session->settings().gateway.baseUrl);
}

} // namespace keydeck
