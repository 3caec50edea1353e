// The samples of the lifetime totals: rows while they are new, packed afterwards.
#pragma once

#include "core/history/historydatabase.h"
#include "core/history/historyvalues.h"

namespace keydeck {

struct HistoryState;

/// What one packed row holds of a key: enough samples to be packed well, few enough to be read
/// quickly.
inline constexpr qint64 SampleSlotMs = 4LL * 60 * 60 * 1000;

/// Requires an open transaction and dies before the database does.
///
/// Thread: the database's.
class LifetimeSamples final
{
public:
    explicit LifetimeSamples(const HistoryDatabase &database);

    /// Of two at the same moment the later call counts.
    [[nodiscard]] Result<> add(qint64 subject, const LifetimeSample &sample);
    /// Many at once, packed but for those of the last slot. Requires them in the order of time.
    [[nodiscard]] Result<> addAll(qint64 subject, const QList<LifetimeSample> &samples);

    /// Those from fromMs on, by time.
    [[nodiscard]] Result<QList<LifetimeSample>> read(qint64 subject, qint64 fromMs);

    /// Packs what is older than the present slot: some subjects a call, so that another recorder is
    /// never kept waiting for long. state knows how far it is.
    [[nodiscard]] static bool isPacked(const HistoryState &state, qint64 nowMs);
    [[nodiscard]] Result<> packSome(HistoryState &state, qint64 nowMs);

private:
    [[nodiscard]] Result<QList<LifetimeSample>> rows(qint64 subject, qint64 fromMs, qint64 toMs);
    [[nodiscard]] Result<QList<LifetimeSample>> chunk(qint64 subject, qint64 slot);
    [[nodiscard]] Result<> merge(qint64 subject, qint64 slot, const QList<LifetimeSample> &samples);
    [[nodiscard]] Result<> mergeAll(qint64 subject, const QList<LifetimeSample> &samples);
    [[nodiscard]] Result<> pack(qint64 subject, const QList<LifetimeSample> &old, qint64 beforeMs);

    const HistoryDatabase &m_database;
    QSqlQuery m_add;
    QSqlQuery m_rows;
    QSqlQuery m_chunk;
    QSqlQuery m_replaceChunk;
    QSqlQuery m_removeRows;
};

} // namespace keydeck
