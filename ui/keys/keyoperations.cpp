#include "ui/keys/keyoperations.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/command/recordfinder.h"
#include "core/command/removal.h"
#include "core/command/removekeys.h"
#include "ui/keys/confirmdeletedialog.h"
#include "ui/keys/createkeydialog.h"
#include "ui/keys/editkeydialog.h"
#include "ui/keys/keyhandover.h"
#include "ui/keys/keymodel.h"
#include "ui/keys/keytext.h"
#include "ui/session/editmessage.h"
#include "ui/widgets/clipboardguard.h"
#include "ui/widgets/messagebar.h"

namespace keydeck {

namespace {

/// "“Alice”", or how many keys an edit touched.
QString subjectOf(const EditOutcome &edit)
{
    const ChangeSet changes = changesBetween(edit.before, edit.keys);
    return changes.size() == 1 ? recordLabel(changes[0].name, changes[0].ref.key)
                               : keyCount(qsizetype(changes.size()));
}

} // namespace

KeyOperations::KeyOperations(const Surroundings &surroundings, QObject *parent)
    : QObject(parent)
    , m_in(surroundings)
{ }

void KeyOperations::setSession(StoreSession *session)
{
    if (m_session)
        m_session->store().disconnect(this);
    if (m_dialog)
        m_dialog->close();
    if (m_question.dialog)
        m_question.dialog->close();
    m_running.clear();
    m_session = session;
    if (!session)
        return;
    connect(&session->store(), &StoreController::commandDone, this, &KeyOperations::noteDone);
    connect(&session->store(), &StoreController::commandFailed, this, &KeyOperations::noteFailed);
}

CreateKeyDialog *KeyOperations::newDialog()
{
    const auto isKnown = [&model = m_in.model](const QString &key) {
        return model.rowOf({key, 0}) >= 0;
    };
    return new CreateKeyDialog(knownModels(), isKnown, m_in.clock, &m_in.window);
}

void KeyOperations::create()
{
    if (m_session && !m_dialog)
        showDialog(newDialog());
}

void KeyOperations::duplicate(const KeyRef &ref)
{
    const int row = m_in.model.rowOf(ref);
    if (!m_session || m_dialog || row < 0)
        return;
    CreateKeyDialog *dialog = newDialog();
    dialog->startFrom(m_in.model.keyAt(row));
    showDialog(dialog);
}

void KeyOperations::edit(const KeyRef &ref)
{
    const int row = m_in.model.rowOf(ref);
    if (!m_session || m_dialog || row < 0)
        return;
    showDialog(
        new EditKeyDialog({ref, m_in.model.keyAt(row)}, knownModels(), m_in.clock, &m_in.window));
}

void KeyOperations::edit(const std::vector<KeyRef> &refs)
{
    if (refs.size() == 1)
        edit(refs.front());
    else if (m_session && !m_dialog && !refs.empty())
        showDialog(new BulkEditDialog(subjects(refs), knownModels(), m_in.clock, &m_in.window));
}

BulkEditDialog::Subjects KeyOperations::subjects(const std::vector<KeyRef> &refs) const
{
    BulkEditDialog::Subjects subjects{{}, {{}, 0, m_in.clock.nowMs()}};
    for (const int row : m_in.model.rowsOf(refs)) {
        if (row < 0)
            continue;
        const KeyRef ref = m_in.model.refAt(row);
        subjects.records.push_back({ref, m_in.model.keyAt(row)});
        if (ref.occurrence == 0) // the gateway uses no other
            subjects.open.add(m_in.model.stateAt(row));
    }
    return subjects;
}

void KeyOperations::showDialog(KeyFormDialog *dialog)
{
    m_dialog = dialog;
    connect(dialog, &KeyFormDialog::submitted, this, [this](const CommandPointer &command) {
        if (!m_session)
            return;
        m_dialogCommand = command;
        run(command);
    });
    dialog->open();
}

void KeyOperations::copy(const KeyRef &ref)
{
    m_in.clipboard.copy(ref.key);
}

void KeyOperations::remove(const std::vector<KeyRef> &refs)
{
    if (!m_session || refs.empty())
        return;
    if (refs.size() == 1) {
        removeNow(refs, Unseen::Conflict);
        return;
    }
    const std::vector<KeyRef> asked = present(refs);
    m_question = {asked, m_in.model.rowsOf(asked), m_in.model.keys(), {}};
    m_question.dialog = new ConfirmDeleteDialog(questionLines(), &m_in.window);
    connect(m_question.dialog, &QDialog::accepted, this, [this, asked] {
        const std::vector<KeyRef> left = present(asked);
        if (!left.empty())
            removeNow(left, Unseen::Conflict);
    });
    m_question.dialog->open();
}

std::vector<KeyRef> KeyOperations::present(const std::vector<KeyRef> &refs) const
{
    std::vector<KeyRef> left;
    for (const int row : m_in.model.rowsOf(refs)) {
        if (row >= 0)
            left.push_back(m_in.model.refAt(row));
    }
    return left;
}

/// A line for each key that is still there, which says where it is not as it was.
QStringList KeyOperations::questionLines() const
{
    QStringList lines;
    const auto rows = m_in.model.rowsOf(m_question.refs);
    for (size_t i = 0; i < rows.size(); ++i) {
        if (rows[i] < 0)
            continue;
        const ApiKey now = m_in.model.keyAt(rows[i]);
        QString line = QStringLiteral("%1   %2").arg(
            displayName(now), maskedKey(m_in.model.refAt(rows[i]).key));
        if (const ApiKey seen = m_question.seen.at(m_question.rows[i]); seen.text() != now.text()) {
            const QString change = changeSince(recordLabel(seen.name(), seen.key()), seen, now);
            line += change.isEmpty() ? QString() : QStringLiteral("   (%1)").arg(change);
        }
        lines.append(line);
    }
    return lines;
}

void KeyOperations::removeNow(const std::vector<KeyRef> &refs, Unseen unseen)
{
    if (!m_session)
        return;
    m_removing = refs;
    std::vector<ApiKey> seen;
    for (const int row : m_in.model.rowsOf(refs)) {
        if (row >= 0)
            seen.push_back(m_in.model.keyAt(row).detached());
    }
    const bool sawAll = seen.size() == refs.size();
    if (unseen == Unseen::Conflict && sawAll)
        m_removal = std::make_shared<RemoveKeys>(refs, std::move(seen));
    else
        m_removal = std::make_shared<RemoveKeys>(
            refs, sawAll && refs.size() == 1 ? seen.front().name() : QString());
    run(m_removal);
}

void KeyOperations::followModel()
{
    if (m_question.dialog && m_in.model.keys().isEditable())
        m_question.dialog->follow(questionLines());
    if (auto *many = qobject_cast<BulkEditDialog *>(m_dialog.data()))
        many->follow(subjects(many->refs()));
    auto *editing = qobject_cast<EditKeyDialog *>(m_dialog.data());
    if (!editing)
        return;
    const int row = m_in.model.rowOf(editing->ref());
    if (row >= 0)
        editing->followRecord(m_in.model.keyAt(row));
    else
        editing->noteGone();
}

void KeyOperations::run(const CommandPointer &command)
{
    m_running.insert(command);
    m_session->store().run(command);
}

void KeyOperations::noteDone(const CommandPointer &command, const EditOutcome &edit)
{
    m_running.remove(command);
    if (command == m_removal) {
        offerUndo(tr("Deleted %1.").arg(subjectOf(edit)), edit);
    } else if (command == m_dialogCommand && m_dialog) {
        m_dialog->showDone();
        if (qobject_cast<CreateKeyDialog *>(m_dialog.data()))
            handOver();
        else if (edit.written)
            offerUndo(tr("Changed %1.").arg(subjectOf(edit)), edit);
    }
}

void KeyOperations::noteFailed(const CommandPointer &command, const Error &error)
{
    if (!m_running.remove(command))
        return; // whoever ran it says so
    if (command == m_dialogCommand && m_dialog) {
        m_dialog->showFailure(error);
        return;
    }
    QList<MessageBar::Action> actions;
    if (command == m_removal && error.code == ErrorCode::Conflict)
        actions.append({tr("Delete anyway"), [this] {
                            const std::vector<KeyRef> left = present(m_removing);
                            removeNow(left.empty() ? m_removing : left, Unseen::GoesToo);
                        }});
    m_in.messages.showMessage({theme::Role::Danger, error.message, actions, 0, true});
}

void KeyOperations::offerUndo(const QString &did, const EditOutcome &edit)
{
    m_in.messages.showMessage(
        editMessage(*m_session, {did}, edit, [this] { Q_EMIT undoRequested(); }));
}

void KeyOperations::handOver()
{
    const std::vector<NewKey> &keys = qobject_cast<CreateKeyDialog *>(m_dialog.data())->newKeys();
    Q_EMIT created({keys.front().key, 0});
    m_in.handOver.show(keys, m_session->settings().gateway.baseUrl);
}

QStringList KeyOperations::knownModels() const
{
    QSet<QString> models;
    for (int row = 0; row < m_in.model.rowCount(); ++row)
        models.insert(effectiveModel(m_in.model.keyAt(row)));
    QStringList sorted(models.begin(), models.end());
    sorted.sort();
    return sorted;
}

} // namespace keydeck
