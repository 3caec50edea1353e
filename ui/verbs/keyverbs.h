// Suspend, resume, renew, rotate, reset: what is done to keys besides editing their fields.
#pragma once

#include "core/rules/renewal.h"
#include "core/store/keycodec.h"
#include "ui/session/storesession.h"

#include <QHash>
#include <QPointer>

#include <functional>

namespace keydeck {

class KeyHandOver;
class KeyModel;
class MessageBar;
class NotesDialog;
class RotateDialog;

/// Each acts on the selected keys in one write, says in the message bar what came of it, and can be
/// undone there. Nothing is shown as done before the store took it.
///
/// Thread: the GUI's. One session at a time.
class KeyVerbs final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    struct Surroundings
    {
        QWidget &window;
        const KeyModel &model;
        MessageBar &messages;
        KeyHandOver &handOver;
        const Clock &clock;
    };

    explicit KeyVerbs(const Surroundings &surroundings, QObject *parent = nullptr);

    /// nullptr: none is open. Dialogs of the last one close.
    void setSession(StoreSession *session);

    void suspend(const std::vector<KeyRef> &refs);
    void resume(const std::vector<KeyRef> &refs);
    void renew(const std::vector<KeyRef> &refs, RenewalStep step);
    void resetWindows(const std::vector<KeyRef> &refs);
    /// Asks how long the old key stays valid beside the new one, and hands the new one over.
    void rotate(const KeyRef &ref);
    /// Tags, note, owner and contact.
    void editNotes(const std::vector<KeyRef> &refs);

    /// Why these cannot be suspended or resumed, as far as it is known beforehand; empty: they can.
    [[nodiscard]] QString suspendBlock(const std::vector<KeyRef> &refs) const;
    [[nodiscard]] QString resumeBlock(const std::vector<KeyRef> &refs) const;

Q_SIGNALS:
    /// The person wants the edit back that was just made.
    void undoRequested();
    /// A key came into being: worth selecting.
    void created(const keydeck::KeyRef &ref);

private:
    using CommandPointer = std::shared_ptr<const Command>;
    /// What to say and do once the store took a command.
    struct Under
    {
        QString did; ///< a sentence
        QString saying; ///< what is to be heard besides; empty: nothing
        std::function<void()> then = {};
    };

    void run(const CommandPointer &command, Under under);
    void runPrepared(NotesController::Preparation work, Under under);
    void noteDone(const CommandPointer &command, const EditOutcome &edit);
    void noteFailed(const CommandPointer &command, const Error &error);
    void showFailure(const Error &error);
    void startRotation(const KeyRef &ref, qint64 graceEndsMs);
    void handOver(const NewKey &key);
    /// Those of them that are suspended.
    [[nodiscard]] std::vector<KeyRef> suspendedOf(const std::vector<KeyRef> &refs) const;
    [[nodiscard]] Selection selectionOf(const std::vector<KeyRef> &refs) const;
    [[nodiscard]] QString labelOf(const std::vector<KeyRef> &refs) const;

    Surroundings m_in;
    QPointer<StoreSession> m_session;
    QPointer<RotateDialog> m_rotating;
    QPointer<NotesDialog> m_noting;
    QHash<CommandPointer, Under> m_under; ///< commands that are under way
};

} // namespace keydeck
