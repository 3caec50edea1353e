// What the gateway throws away: closed windows and the course of the lifetime totals, in SQLite.
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/gateway/statscodec.h"
#include "core/history/historylocation.h"
#include "core/history/historyvalues.h"
#include "core/history/latestlook.h"
#include "core/history/snapshotwriter.h"

#include <QStringList>

#include <memory>
#include <optional>

namespace keydeck {

/// One SQLite database a store (WAL, mode 0600). Keys are named by an HMAC-SHA-256 under a secret
/// of this installation, so that the database holds no key and cannot be matched with another one.
///
/// Growth of a lifetime total goes into the hour in which it was observed; what nobody observed is
/// kept as such (usagegrowth.h has the rule). For every key, at any time: the first total, what was
/// observed and not observed since, and the falls add up to the newest total that was recorded,
/// which is the file's.
///
/// Any number of recorders at once are fine: what a look adds is decided against what the database
/// has, and of a store that was read from its file the state at that very moment is taken, so that
/// none comes after a newer one. Of keys from elsewhere, those from before another recorder's
/// newest look are passed over.
///
/// Thread: the one that opened it (a QSqlDatabase belongs to one thread).
class UsageHistory final
{
public:
    using Location = HistoryLocation;

    /// The clock outlives it.
    [[nodiscard]] static Result<std::unique_ptr<UsageHistory>> open(
        const Location &location, const Clock &clock = SystemClock::instance());
    ~UsageHistory();
    Q_DISABLE_COPY_MOVE(UsageHistory)

    /// Notes what the store has that the history has not, in one transaction. Of duplicate keys the
    /// first counts, as it does for the gateway. Records without a usable key or figure are passed
    /// over, and so is a store that cannot be edited, of which nothing is known.
    ///
    /// nowMs is when keys was read; of a file that has changed since, the present state is noted
    /// (latestlook.h), and the clock says when. A database that turns out damaged is moved aside:
    /// the call fails and says so, the next one writes everything to a new database.
    [[nodiscard]] Result<> record(const KeySet &keys, qint64 nowMs);

    /// Notes what /stats answered for a key at that time, where it is ahead of the file: until the
    /// file's next state, which confirms or replaces it.
    [[nodiscard]] Result<> recordStats(const QString &key, const StatsSample &sample, qint64 nowMs);

    /// The store was looked at and is what was recorded last: call it every few minutes. After a
    /// longer pause (the machine slept) it takes two calls, so that what changed meanwhile can be
    /// recorded first. What could not be recorded is tried again.
    [[nodiscard]] Result<> stillWatching(qint64 nowMs);

    /// For importing figures from before: the past's windows, samples and watched spans, from which
    /// the rest follows. What was recorded stays.
    [[nodiscard]] Result<> add(const QString &key, const KeyHistory &past);

    /// What is known of one key from the beginning of the hour (or day, where hours are no longer
    /// kept) that sinceMs is in: windows that ended later; samples, first the one before or the
    /// total at that moment, so that a line can start at the edge; what came in. It adds up from
    /// the first sample to the newest total. Nothing known is no failure.
    [[nodiscard]] Result<KeyHistory> history(const QString &key, qint64 sinceMs) const;

    /// The same for many keys, but without samples and buckets. A key of which nothing is known has
    /// an empty one.
    [[nodiscard]] Result<QHash<QString, KeyHistory>> histories(
        const QStringList &keys, qint64 sinceMs) const;

    /// What the keys of a store used in a span, which is widened to full hours. keys are those that
    /// the store has now; the top ones come with their buckets.
    [[nodiscard]] Result<StoreUsage> usage(
        const QStringList &keys, const TimeSpan &span, int top) const;

    /// The same of these keys alone: nothing of others, and nothing unobserved but in the keys'
    /// totals.
    [[nodiscard]] Result<StoreUsage> usageOf(
        const QStringList &keys, const TimeSpan &span, int top) const;

    /// The hours of each key that used something in the span, which is widened to full hours.
    [[nodiscard]] Result<UsageByKey> hours(const QStringList &keys, const TimeSpan &span) const;

    [[nodiscard]] QString databasePath() const { return m_path; }

    /// What opening did that a person should know (a damaged database was moved aside, or one that
    /// is no longer in its place was left), a whole sentence; usually empty. Every write looks
    /// whether it is the file at the path that it writes to, and opens that where it is not.
    [[nodiscard]] QString notice() const;

private:
    UsageHistory(Location location, const Clock &clock);
    void use(std::unique_ptr<HistoryDatabase> database);
    [[nodiscard]] Result<> ready();
    [[nodiscard]] Result<> noteSnapshot(const KeySet &keys, HistoryState &state, qint64 nowMs);
    [[nodiscard]] Result<> noteStats(
        const QString &key, const UsageLook &look, const HistoryState &state);
    [[nodiscard]] Result<> notePast(
        const QString &key, const KeyHistory &past, HistoryState &state);
    [[nodiscard]] Result<bool> admit(HistoryState &state, const LatestLook &look) const;
    [[nodiscard]] Result<QHash<qint64, QString>> subjectsOf(const QStringList &keys) const;
    /// Runs writes in a transaction, all or nothing.
    template <typename Writes>
    [[nodiscard]] Result<> write(Writes writes);
    template <typename Writes>
    [[nodiscard]] Result<> writeOnce(Writes writes);
    /// Runs reads of one state of the database.
    template <typename Value, typename Reads>
    [[nodiscard]] Result<Value> read(Reads reads) const;
    [[nodiscard]] Result<> replaceDamaged(const Error &error);

    Location m_location;
    const Clock &m_clock;
    QString m_path;
    QByteArray m_secret;
    std::unique_ptr<HistoryDatabase> m_database; ///< none while a damaged one is not replaced
    std::unique_ptr<SubjectIndex> m_subjects;
    RecordedSnapshot m_seen;
    std::optional<RecordedSnapshot> m_written; ///< by the transaction under way
    std::optional<KeySet> m_unrecorded; ///< writing it failed, or it was passed over
    qint64 m_resumedMs = 0; ///< the first call of stillWatching() after a long pause; else 0
};

} // namespace keydeck
