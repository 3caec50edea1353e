// Import, from the question to what came of it.
#pragma once

#include "ui/import/importdialog.h"
#include "ui/session/storesession.h"

#include <QPointer>

namespace keydeck {

class KeyHandOver;
class Dialogs;
class KeyModel;
class MessageBar;

/// Asks with a dialog over the window, notes what is kept beside the store, runs the command
/// through the session's store, says in the message bar how it went, and hands new keys over.
///
/// Thread: the GUI's. One session at a time.
class ImportOperations final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    struct Surroundings
    {
        QWidget &window;
        Dialogs &dialogs;
        const KeyModel &model;
        MessageBar &messages;
        KeyHandOver &handOver;
        const Clock &clock;
    };

    explicit ImportOperations(const Surroundings &surroundings, QObject *parent = nullptr);

    /// nullptr: none is open. The dialog of the last one closes.
    void setSession(StoreSession *session);
    /// Why nothing can be edited; empty: it can.
    void setLocked(const QString &reason);

    void import();

Q_SIGNALS:
    /// The person wants the edit back that was just made.
    void undoRequested();
    /// Keys came into being: worth selecting.
    void imported(const std::vector<keydeck::KeyRef> &refs);

private:
    using CommandPointer = std::shared_ptr<const Command>;

    void write(const ImportDialog::Order &order);
    void noteDone(const CommandPointer &command, const EditOutcome &edit);
    void noteFailed(const CommandPointer &command, const Error &error);
    void handOver(const ImportPlan &plan);

    Surroundings m_in;
    QPointer<StoreSession> m_session;
    QPointer<ImportDialog> m_dialog;
    QString m_lock;
    ImportDialog::Order m_order; ///< that is being written
    QString m_saying; ///< what the person should hear of its notes
    CommandPointer m_command;
};

} // namespace keydeck
