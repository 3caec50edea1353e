// The running gateway, as far as the window knows it.
#pragma once

#include "core/gateway/builddetector.h"
#include "core/gateway/drift.h"
#include "core/gateway/editspread.h"
#include "core/gateway/keyquiet.h"
#include "core/gateway/keysight.h"
#include "core/gateway/statspoller.h"
#include "ui/session/recordplaces.h"

namespace keydeck {

/// What the window says about the gateway.
struct GatewayState
{
    QUrl url; ///< empty: no gateway is configured
    std::optional<qint64> latencyMs; ///< of the last /health that was answered
    QString failure; ///< one sentence; empty while it answers
    qint64 staleSinceMs = 0; ///< wall clock of the last good answer; 0: there was none
    qint64 retryAtMs = 0; ///< wall clock; 0: no retry is planned
    qint64 clockSkewMs = 0; ///< its clock minus ours, where that can be told; else 0
    bool isPaused = false; ///< nothing is asked meanwhile
    QString blindness; ///< a sentence: it does not see the store's keys; empty: it may
};

/// What is decided about how a gateway is watched.
struct GatewayWatch
{
    GatewayTraits traits; ///< of an Unknown build: it is found out
    int pollsPerMinute = DefaultPollsPerMinute; ///< see pollschedule.h; 0: only /health
};

/// Owns the client and the poller, and keeps what is known: what each key was answered, which build
/// answers, how far each edit has got. On failure the last figures stay, with the time they are
/// from.
///
/// Thread: the GUI's. The destructor waits for its worker.
class GatewayController final : public QObject
{
    Q_OBJECT

public:
    enum class Pause
    {
        Hidden = 1, ///< nobody looks
        Asleep = 2, ///< the computer is about to sleep
    };

    /// An empty base URL is a gateway that is never asked. The clock must outlive the controller.
    GatewayController(const GatewaySettings &settings, const GatewayWatch &watch,
        const QString &storePath, const Clock &clock, QObject *parent = nullptr);
    ~GatewayController() override;

    void start();
    /// Each reason by itself; it goes on when none is left.
    void setPaused(Pause reason, bool isPaused);

    /// The key to ask /stats for; empty for none.
    void watchKey(const QString &key);
    /// Asks for the key soon, though that may keep alive what the gateway remembers of it.
    void askOnce(const QString &key) { m_poller.askOnce(key); }
    /// The store as it was read, and what was new in it.
    void seeStore(const std::shared_ptr<const KeyRows> &rows, const StoreNews &news);

    [[nodiscard]] bool isConfigured() const { return !m_state.url.isEmpty(); }
    [[nodiscard]] const GatewayState &state() const { return m_state; }
    [[nodiscard]] const GatewayTraits &traits() const { return m_spread.traits(); }
    [[nodiscard]] int pollsPerMinute() const { return m_watch.pollsPerMinute; }
    /// The build is one that was found out, not one that was set.
    [[nodiscard]] bool isDetected() const { return m_watch.traits.build == GatewayBuild::Unknown; }
    /// How far the newest edit of the key has got; nothing without a gateway, or an edit.
    [[nodiscard]] std::optional<KeySpread> spreadOf(const QString &key) const;
    /// What the gateway said of the key last.
    [[nodiscard]] std::optional<StatsAnswer> answerOf(const QString &key) const;
    /// Asking for the key before would keep alive what the gateway remembers; 0: it may be asked
    /// for.
    [[nodiscard]] qint64 quietUntilMs(const QString &key) const;
    /// The same of every edit of late, by key.
    [[nodiscard]] QHash<QString, KeySpread> spreads() const;

    /// By when it goes by what was saved just now: a sentence; empty without a gateway.
    [[nodiscard]] QString savedNote() const;
    /// What it is known to do, as evidence about a lock: one sentence. Empty until there is any.
    [[nodiscard]] QString healthNote() const;

Q_SIGNALS:
    void stateChanged();
    void statsAnswered(const QString &key, const keydeck::StatsAnswer &answer);
    /// The build that answers, or how far an edit has got.
    void knowledgeChanged();

private:
    void noteHealth(const HealthAnswer &answer);
    void noteStats(const QString &key, const StatsAnswer &answer);
    /// file: the key's lifetime total there.
    void noteTotals(const QString &key, double file, const StatsAnswer &answer);
    void noteLaterTotal();
    void noteCache(const CacheAnswer &answer);
    void noteAnswer(qint64 receivedMs);
    void noteFailure(const QString &message, qint64 retryInMs);
    void askForCache();
    void noteUses();
    [[nodiscard]] bool mayAsk(const QString &key) const;
    [[nodiscard]] std::optional<qint64> lastUseOf(const QString &key) const;
    [[nodiscard]] KeySpread asTold(KeySpread spread) const;
    void applyBuild();
    void checkSight();
    void noteUnreadable(const QString &note);

    QString m_storePath;
    const Clock &m_clock;
    GatewayWatch m_watch;
    GatewayState m_state;
    qint64 m_lastAnswerMs = 0;
    StatsClient m_client;
    StatsPoller m_poller;
    EditSpread m_spread;
    BuildDetector m_detector;
    KeySight m_sight;
    KeyQuiet m_quiet;
    QHash<QString, StatsAnswer> m_answers;
    RecordPlaces m_records;
    QString m_askedLast;
    QTimer m_later; ///< looks at the file's total of that key
    qint64 m_askCacheAtMs = 0; ///< wall clock: not before
    double m_lookUps = 0; ///< that its cache had counted when it was asked last
    bool m_wasDown = false; ///< nobody listened, since then
    bool m_wasSilent = false; ///< it did not answer for whatever reason
    bool m_isStarted = false;
    int m_pauses = 0; ///< Pause, or-ed
    QString m_unreadable; ///< see unreadableNote()
    qint64 m_checkSightAtMs = 0; ///< wall clock: not before
    QThreadPool m_worker;
};

} // namespace keydeck
