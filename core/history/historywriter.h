// The statements that write the usage history.
#pragma once

#include "core/history/historydatabase.h"
#include "core/history/usagehistory.h"

namespace keydeck {

/// Prepares its statements once for a transaction's many rows. Requires an open transaction and
/// dies before the database does.
///
/// Thread: the database's.
class HistoryWriter final
{
public:
    explicit HistoryWriter(const HistoryDatabase &database);

    /// The number that stands for a subject in the other tables.
    [[nodiscard]] Result<qint64> subjectId(const QByteArray &subject);
    /// Notes a window as it stood at seenMs; what was seen later stays.
    [[nodiscard]] Result<> window(qint64 subject, const RecordedWindow &window, qint64 seenMs);
    /// Notes a total unless it is that of the sample before.
    [[nodiscard]] Result<> lifetime(qint64 subject, const LifetimeSample &sample);
    /// Thins the oldest hour that has outlived UsageHistory::DetailMs: a piece at a time, so that
    /// another recorder is never kept waiting for long.
    [[nodiscard]] Result<> thin(qint64 nowMs);

private:
    const HistoryDatabase &m_database;
    QSqlQuery m_addSubject;
    QSqlQuery m_findSubject;
    QSqlQuery m_addWindow;
    QSqlQuery m_addLifetime;
};

} // namespace keydeck
