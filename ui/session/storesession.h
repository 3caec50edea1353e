// One open store: its controller, its gateway and its history.
#pragma once

#include "core/gateway/profilecolor.h"
#include "core/history/recorder.h"
#include "core/report/usagereport.h"
#include "ui/session/alertcontroller.h"
#include "ui/session/changescontroller.h"
#include "ui/session/gatewaycontroller.h"
#include "ui/session/notescontroller.h"
#include "ui/session/recenthours.h"
#include "ui/session/storecontroller.h"
#include "ui/session/storehealth.h"
#include "ui/session/usagewatch.h"

#include <QTimer>

namespace keydeck {

/// What the window is marked with while the store is open.
struct ProfileBadge
{
    QString name; ///< empty: no profile
    ProfileColor color = ProfileColor::None;
    QString id; ///< of the profile; empty where the mark is nobody's profile
};

/// Everything that is decided before a store is opened.
struct SessionSettings
{
    QString storePath;
    GatewaySettings gateway; ///< an empty base URL: none
    GatewayWatch watch;
    CacheSettings cache;
    QString historyDirectory; ///< empty: nothing is recorded
    EditSurroundings records; ///< without a folder there are no backups, and no undo
    LockSafeguards safeguards; ///< what takes our locks away when we die
    bool readOnly = false;
    bool isDemo = false;
    ProfileBadge profile;
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
    static constexpr int ManyKeys = 100;
    static constexpr qint64 LeastHistoryMs = 31LL * 24 * 60 * 60 * 1000;

    StoreSession(const SessionSettings &settings, const Clock &clock, QObject *parent = nullptr);

    void start();
    /// Empty for none.
    void followKey(const QString &key);
    /// What is known of each of the keys, for more than ManyKeys without samples and buckets;
    /// nothing where nothing is being recorded.
    [[nodiscard]] std::optional<QFuture<Result<QHash<QString, KeyHistory>>>> histories(
        const QStringList &keys);
    /// The source with its store's history, as far as it is known: for a report. What stands in
    /// the way is noted in it.
    [[nodiscard]] QFuture<ReportSource> fillReport(const ReportSpec &spec, ReportSource source);
    /// How far back its history is wanted; LeastHistoryMs at the least.
    void lookBack(qint64 lengthMs);
    /// Of all keys in that period, for as long as somebody looks at it; nothing: nobody does.
    void watchUsage(const std::optional<PeriodChoice> &choice);
    [[nodiscard]] bool isRecording() const { return m_recorder != nullptr; }

    [[nodiscard]] const SessionSettings &settings() const { return m_settings; }
    [[nodiscard]] StoreController &store() { return m_controller; }
    [[nodiscard]] ChangesController &changes() { return m_changes; }
    [[nodiscard]] NotesController &notes() { return m_notes; }
    [[nodiscard]] StoreHealth &health() { return m_health; }
    [[nodiscard]] GatewayController &gateway() { return m_gateway; }
    [[nodiscard]] AlertController &alerts() { return m_alerts; }

Q_SIGNALS:
    /// Of the followed key.
    void historyReady(const keydeck::KeyHistory &history);
    /// Of every key, from time to time.
    void dayCoursesReady(const keydeck::DayCourses &courses);
    /// What watchUsage() asked for, again whenever it changes.
    void usageReady(const keydeck::StoreUsageView &view);
    void usageFailed(const QString &message);
    void statsAnswered(const keydeck::StatsAnswer &answer);
    void historyFailed(const QString &message);
    /// What historyFailed() said with that sentence is over.
    void historyRecovered(const QString &message);

private:
    void feedAlerts();
    [[nodiscard]] QSet<QString> unsettledKeys() const;
    void keepHistory();
    void askHistory();
    void lookUpAgain();
    void noteLookUp(const QString &key, bool found);

    SessionSettings m_settings;
    const Clock &m_clock;
    KeyStore m_store;
    StoreEditor m_editor;
    StoreController m_controller;
    ChangesController m_changes;
    NotesController m_notes;
    StoreHealth m_health;
    GatewayController m_gateway;
    AlertController m_alerts;
    std::shared_ptr<const KeyRows> m_rows;
    std::unique_ptr<Recorder> m_recorder;
    std::unique_ptr<RecentHours> m_recentHours;
    std::unique_ptr<UsageWatch> m_usageWatch;
    QTimer m_historyPause;
    QTimer m_watching; ///< tells the history that the store is still looked at
    QTimer m_lookUp;
    QString m_followed;
    QString m_askFailure; ///< why its history could not be read
    qint64 m_historyLengthMs = LeastHistoryMs;
    LockReport m_lock; ///< as last seen
};

} // namespace keydeck
