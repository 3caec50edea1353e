// Which number stands for which key.
#pragma once

#include "core/history/historydatabase.h"

#include <QHash>

#include <optional>

namespace keydeck {

/// Names keys by an HMAC-SHA-256 under the installation's secret, and remembers the numbers, which
/// never change. Dies before the database does.
///
/// Thread: the database's.
class SubjectIndex final
{
public:
    SubjectIndex(const HistoryDatabase &database, QByteArray secret);

    /// Nothing for a key that no recorder has seen.
    [[nodiscard]] Result<std::optional<qint64>> find(const QString &key);
    /// Makes it where there is none. Requires an open transaction for writing.
    [[nodiscard]] Result<qint64> findOrAdd(const QString &key);

    /// A transaction was rolled back: what it added does not exist.
    void forget();

private:
    [[nodiscard]] QByteArray nameOf(const QString &key) const;
    [[nodiscard]] Result<> loadNames();

    const HistoryDatabase &m_database;
    QByteArray m_secret;
    QHash<QString, qint64> m_byKey;
    QHash<QByteArray, qint64> m_byName; ///< all that the database had when it was loaded
    bool m_namesLoaded = false;
};

} // namespace keydeck
