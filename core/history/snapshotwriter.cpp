#include "core/history/snapshotwriter.h"

#include "core/history/usagelook.h"

namespace keydeck {

using namespace Qt::StringLiterals;

SnapshotWriter::SnapshotWriter(
    const HistoryDatabase &database, SubjectIndex &subjects, HistoryState &state)
    : m_database(database)
    , m_subjects(subjects)
    , m_state(state)
    , m_ledger(database, state.revision + 1)
{ }

Result<RecordedSnapshot> SnapshotWriter::write(
    const KeySet &keys, qint64 nowMs, const RecordedSnapshot &before)
{
    RecordedSnapshot snapshot{keys, {}, nowMs, 0};
    return findOthers(before)
        .and_then([&] { return writeRecords(snapshot, before); })
        .and_then([&] { return m_ledger.finish(); })
        .map([&] {
            m_state.revision += m_ledger.hasChanged() ? 1 : 0;
            snapshot.revision = m_state.revision;
            return snapshot;
        });
}

Result<> SnapshotWriter::findOthers(const RecordedSnapshot &before)
{
    return loadAhead(m_database).and_then([&](const LooksBySubject &ahead) -> Result<> {
        m_ahead = ahead;
        if (before.revision == m_state.revision)
            return {};
        QSqlQuery query = m_database.prepare(u"SELECT id FROM subject WHERE revision > ?"_s);
        return m_database.forEach(query, {before.revision},
            [this](const QSqlQuery &row) { m_byOthers.insert(row.value(0).toLongLong()); });
    });
}

Result<> SnapshotWriter::writeRecords(RecordedSnapshot &snapshot, const RecordedSnapshot &before)
{
    snapshot.records.reserve(snapshot.keys.size());
    for (qsizetype n = 0; n < snapshot.keys.size(); ++n) {
        const ApiKey key = snapshot.keys.at(n);
        const QString text = key.key();
        if (text.isEmpty() || snapshot.records.contains(text))
            continue;
        const auto old = before.records.constFind(text);
        const bool isOld = old != before.records.cend();
        const Result<qint64> subject
            = isOld ? Result<qint64>(old->subject) : m_subjects.findOrAdd(text);
        if (!subject)
            return tl::make_unexpected(subject.error());
        snapshot.records.insert(text, {key.text(), *subject});
        if (isOld && old->text == key.text() && !m_byOthers.contains(*subject)
            && !m_ahead.contains(*subject))
            continue;
        const Result<> written = writeLook(*subject, usageLook(key, snapshot.atMs));
        if (!written)
            return written;
    }
    return {};
}

Result<> SnapshotWriter::writeLook(qint64 subject, const UsageLook &look)
{
    const QList<UsageLook> ahead = m_ahead.value(subject);
    Result<KnownUsage> known = m_ledger.known(
        subject, look.windows.keys() + startsOf(ahead), look.seenMs - UsageWindowMs);
    if (!known)
        return tl::make_unexpected(known.error());
    known->heldUntilMs = m_state.watchedUntilMs;
    Result<> done;
    if (!ahead.isEmpty()) {
        done = dropAhead(m_database, subject);
        const QList<UsageGrowth> growths
            = confirms(look, *known, ahead) ? growthsAhead(*known, ahead) : QList<UsageGrowth>();
        for (auto growth = growths.begin(); done && growth != growths.end(); ++growth) {
            done = m_ledger.note(subject, *growth);
            known = afterGrowth(*known, *growth);
        }
    }
    return done.and_then([&] { return m_ledger.note(subject, growthOf(*known, look)); });
}

} // namespace keydeck
