#include "ui/health/fixoperations.h"

#include "core/base/format.h"
#include "core/command/fixfindings.h"
#include "core/command/repairstore.h"
#include "ui/health/fixdialog.h"
#include "ui/health/healthpage.h"
#include "ui/health/storefindingscard.h"
#include "ui/keys/keytext.h"

namespace keydeck {

namespace {

constexpr int LookEveryMs = 3000;
constexpr int UndoOfferMs = 30'000;
constexpr int NoteMs = 8000;

QString changeText(qsizetype count)
{
    return count == 1 ? FixOperations::tr("1 change")
                      : FixOperations::tr("%1 changes").arg(formatCount(double(count)));
}

std::vector<FixRow> repairRows(const QList<StoreFinding> &findings)
{
    std::vector<FixRow> rows;
    for (const StoreFinding &each : findings)
        rows.push_back({{}, {}, each.finding.message, each.remedy, {}});
    return rows;
}

} // namespace

FixOperations::FixOperations(const Surroundings &surroundings, QObject *parent)
    : QObject(parent)
    , m_in(surroundings)
{
    m_again.setInterval(LookEveryMs);
    connect(&m_again, &QTimer::timeout, this, &FixOperations::look);
    connect(&m_in.page, &HealthPage::shown, this, &FixOperations::look);
    connect(&m_in.page, &HealthPage::fixRequested, this, &FixOperations::fix);
    connect(&m_in.page.storeFindings(), &StoreFindingsCard::fixRequested, this,
        &FixOperations::fixStore);
}

void FixOperations::setSession(StoreSession *session)
{
    if (m_session) {
        m_session->store().disconnect(this);
        m_session->health().disconnect(this);
    }
    if (m_dialog)
        m_dialog->close();
    m_session = session;
    m_command.reset();
    m_keys = {};
    m_in.page.storeFindings().showFindings({});
    m_again.stop();
    if (!session)
        return;
    m_again.start();
    connect(&session->store(), &StoreController::loaded, this,
        [this](const std::shared_ptr<const KeyRows> &rows) {
            m_keys = rows->keys;
            look();
        });
    connect(&session->store(), &StoreController::commandDone, this, &FixOperations::noteDone);
    connect(&session->store(), &StoreController::commandFailed, this,
        [this](const CommandPointer &command, const Error &error) {
            if (command == m_command)
                noteFailed(error);
        });
    StoreHealth &health = session->health();
    connect(&health, &StoreHealth::looked, &m_in.page.storeFindings(),
        &StoreFindingsCard::showFindings);
    connect(&health, &StoreHealth::previewed, this, &FixOperations::askToFix);
    connect(&health, &StoreHealth::tallied, this, &FixOperations::noteFixed);
    connect(&health, &StoreHealth::mended, this, &FixOperations::noteMended);
    connect(&health, &StoreHealth::accessGivenBack, this,
        [this] { note(tr("Others have their access to the store again."), {}); });
    connect(&health, &StoreHealth::failed, this, &FixOperations::noteFailed);
}

void FixOperations::look()
{
    if (m_session && m_in.page.isVisible() && m_keys.identity().exists())
        m_session->health().look(m_keys);
}

bool FixOperations::isAsking() const
{
    return m_dialog;
}

void FixOperations::ask(FixDialog *dialog)
{
    m_dialog = dialog;
    // One that was closed goes a little later; one that is hidden with the window is still open.
    connect(dialog, &QDialog::finished, this, [this] { m_dialog = nullptr; });
    dialog->open();
}

void FixOperations::fix(const FixScope &scope)
{
    if (m_session && !isAsking())
        m_session->health().preview(m_keys, scope);
}

void FixOperations::fixStore(const StoreFinding &finding)
{
    if (!m_session || isAsking())
        return;
    if (finding.fix == StoreFix::Repair)
        askToRepair();
    else
        m_session->health().mend(finding, m_keys);
}

void FixOperations::askToFix(const std::shared_ptr<const FixPreview> &preview)
{
    if (isAsking())
        return; // asked for twice
    const qsizetype count = changeCount(preview->plan);
    if (count == 0) {
        note(tr("There is nothing to fix any more."), {});
        return;
    }
    const QString changes = changeText(count);
    auto *dialog = new FixDialog(
        {tr("Make %1 in %2?").arg(changes, keyCount(qsizetype(preview->plan.size()))),
            tr("They are worked out again on the store as it is then, and made in one write. Usage "
               "is never lost."),
            tr("&Make %1").arg(changes)},
        fixRows(preview->keys, preview->plan), &m_in.window);
    connect(dialog, &QDialog::accepted, this, [this, preview] {
        m_fixes = preview;
        run(std::make_shared<FixFindings>(preview->scope, preview->settings));
    });
    ask(dialog);
}

void FixOperations::askToRepair()
{
    auto *dialog
        = new FixDialog({tr("Repair the store?"),
                            tr("Everything else in it stays as it is, byte for byte, and no "
                               "record is lost."),
                            tr("&Repair the store")},
            repairRows(lintContent(m_keys)), &m_in.window);
    connect(dialog, &QDialog::accepted, this, [this] {
        m_fixes.reset();
        run(std::make_shared<RepairStore>());
    });
    ask(dialog);
}

void FixOperations::run(const CommandPointer &command)
{
    if (!m_session)
        return;
    m_command = command;
    m_session->store().run(command);
}

void FixOperations::noteDone(const CommandPointer &command, const EditOutcome &edit)
{
    if (command != m_command)
        return;
    m_command.reset();
    m_notes = edit.notes;
    if (!edit.written)
        note(tr("There was nothing to fix any more."), {});
    else if (m_fixes)
        m_session->health().tally(edit.before, m_fixes->scope, m_fixes->settings);
    else
        note(tr("The store is repaired: the gateway reads %1 in it.")
                 .arg(keyCount(edit.keys.size())),
            {});
}

void FixOperations::noteFixed(qsizetype changes, qsizetype keys)
{
    const QString did = tr("Made %1 in %2.").arg(changeText(changes), keyCount(keys));
    QList<MessageBar::Action> actions;
    if (!m_session->settings().records.folder.isEmpty())
        actions.append({tr("Undo"), [this] { Q_EMIT undoRequested(); }});
    note((QStringList{did} + m_notes).join(u' '), actions);
}

void FixOperations::noteFailed(const Error &error)
{
    m_command.reset();
    m_in.messages.showMessage({theme::Role::Danger, error.message, {}, 0, true});
}

void FixOperations::noteMended(const StoreMending &mending)
{
    if (!mending.modeBefore) {
        note(mending.done, {});
        return;
    }
    note(mending.done, {{tr("Undo"), [this, mode = *mending.modeBefore] {
                             if (m_session)
                                 m_session->health().giveAccessBack(mode, m_keys);
                         }}});
}

void FixOperations::note(const QString &text, const QList<MessageBar::Action> &actions)
{
    m_in.messages.showMessage(
        {theme::Role::Ok, text, actions, actions.isEmpty() ? NoteMs : UndoOfferMs, true});
}

} // namespace keydeck
