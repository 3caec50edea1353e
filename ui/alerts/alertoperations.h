// Alerts, from what came up to the action that helps.
#pragma once

#include "ui/alerts/notifier.h"
#include "ui/session/storesession.h"

#include <QPointer>

namespace keydeck {

class MessageBar;

/// Shows the worst group of alerts that nobody has acknowledged in a bar of its own, and has the
/// desktop tell of those that come up while the window is open.
///
/// Thread: the GUI's. One session at a time.
class AlertOperations final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it. The bar is nobody else's.
    struct Surroundings
    {
        QWidget &window;
        MessageBar &bar;
        Notifier &notifier;
        const Clock &clock;
    };

    explicit AlertOperations(const Surroundings &surroundings, QObject *parent = nullptr);

    /// nullptr: none is open.
    void setSession(StoreSession *session);
    /// Whether the desktop tells; the bar does in any case.
    void setNotifying(bool notifying) { m_notifying = notifying; }

Q_SIGNALS:
    void editRequested(const keydeck::KeyRef &ref);
    void keyRequested(const keydeck::KeyRef &ref);
    void statusRequested(keydeck::KeyStatus status);
    void gatewayRequested();
    void healthRequested();
    void restoreRequested();

private:
    void update();
    void notify(const QList<AlertGroup> &fresh);
    [[nodiscard]] QString helpText(const AlertGroup &group) const;
    void help(const AlertGroup &group);
    void helpWithKind(AlertKind kind);

    Surroundings m_in;
    QPointer<StoreSession> m_session;
    bool m_notifying = true;
};

} // namespace keydeck
