// The bar above the pages: what is the matter with the open store as a whole.
#pragma once

#include "ui/session/storesession.h"

#include <QPointer>

namespace keydeck {

class MessageBar;

/// Says the most pressing of what is known, and nothing when there is nothing: that the store
/// cannot be read, that the gateway cannot use it, that it looks wiped, that its lock is held for
/// longer than the gateway waits, that it was opened read-only. Says it once, not with every look.
///
/// Thread: the GUI's. One session at a time.
class StoreBanner final : public QObject
{
    Q_OBJECT

public:
    /// The bar must outlive it, and is nobody else's.
    explicit StoreBanner(MessageBar &bar, QObject *parent = nullptr);

    /// nullptr: none is open.
    void setSession(StoreSession *session);

    /// Suspicious as long as the store looks wiped.
    [[nodiscard]] const Shrinkage &shrinkage() const { return m_shrinkage; }

    [[nodiscard]] static QString readOnlySentence();

Q_SIGNALS:
    void openAnotherRequested();
    void healthRequested();
    void restoreRequested();
    /// The store is to be taken for right as it is.
    void acceptRequested();

private:
    void update();
    [[nodiscard]] QString lockAlarm() const;
    [[nodiscard]] bool canRestore() const;

    MessageBar &m_bar;
    QPointer<StoreSession> m_session;
    bool m_isLoaded = false; ///< at least once
    QString m_failure; ///< of the last load
    QString m_problem; ///< of the store that was loaded
    Shrinkage m_shrinkage;
    LockReport m_lock;
};

} // namespace keydeck
