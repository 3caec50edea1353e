// Fixing what the Health page shows, from the preview to what came of it.
#pragma once

#include "ui/session/storesession.h"
#include "ui/widgets/messagebar.h"

#include <QPointer>
#include <QTimer>

namespace keydeck {

class FixDialog;
class HealthPage;

/// Looks at the store every few seconds while the page is seen, shows before each edit what it
/// changes, has the session make it, and says in the message bar how it went.
///
/// Thread: the GUI's. One session at a time.
class FixOperations final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    struct Surroundings
    {
        QWidget &window;
        HealthPage &page;
        MessageBar &messages;
    };

    explicit FixOperations(const Surroundings &surroundings, QObject *parent = nullptr);

    /// nullptr: none is open. The dialog of the last one closes.
    void setSession(StoreSession *session);

    void fix(const FixScope &scope);
    void fixStore(const StoreFinding &finding);

Q_SIGNALS:
    /// The person wants the edit back that was just made.
    void undoRequested();

private:
    using CommandPointer = std::shared_ptr<const Command>;

    void look();
    [[nodiscard]] bool isAsking() const;
    void ask(FixDialog *dialog);
    void askToFix(const std::shared_ptr<const FixPreview> &preview);
    void askToRepair();
    void run(const CommandPointer &command);
    void noteDone(const CommandPointer &command, const EditOutcome &edit);
    void noteFixed(qsizetype changes, qsizetype keys);
    void noteFailed(const Error &error);
    void noteMended(const StoreMending &mending);
    void note(const QString &text, const QList<MessageBar::Action> &actions);

    Surroundings m_in;
    QPointer<StoreSession> m_session;
    QPointer<FixDialog> m_dialog;
    CommandPointer m_command; ///< under way
    std::shared_ptr<const FixPreview> m_fixes; ///< what it was asked for; nothing: a repair
    QStringList m_notes; ///< of the last edit
    KeySet m_keys; ///< as last loaded
    QTimer m_again;
};

} // namespace keydeck
