// What the gateway throws away: closed windows and the course of the lifetime totals, in SQLite.
#pragma once

#include "core/base/result.h"
#include "core/store/keyset.h"

#include <QList>
#include <QSqlDatabase>

#include <memory>

namespace keydeck {

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
/// Two recorders at once are fine: rows are idempotent.
///
/// Thread: the one that opened it (a QSqlDatabase belongs to one thread).
class UsageHistory final
{
public:
    struct Location
    {
        QString directory; ///< made with mode 0700 when it is not there; holds the secret as well
        QString storePath; ///< which store: its canonical path names the database
    };

    [[nodiscard]] static Result<std::unique_ptr<UsageHistory>> open(const Location &location);
    ~UsageHistory();

    /// Notes every window and every lifetime total that is new or has changed since the last call,
    /// in one transaction. Records without a usable key or figure are passed over.
    [[nodiscard]] Result<> record(const KeySet &keys, qint64 nowMs);

    /// For importing figures from before: the demo's month of past usage.
    [[nodiscard]] Result<> add(const QString &key, const KeyHistory &history);

    /// What is known of one key since then.
    [[nodiscard]] Result<KeyHistory> history(const QString &key, qint64 sinceMs) const;

    [[nodiscard]] QString databasePath() const { return m_path; }

private:
    UsageHistory() = default;
    [[nodiscard]] QByteArray subject(const QString &key) const;

    QString m_path;
    QString m_connection;
    QByteArray m_secret;
    QHash<QByteArray, double> m_lastLifetime; ///< by subject: what record() need not write again
};

} // namespace keydeck
