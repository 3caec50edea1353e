// Create, edit, copy, delete and undo, from the question to what came of it.
#pragma once

#include "core/command/restorekeys.h"
#include "ui/session/storesession.h"

#include <QPointer>

namespace keydeck {

class ClipboardGuard;
class EditKeyDialog;
class KeyFormDialog;
class KeyModel;
class MessageBar;

/// Asks with dialogs over the window, runs commands through the session's store and says in the
/// message bar how it went. Nothing is shown as done before the store took it.
///
/// Thread: the GUI's. One session at a time.
class KeyOperations final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    struct Surroundings
    {
        QWidget &window;
        const KeyModel &model;
        MessageBar &messages;
        ClipboardGuard &clipboard;
        const Clock &clock;
    };

    explicit KeyOperations(const Surroundings &surroundings, QObject *parent = nullptr);

    /// nullptr: none is open. Dialogs of the last one close.
    void setSession(StoreSession *session);

    void create();
    void edit(const KeyRef &ref);
    void copy(const KeyRef &ref);
    void remove(const std::vector<KeyRef> &refs);
    void undoRemove();
    [[nodiscard]] bool canUndoRemove() const { return !m_removed.empty(); }

    /// The model was refreshed: an open dialog hears of what became of its key.
    void followModel();

Q_SIGNALS:
    void undoChanged();
    /// A key came into being: worth selecting.
    void created(const keydeck::KeyRef &ref);

private:
    using CommandPointer = std::shared_ptr<const Command>;

    void showDialog(KeyFormDialog *dialog);
    void removeNow(const std::vector<KeyRef> &refs);
    void noteDone(const CommandPointer &command, const AppliedEdit &edit);
    void noteFailed(const CommandPointer &command, const Error &error);
    void noteRemoved(const AppliedEdit &edit);
    void noteRestored();
    void handOver();
    [[nodiscard]] QStringList knownModels() const;
    [[nodiscard]] QString nameOf(const std::vector<RestoreKeys::Removed> &keys) const;

    Surroundings m_in;
    QPointer<StoreSession> m_session;
    QPointer<KeyFormDialog> m_dialog;
    CommandPointer m_dialogCommand;
    CommandPointer m_removal;
    std::vector<KeyRef> m_removing;
    CommandPointer m_restoration;
    std::vector<RestoreKeys::Removed> m_removed; ///< what undo would bring back
};

} // namespace keydeck
