// The window's last line: lock, store, gateway, cache and clipboard.
#pragma once

#include "ui/session/storesession.h"

#include <QWidget>

class QLabel;

namespace keydeck {

/// Each piece says in one or two words how things are, and the whole story in its tooltip.
class StatusLine final : public QWidget
{
    Q_OBJECT

public:
    explicit StatusLine(QWidget *parent = nullptr);

    /// nullptr: no store is open.
    void setSession(StoreSession *session);
    /// Counts the times on.
    void tick(qint64 nowMs);
    void showClipboard(int secondsLeft);

private:
    void say(QLabel *label, const QString &text, const QString &toolTip);
    void showLock();
    void showStore();
    void showGateway();
    void showCache();

    StoreSession *m_session = nullptr;
    LockReport m_lock;
    CacheStatistics m_cache;
    qint64 m_changedMs = 0; ///< of the store
    qint64 m_nowMs = 0;
    QLabel *m_lockLabel;
    QLabel *m_storeLabel;
    QLabel *m_gatewayLabel;
    QLabel *m_cacheLabel;
    QLabel *m_clipboardLabel;
};

} // namespace keydeck
