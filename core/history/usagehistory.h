// What the gateway throws away: closed windows and the course of the lifetime totals, in SQLite.
#pragma once

#include "core/base/result.h"
#include "core/store/keyset.h"

#include <QHash>
#include <QList>

#include <memory>

namespace keydeck {

class HistoryDatabase;

/// A usage window as it was last seen.
struct RecordedWindow
{
    qint64 startMs = 0; ///< since 1970
    double tokens = 0;
    double limit = 0; ///< the limit when it was last seen; NaN for none
};

/// The lifetime total at one moment, recorded when it changed.
struct LifetimeSample
{
    qint64 atMs = 0;
    double tokens = 0;
};

struct KeyHistory
{
    QList<RecordedWindow> windows; ///< by start
    QList<LifetimeSample> lifetime; ///< by time
};

/// One SQLite database a store (WAL, mode 0600). Keys are named by an HMAC-SHA-256 under a secret
/// of this installation, so that the database holds no key and cannot be matched with another one.
///
/// Two recorders at once are fine: a window is one row however often it is seen, and holds what was
/// seen last, since a total that falls is a fact as well (an administrator reset it). Its limit is
/// the last one seen while it was open. A lifetime total is a row when it differs from the one
/// before. After DetailMs, of the samples in each ThinnedMs only the last is kept, with those
/// before a fall and a key's very first: a month of 1,000 keys in constant use takes some 100 MB.
///
/// Thread: the one that opened it (a QSqlDatabase belongs to one thread).
class UsageHistory final
{
public:
    static constexpr qint64 DetailMs = 24LL * 60 * 60 * 1000;
    static constexpr qint64 ThinnedMs = 15LL * 60 * 1000;

    struct Location
    {
        QString directory; ///< made with mode 0700 when it is not there; holds the secret as well
        QString storePath; ///< which store: its canonical path names the database
    };

    [[nodiscard]] static Result<std::unique_ptr<UsageHistory>> open(const Location &location);
    ~UsageHistory();
    Q_DISABLE_COPY_MOVE(UsageHistory)

    /// Notes every window and every lifetime total that is new or has changed since the last call,
    /// in one transaction. Of duplicate keys the first counts, as it does for the gateway. Records
    /// without a usable key or figure are passed over.
    ///
    /// nowMs is when keys was read. A database that turns out damaged is moved aside: the call
    /// fails and says so, the next one writes everything to a new database.
    [[nodiscard]] Result<> record(const KeySet &keys, qint64 nowMs);

    /// For importing figures from before: the demo's month of past usage. What was recorded stays.
    [[nodiscard]] Result<> add(const QString &key, const KeyHistory &history);

    /// What is known of one key since then: the windows that ended later, and the lifetime samples
    /// from then on with the one before, so that a line can start at the edge. Nothing known is no
    /// failure.
    [[nodiscard]] Result<KeyHistory> history(const QString &key, qint64 sinceMs) const;

    [[nodiscard]] QString databasePath() const { return m_path; }

    /// What opening did that a person should know (a damaged database was moved aside), a whole
    /// sentence; usually empty.
    [[nodiscard]] QString notice() const;

private:
    /// The records of a snapshot that count, as they stood in it: views of its bytes.
    struct Seen
    {
        KeySet keys;
        QHash<QString, QByteArrayView> records;
    };

    UsageHistory() = default;
    [[nodiscard]] QByteArray subject(const QString &key) const;
    /// Runs writes in a transaction, all or nothing.
    template <typename Writes>
    [[nodiscard]] Result<> transaction(Writes writes);
    [[nodiscard]] Result<> replaceDamaged(const Error &error);

    QString m_path;
    QByteArray m_secret;
    std::unique_ptr<HistoryDatabase> m_database; ///< none while a damaged one is not replaced
    Seen m_seen; ///< what record() need not look at again
};

} // namespace keydeck
