#include "core/history/lifetimesamples.h"

#include "core/history/historystate.h"
#include "core/history/historytimes.h"
#include "core/history/samplechunk.h"

#include <algorithm>
#include <limits>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

/// Packing ends with the subject that reaches the one or the other: some 20 ms.
constexpr int RowsAtOnce = 5000;
constexpr int SubjectsAtOnce = 500;

constexpr qint64 AllPacked = std::numeric_limits<qint64>::max();
constexpr qint64 Forever = std::numeric_limits<qint64>::max();

bool isEarlier(const LifetimeSample &a, const LifetimeSample &b)
{
    return a.atMs < b.atMs;
}

void append(QList<LifetimeSample> &samples, const QSqlQuery &row)
{
    samples.append({row.value(0).toLongLong(), row.value(1).toDouble()});
}

} // namespace

LifetimeSamples::LifetimeSamples(const HistoryDatabase &database)
    : m_database(database)
    , m_add(database.prepare(
          u"INSERT OR REPLACE INTO sample (subject, at_ms, tokens) VALUES (?, ?, ?)"_s))
    , m_rows(database.prepare(u"SELECT at_ms, tokens FROM sample WHERE subject = ? AND at_ms >= ?"
                              " AND at_ms < ? ORDER BY at_ms"_s))
    , m_chunk(
          database.prepare(u"SELECT samples FROM sample_chunk WHERE slot = ? AND subject = ?"_s))
    , m_replaceChunk(database.prepare(
          u"INSERT OR REPLACE INTO sample_chunk (slot, subject, samples) VALUES (?, ?, ?)"_s))
    , m_removeRows(database.prepare(u"DELETE FROM sample WHERE subject = ? AND at_ms < ?"_s))
{ }

Result<> LifetimeSamples::add(qint64 subject, const LifetimeSample &sample)
{
    return m_database.run(m_add, {subject, sample.atMs, sample.tokens});
}

Result<> LifetimeSamples::addAll(qint64 subject, const QList<LifetimeSample> &samples)
{
    if (samples.isEmpty())
        return {};
    const LifetimeSample newest{startOfPeriod(samples.last().atMs, SampleSlotMs), 0};
    const auto end = std::lower_bound(samples.begin(), samples.end(), newest, isEarlier);
    Result<> done = mergeAll(subject, {samples.begin(), end});
    for (auto sample = end; done && sample != samples.end(); ++sample)
        done = add(subject, *sample);
    return done;
}

Result<QList<LifetimeSample>> LifetimeSamples::rows(qint64 subject, qint64 fromMs, qint64 toMs)
{
    QList<LifetimeSample> samples;
    return m_database
        .forEach(
            m_rows, {subject, fromMs, toMs}, [&](const QSqlQuery &row) { append(samples, row); })
        .map([&] { return samples; });
}

/// A chunk that was damaged is as good as none: the hours have its tokens.
Result<QList<LifetimeSample>> LifetimeSamples::chunk(qint64 subject, qint64 slot)
{
    QList<LifetimeSample> samples;
    return m_database
        .forEach(m_chunk, {slot, subject},
            [&](const QSqlQuery &row) {
                samples = decodeSamples(row.value(0).toByteArray()).value_or(samples);
            })
        .map([&] { return samples; });
}

Result<QList<LifetimeSample>> LifetimeSamples::read(qint64 subject, qint64 fromMs)
{
    QList<LifetimeSample> samples;
    // One look-up a slot: the chunks of a time stand together, not those of a subject.
    QSqlQuery chunks = m_database.prepare(
        u"WITH RECURSIVE time (n) AS (SELECT MAX(?, (SELECT MIN(slot) FROM sample_chunk))"
        " UNION ALL SELECT n + 1 FROM time WHERE n < (SELECT MAX(slot) FROM sample_chunk))"
        " SELECT samples FROM time CROSS JOIN sample_chunk ON slot = n AND subject = ?"
        " ORDER BY n"_s);
    return m_database
        .forEach(chunks, {periodOf(fromMs, SampleSlotMs), subject},
            [&](const QSqlQuery &row) {
                samples
                    += decodeSamples(row.value(0).toByteArray()).value_or(QList<LifetimeSample>());
            })
        .and_then([&] { return rows(subject, fromMs, Forever); })
        .map([&](const QList<LifetimeSample> &newest) {
            samples += newest;
            if (!std::is_sorted(samples.begin(), samples.end(), isEarlier))
                std::stable_sort(samples.begin(), samples.end(), isEarlier);
            samples.erase(samples.begin(),
                std::lower_bound(
                    samples.begin(), samples.end(), LifetimeSample{fromMs, 0}, isEarlier));
            return samples;
        });
}

Result<> LifetimeSamples::merge(qint64 subject, qint64 slot, const QList<LifetimeSample> &samples)
{
    return chunk(subject, slot).and_then([&](QList<LifetimeSample> all) {
        all += samples;
        std::stable_sort(all.begin(), all.end(), isEarlier);
        return m_database.run(m_replaceChunk, {slot, subject, encodeSamples(all)});
    });
}

Result<> LifetimeSamples::mergeAll(qint64 subject, const QList<LifetimeSample> &samples)
{
    Result<> done;
    for (auto begin = samples.begin(); done && begin != samples.end();) {
        const qint64 slot = periodOf(begin->atMs, SampleSlotMs);
        const auto end = std::lower_bound(
            begin, samples.end(), LifetimeSample{(slot + 1) * SampleSlotMs, 0}, isEarlier);
        done = merge(subject, slot, {begin, end});
        begin = end;
    }
    return done;
}

Result<> LifetimeSamples::pack(qint64 subject, const QList<LifetimeSample> &old, qint64 beforeMs)
{
    return mergeAll(subject, old).and_then([&] {
        return m_database.run(m_removeRows, {subject, beforeMs});
    });
}

bool LifetimeSamples::isPacked(const HistoryState &state, qint64 nowMs)
{
    return state.packedSlot == periodOf(nowMs, SampleSlotMs) && state.packedSubject == AllPacked;
}

Result<> LifetimeSamples::packSome(HistoryState &state, qint64 nowMs)
{
    const qint64 slot = periodOf(nowMs, SampleSlotMs);
    if (state.packedSlot != slot) {
        state.packedSlot = slot;
        state.packedSubject = 0;
    }
    QSqlQuery next = m_database.prepare(u"SELECT MIN(subject) FROM sample WHERE subject > ?"_s);
    qsizetype packed = 0;
    for (int n = 0; n < SubjectsAtOnce && packed < RowsAtOnce && state.packedSubject != AllPacked;
         ++n) {
        qint64 subject = AllPacked;
        const Result<> found
            = m_database.forEach(next, {state.packedSubject}, [&](const QSqlQuery &row) {
                  subject = row.value(0).isNull() ? AllPacked : row.value(0).toLongLong();
              });
        if (!found)
            return found;
        state.packedSubject = subject;
        if (subject == AllPacked)
            break;
        const qint64 beforeMs = slot * SampleSlotMs;
        const auto old = rows(subject, std::numeric_limits<qint64>::min(), beforeMs);
        const Result<> done = !old ? tl::make_unexpected(old.error())
            : old->isEmpty()       ? Result<>()
                                   : pack(subject, *old, beforeMs);
        if (!done)
            return done;
        packed += old->size();
    }
    return {};
}

} // namespace keydeck
