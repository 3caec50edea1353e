// Records the usage of one store for as long as it runs.
#pragma once

#include "app/keydeckctl/statsrun.h"
#include "core/history/usagehistory.h"
#include "core/store/keystore.h"
#include "core/store/storewatcher.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <memory>

namespace keydeck {

/// Reads the store whenever it changes, and every intervalMs besides, without its lock; what it
/// reads goes to the history. What fails is said once, and tried again with the next look.
///
/// With a gateway, the keys whose usage moved since the last look are asked for at /stats, one a
/// second: those that somebody uses anyway, so that no cache entry is kept alive by us.
///
/// Thread: the one it lives in, which needs an event loop.
class RecordRun final : public QObject
{
    Q_OBJECT

public:
    struct Settings
    {
        UsageHistory::Location location;
        qint64 intervalMs = 60'000;
        StatsClient *gateway = nullptr; ///< outlives the run; nullptr: none
    };

    RecordRun(Settings settings, KeyStore &store, const Clock &clock, QObject *parent = nullptr);

    void start();

    /// One look: how many keys were recorded.
    [[nodiscard]] Result<qsizetype> look();
    /// Empty until the history was opened.
    [[nodiscard]] QString databasePath() const;

Q_SIGNALS:
    /// A sentence for a person, each once.
    void said(const QString &sentence);

private:
    [[nodiscard]] Result<> open();
    void lookAndSay();
    void sayNotice();
    void say(const QString &sentence);
    void askGateway(const KeySet &before, const KeySet &now);
    void noteStats(const QString &key, const StatsAnswer &answer);

    Settings m_settings;
    KeyStore &m_store;
    const Clock &m_clock;
    std::unique_ptr<UsageHistory> m_history;
    KeySet m_last;
    StoreWatcher m_watcher;
    QTimer m_interval;
    std::unique_ptr<StatsRun> m_stats;
    QSet<QString> m_said;
    QString m_notice; ///< the history's, when it was last asked
};

} // namespace keydeck
