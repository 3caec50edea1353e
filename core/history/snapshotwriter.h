// What a snapshot of the store adds to the history.
#pragma once

#include "core/history/aheadlooks.h"
#include "core/history/historystate.h"
#include "core/history/subjectindex.h"
#include "core/history/usageledger.h"
#include "core/store/keyset.h"

#include <QSet>

namespace keydeck {

/// The newest snapshot that a recorder wrote: what it need not look at again.
struct RecordedSnapshot
{
    struct Record
    {
        QByteArrayView text; ///< as it stood in the snapshot: a view of its bytes
        qint64 subject = 0;
    };
    KeySet keys;
    QHash<QString, Record> records;
    qint64 atMs = 0;
    qint64 revision = 0; ///< of the database after it
};

/// Requires an open transaction and dies before the database does.
///
/// Thread: the database's.
class SnapshotWriter final
{
public:
    SnapshotWriter(const HistoryDatabase &database, SubjectIndex &subjects, HistoryState &state);

    /// Looks at the records that differ from those of before, that another recorder has changed
    /// since, or of which /stats said more; each is compared with what the database has of it.
    [[nodiscard]] Result<RecordedSnapshot> write(
        const KeySet &keys, qint64 nowMs, const RecordedSnapshot &before);

private:
    [[nodiscard]] Result<> findOthers(const RecordedSnapshot &before);
    [[nodiscard]] Result<> writeRecords(RecordedSnapshot &snapshot, const RecordedSnapshot &before);
    [[nodiscard]] Result<> writeLook(qint64 subject, const UsageLook &look);

    const HistoryDatabase &m_database;
    SubjectIndex &m_subjects;
    HistoryState &m_state;
    UsageLedger m_ledger;
    LooksBySubject m_ahead;
    QSet<qint64> m_byOthers;
};

} // namespace keydeck
