// One open store: its controller, its gateway and its history.
#pragma once

#include "core/history/recorder.h"
#include "ui/session/changescontroller.h"
#include "ui/session/gatewaycontroller.h"
#include "ui/session/storecontroller.h"
#include "ui/session/storehealth.h"

#include <QTimer>

namespace keydeck {

/// Everything that is decided before a store is opened.
struct SessionSettings
{
    QString storePath;
    GatewaySettings gateway; ///< an empty base URL: none
    CacheSettings cache;
    QString historyDirectory; ///< empty: nothing is recorded
    EditSurroundings records; ///< without a folder there are no backups, and no undo
    LockSafeguards safeguards; ///< what takes our locks away when we die
    bool readOnly = false;
    bool isDemo = false;
};

/// Feeds every snapshot to the history, and follows the selected key: it is looked up as the
/// gateway would, only a key that the store has is asked for at the gateway, and its history comes
/// again whenever something was recorded, once a second at most.
///
/// Thread: the GUI's. The destructor waits for workers.
class StoreSession final : public QObject
{
    Q_OBJECT

public:
    StoreSession(const SessionSettings &settings, const Clock &clock, QObject *parent = nullptr);

    void start();
    /// Empty for none.
    void followKey(const QString &key);

    [[nodiscard]] const SessionSettings &settings() const { return m_settings; }
    [[nodiscard]] StoreController &store() { return m_controller; }
    [[nodiscard]] ChangesController &changes() { return m_changes; }
    [[nodiscard]] StoreHealth &health() { return m_health; }
    [[nodiscard]] GatewayController &gateway() { return m_gateway; }

Q_SIGNALS:
    /// Of the followed key.
    void historyReady(const keydeck::KeyHistory &history);
    void statsAnswered(const keydeck::StatsAnswer &answer);
    void historyFailed(const QString &message);

private:
    void askHistory();
    void lookUpAgain();
    void noteLookUp(const QString &key, bool found);

    SessionSettings m_settings;
    const Clock &m_clock;
    KeyStore m_store;
    StoreEditor m_editor;
    StoreController m_controller;
    ChangesController m_changes;
    StoreHealth m_health;
    GatewayController m_gateway;
    std::unique_ptr<Recorder> m_recorder;
    QTimer m_historyPause;
    QTimer m_lookUp;
    QString m_followed;
    LockReport m_lock; ///< as last seen
};

} // namespace keydeck
