// Which alerts were given, and which of them a person has taken note of.
#pragma once

#include "core/alert/alert.h"
#include "core/base/result.h"

#include <QHash>
#include <QList>

namespace keydeck {

/// What makes an alert come once: a value, kept in a file beside the changes of the store (JSON,
/// mode 0600, keys as full fingerprints). Two programs that write it keep each other's entries.
///
/// Thread: any one at a time.
class AlertBook final
{
public:
    /// Entries are kept for at least that long, and as long as their period lies ahead: more than a
    /// usage window, or an expiry's warning, takes.
    static constexpr qint64 KeptMs = 40LL * 24 * 60 * 60 * 1000;

    /// No file is an empty book. Failed where it cannot be read or is not such a book.
    [[nodiscard]] static Result<AlertBook> read(const QString &path);
    /// With what the file has besides; drops what is older than KeptMs. Makes the folder, 0700,
    /// where it is missing.
    [[nodiscard]] Result<> write(const QString &path, qint64 nowMs);

    /// With what the book calls them, which takes a digest of each key: for many alerts, away from
    /// the thread that has the book.
    [[nodiscard]] static QList<Alert> entered(QList<Alert> alerts);

    [[nodiscard]] bool isGiven(const Alert &alert) const { return m_entries.contains(id(alert)); }
    [[nodiscard]] bool isAcknowledged(const Alert &alert) const;
    void give(const Alert &alert, qint64 nowMs);
    /// Gives those that were not given before, and returns them. To reach 100 % is to have passed
    /// 80 %.
    [[nodiscard]] QList<Alert> giveAll(const QList<Alert> &alerts, qint64 nowMs);
    void acknowledge(const Alert &alert, qint64 nowMs);

private:
    struct Entry
    {
        qint64 givenMs = 0;
        bool acknowledged = false;
    };

    [[nodiscard]] static QString id(const Alert &alert);
    void merge(const AlertBook &other);

    QHash<QString, Entry> m_entries;
};

} // namespace keydeck
