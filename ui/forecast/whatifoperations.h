// Trying another limit on the selected keys, and applying it, from the question to what came of it.
#pragma once

#include "core/forecast/limiteffect.h"
#include "ui/forecast/windowtrial.h"
#include "ui/session/storesession.h"

#include <QPointer>
#include <QThreadPool>

namespace keydeck {

class KeyModel;
class MessageBar;
class WhatIfDialog;

/// Reads the keys' histories through the session, makes the trial ready on a worker, runs the edit
/// through the session's store and says in the message bar how it went.
///
/// Thread: the GUI's. One session at a time. The destructor waits for what is under way.
class WhatIfOperations final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    struct Surroundings
    {
        QWidget &window;
        const KeyModel &model;
        MessageBar &messages;
        const Clock &clock;
    };

    explicit WhatIfOperations(const Surroundings &surroundings, QObject *parent = nullptr);
    ~WhatIfOperations() override;

    /// nullptr: none is open. The dialog of the last one closes.
    void setSession(StoreSession *session);

    /// Why no limit can be applied, empty when it can: the dialog opens all the same.
    void setLocked(const QString &reason);

    void tryLimit(const std::vector<KeyRef> &refs);
    /// One edit, whatever the number of keys.
    void apply(const std::vector<KeyRef> &refs, double limit);

Q_SIGNALS:
    /// The person wants the edit back that was just made.
    void undoRequested();

private:
    using CommandPointer = std::shared_ptr<const Command>;

    void readHistories(const std::vector<KeyRef> &refs);
    void makeTrial(const std::vector<KeyRef> &refs, const QHash<QString, KeyHistory> &histories);
    [[nodiscard]] QString labelOf(const std::vector<KeyRef> &refs) const;
    [[nodiscard]] OpenWindows openWindows(const std::vector<KeyRef> &refs) const;
    void followWindows(const std::vector<KeyRef> &refs);
    [[nodiscard]] double presentLimit(const std::vector<KeyRef> &refs) const;
    void noteDone(const CommandPointer &command, const EditOutcome &edit);
    void noteFailed(const CommandPointer &command, const Error &error);

    Surroundings m_in;
    QPointer<StoreSession> m_session;
    QPointer<WhatIfDialog> m_dialog;
    CommandPointer m_command; ///< under way
    QString m_lock;
    QString m_did; ///< what it does, as a sentence for afterwards
    QThreadPool m_worker;
};

} // namespace keydeck
