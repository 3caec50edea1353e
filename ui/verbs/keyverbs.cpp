#include "ui/verbs/keyverbs.h"

#include "core/base/format.h"
#include "core/command/renewkeys.h"
#include "core/command/resetwindows.h"
#include "core/command/resumekeys.h"
#include "core/notes/rotating.h"
#include "core/notes/suspension.h"
#include "ui/keys/keyhandover.h"
#include "ui/keys/keymodel.h"
#include "ui/keys/keytext.h"
#include "ui/session/editmessage.h"
#include "ui/verbs/notesdialog.h"
#include "ui/verbs/rotatedialog.h"
#include "ui/widgets/messagebar.h"

#include <QSet>

namespace keydeck {

namespace {

/// The new key with what a rotation takes over. A limit that is no number limits nothing: -1.
NewKey takenOver(const ApiKey &old, const QString &key)
{
    const double limit = old.value(KeyField::TokenLimitPer5h).toNumber();
    return {key, old.name(), hasOwnModel(old) ? effectiveModel(old) : QString(),
        limit >= 0 ? qint64(limit) : -1, old.value(KeyField::ExpiryDate).toString(), {}};
}

} // namespace

KeyVerbs::KeyVerbs(const Surroundings &surroundings, QObject *parent)
    : QObject(parent)
    , m_in(surroundings)
{ }

void KeyVerbs::setSession(StoreSession *session)
{
    if (m_session)
        m_session->store().disconnect(this);
    delete m_rotating;
    delete m_noting;
    m_under.clear();
    m_session = session;
    if (!session)
        return;
    connect(&session->store(), &StoreController::commandDone, this, &KeyVerbs::noteDone);
    connect(&session->store(), &StoreController::commandFailed, this, &KeyVerbs::noteFailed);
    connect(&session->notes(), &NotesController::failed, this, [this](const QString &message) {
        m_in.messages.showMessage({theme::Role::Warning, message, {}, 0, true});
    });
}

Selection KeyVerbs::selectionOf(const std::vector<KeyRef> &refs) const
{
    const RecordFinder finder(m_in.model.keys(), refs.size());
    Selection selected;
    for (const KeyRef &ref : refs) {
        if (const qsizetype index = finder.indexOf(ref); index >= 0)
            selected.push_back(index);
    }
    return selected;
}

QString KeyVerbs::labelOf(const std::vector<KeyRef> &refs) const
{
    const int row = refs.size() == 1 ? m_in.model.rowOf(refs.front()) : -1;
    return row < 0 ? keyCount(qsizetype(refs.size()))
                   : recordLabel(m_in.model.keyAt(row).name(), refs.front().key);
}

QString KeyVerbs::suspendBlock(const std::vector<KeyRef> &refs) const
{
    if (!m_session || refs.size() != 1)
        return {};
    const int row = m_in.model.rowOf(refs.front());
    if (row < 0)
        return {};
    if (isSuspended(m_session->notes().notes(), m_in.model.keyAt(row)))
        return tr("This key is suspended: resume it.");
    return isKeyExpired(m_in.model.keyAt(row), m_in.clock.nowMs())
        ? tr("This key has expired already.")
        : QString();
}

/// The digest that finds a key's note is made for expired keys alone.
std::vector<KeyRef> KeyVerbs::suspendedOf(const std::vector<KeyRef> &refs) const
{
    std::vector<KeyRef> suspended;
    if (!m_session || m_session->notes().notes().isEmpty())
        return suspended;
    const KeyNotes &notes = m_session->notes().notes();
    const qint64 now = m_in.clock.nowMs();
    for (const int row : m_in.model.rowsOf(refs)) {
        if (row < 0 || !isKeyExpired(m_in.model.keyAt(row), now))
            continue;
        if (isSuspended(notes, m_in.model.keyAt(row)))
            suspended.push_back(m_in.model.refAt(row));
    }
    return suspended;
}

QString KeyVerbs::resumeBlock(const std::vector<KeyRef> &refs) const
{
    return suspendedOf(refs).empty() ? tr("None of these keys is suspended.") : QString();
}

void KeyVerbs::suspend(const std::vector<KeyRef> &refs)
{
    if (!m_session)
        return;
    runPrepared([keys = m_in.model.keys(), selected = selectionOf(refs), now = m_in.clock.nowMs()](
                    const NotesFile &file) { return prepareSuspension(file, keys, selected, now); },
        {tr("Suspended %1: the gateway answers 403. Resume gives the old expiry back.")
                .arg(labelOf(refs)),
            {}});
}

void KeyVerbs::resume(const std::vector<KeyRef> &refs)
{
    if (!m_session)
        return;
    const std::vector<KeyRef> suspended = suspendedOf(refs);
    auto command = prepareResumption(
        m_session->notes().notes(), m_in.model.keys(), selectionOf(suspended), m_in.clock.nowMs());
    if (!command)
        showFailure(command.error());
    else
        run(CommandPointer(std::move(*command)), {tr("Resumed %1.").arg(labelOf(suspended)), {}});
}

void KeyVerbs::renew(const std::vector<KeyRef> &refs, RenewalStep step)
{
    if (!m_session)
        return;
    const Selection selected = selectionOf(refs);
    if (const auto free
        = checkNoneSuspended(m_session->notes().notes(), m_in.model.keys(), selected);
        !free) {
        showFailure(free.error());
        return;
    }
    run(std::make_shared<RenewKeys>(
            targetsOf(m_in.model.keys(), selected), step, m_in.clock.nowMs()),
        {tr("Renewed %1.").arg(labelOf(refs)), {}});
}

void KeyVerbs::resetWindows(const std::vector<KeyRef> &refs)
{
    if (!m_session)
        return;
    run(std::make_shared<ResetWindows>(
            targetsOf(m_in.model.keys(), selectionOf(refs)), m_in.clock.nowMs()),
        {tr("Reset the window of %1: all of the limit is free again. The history keeps what was "
            "used.")
                .arg(labelOf(refs)),
            {}});
}

void KeyVerbs::rotate(const KeyRef &ref)
{
    const int row = m_in.model.rowOf(ref);
    if (!m_session || m_rotating || row < 0)
        return;
    m_rotating = new RotateDialog(m_in.model.keyAt(row), m_in.clock, &m_in.window);
    connect(m_rotating, &RotateDialog::rotateRequested, this,
        [this, ref](qint64 graceEndsMs) { startRotation(ref, graceEndsMs); });
    m_rotating->open();
}

void KeyVerbs::startRotation(const KeyRef &ref, qint64 graceEndsMs)
{
    const Selection selected = selectionOf({ref});
    const KeySet keys = m_in.model.keys();
    if (!m_session || selected.empty()) {
        showFailure({ErrorCode::NotFound, tr("This key is not in the store any more.")});
        return;
    }
    const Target target{ref, keys.at(selected.front()).name()};
    const RotateKey::Rotation rotation{
        target, successorOf(ref.key), m_in.clock.nowMs(), graceEndsMs};
    const NewKey successor = takenOver(keys.at(selected.front()), rotation.key);
    const QString until = graceEndsMs <= rotation.nowMs
        ? tr("The old key has expired.")
        : tr("The old key stays valid until %1 at most.").arg(formatExact(graceEndsMs));
    runPrepared(
        [keys, rotation](const NotesFile &file) { return prepareRotation(file, keys, rotation); },
        {tr("Rotated %1. %2").arg(target.label(), until), {},
            [this, successor] { handOver(successor); }});
}

void KeyVerbs::handOver(const NewKey &key)
{
    if (m_rotating)
        m_rotating->showDone();
    Q_EMIT created({key.key, 0});
    m_in.handOver.show({key}, m_session->settings().gateway.baseUrl);
}

void KeyVerbs::editNotes(const std::vector<KeyRef> &refs)
{
    if (!m_session || m_noting || refs.empty())
        return;
    QSet<QString> keys;
    QList<KeyNote> notes;
    for (const KeyRef &ref : refs) {
        if (keys.contains(ref.key))
            continue;
        keys.insert(ref.key);
        notes.append(m_session->notes().notes().noteOf(ref.key));
    }
    m_noting = new NotesDialog(labelOf(refs), notes, &m_in.window);
    connect(m_noting, &NotesDialog::saveRequested, this, [this, keys](const NoteEdit &edit) {
        m_session->notes().change(
            [keys, edit](NotesDraft &draft) -> Result<> {
                for (const QString &key : keys)
                    draft.setNote(key, edit.applied(draft.noteOf(key)));
                return {};
            },
            [this](const Result<QString> &saying) {
                if (m_noting && !saying)
                    m_noting->showFailure(saying.error());
                else if (m_noting)
                    m_noting->accept();
                if (saying && !saying->isEmpty())
                    m_in.messages.showMessage({theme::Role::Warning, *saying, {}, 0, true});
            });
    });
    m_noting->open();
}

void KeyVerbs::run(const CommandPointer &command, Under under)
{
    m_under.insert(command, std::move(under));
    m_session->store().run(command);
}

void KeyVerbs::runPrepared(NotesController::Preparation work, Under under)
{
    m_session->notes().prepare(std::move(work),
        [this, under = std::move(under)](const Result<std::shared_ptr<PreparedEdit>> &edit) {
            if (!m_session)
                return;
            if (!edit) {
                showFailure(edit.error());
                return;
            }
            Under spoken = under;
            spoken.saying = (*edit)->saying;
            run(CommandPointer(std::move((*edit)->command)), std::move(spoken));
        });
}

void KeyVerbs::noteDone(const CommandPointer &command, const EditOutcome &edit)
{
    if (!m_under.contains(command))
        return;
    const Under under = m_under.take(command);
    m_in.messages.showMessage(editMessage(
        *m_session, {under.did, under.saying}, edit, [this] { Q_EMIT undoRequested(); }));
    if (under.then)
        under.then();
}

void KeyVerbs::noteFailed(const CommandPointer &command, const Error &error)
{
    if (m_under.remove(command))
        showFailure(error);
}

void KeyVerbs::showFailure(const Error &error)
{
    if (m_rotating)
        m_rotating->showFailure(error);
    else
        m_in.messages.showMessage({theme::Role::Danger, error.message, {}, 0, true});
}

} // namespace keydeck
