// Create, edit, copy and delete, from the question to what came of it.
#pragma once

#include "ui/keys/bulkeditdialog.h"
#include "ui/session/storesession.h"

#include <QPointer>
#include <QSet>

namespace keydeck {

class ClipboardGuard;
class ConfirmDeleteDialog;
class CreateKeyDialog;
class EditKeyDialog;
class KeyHandOver;
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
        KeyHandOver &handOver;
        const Clock &clock;
    };

    explicit KeyOperations(const Surroundings &surroundings, QObject *parent = nullptr);

    /// nullptr: none is open. Dialogs of the last one close.
    void setSession(StoreSession *session);

    void create();
    /// A new one that starts out with the values of this.
    void duplicate(const KeyRef &ref);
    void edit(const KeyRef &ref);
    /// One of them in its own dialog, several in the one that changes the same fields of all.
    void edit(const std::vector<KeyRef> &refs);
    void copy(const KeyRef &ref);
    void remove(const std::vector<KeyRef> &refs);

    /// The model was refreshed: an open dialog hears of what became of its key.
    void followModel();

Q_SIGNALS:
    /// The person wants the edit back that was just made.
    void undoRequested();
    /// A key came into being: worth selecting.
    void created(const keydeck::KeyRef &ref);

private:
    using CommandPointer = std::shared_ptr<const Command>;

    [[nodiscard]] CreateKeyDialog *newDialog();
    void showDialog(KeyFormDialog *dialog);
    [[nodiscard]] BulkEditDialog::Subjects subjects(const std::vector<KeyRef> &refs) const;
    /// What somebody edited since the person saw it is a conflict, unless it is to go anyway.
    enum class Unseen
    {
        Conflict,
        GoesToo,
    };
    void removeNow(const std::vector<KeyRef> &refs, Unseen unseen);
    [[nodiscard]] std::vector<KeyRef> present(const std::vector<KeyRef> &refs) const;
    [[nodiscard]] QStringList questionLines() const;
    void run(const CommandPointer &command);
    void noteDone(const CommandPointer &command, const EditOutcome &edit);
    void noteFailed(const CommandPointer &command, const Error &error);
    void offerUndo(const QString &did, const EditOutcome &edit);
    void handOver();
    [[nodiscard]] QStringList knownModels() const;

    Surroundings m_in;
    QPointer<StoreSession> m_session;
    QPointer<KeyFormDialog> m_dialog;
    QSet<CommandPointer> m_running;
    CommandPointer m_dialogCommand;
    struct Question ///< whether several are to go
    {
        std::vector<KeyRef> refs;
        std::vector<int> rows; ///< of the keys as they were
        KeySet seen;
        QPointer<ConfirmDeleteDialog> dialog;
    };
    Question m_question;
    CommandPointer m_removal;
    std::vector<KeyRef> m_removing;
};

} // namespace keydeck
