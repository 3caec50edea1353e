#include "core/history/keyreader.h"

#include "core/history/historytimes.h"
#include "core/rules/usagewindow.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 Forever = std::numeric_limits<qint64>::max();

double numberOrNaN(const QVariant &value)
{
    return value.isNull() ? std::numeric_limits<double>::quiet_NaN() : value.toDouble();
}

template <typename List, typename Tokens>
double sumOf(const List &list, Tokens tokens)
{
    return std::accumulate(list.begin(), list.end(), 0.0,
        [&](double sum, const auto &item) { return sum + tokens(item); });
}

/// Where a period begins whose first samples are all later: the total at its edge, from what came
/// in since.
LifetimeSample edgeOf(const KeyHistory &found, qint64 fromMs, double lastTokens)
{
    return {fromMs - 1,
        lastTokens - sumOf(found.buckets, [](const auto &bucket) { return bucket.tokens; })
            - sumOf(found.unobserved, [](const auto &growth) { return growth.tokens; })
            - sumOf(found.falls, [](const auto &fall) { return fall.after - fall.before; })};
}

void addToBucket(QList<UsageBucket> &buckets, const LifetimeSample &observed)
{
    if (buckets.isEmpty() || buckets.last().endMs() <= observed.atMs)
        buckets.append({startOfPeriod(observed.atMs, HistoryHourMs), HistoryHourMs, 0});
    buckets.last().tokens += observed.tokens;
}

void replaceWindow(QList<RecordedWindow> &windows, const RecordedWindow &window)
{
    const auto at = std::lower_bound(windows.begin(), windows.end(), window.startMs,
        [](const RecordedWindow &other, qint64 startMs) { return other.startMs < startMs; });
    if (at != windows.end() && at->startMs == window.startMs)
        *at = window;
    else
        windows.insert(at, window);
}

} // namespace

KeyReader::KeyReader(
    const HistoryDatabase &database, const HistoryState &state, LooksBySubject ahead)
    : m_database(database)
    , m_state(state)
    , m_ahead(std::move(ahead))
    , m_samples(database)
    , m_windows(database.prepare(
          u"SELECT start_ms, tokens, limit_tokens, reset_tokens, closed_ms FROM usage_window"
          " WHERE subject = ? AND start_ms > ? ORDER BY start_ms"_s))
    , m_unobserved(database.prepare(u"SELECT from_ms, to_ms, tokens, in_window FROM unobserved"
                                    " WHERE subject = ? AND to_ms >= ? ORDER BY to_ms, from_ms"_s))
    , m_falls(database.prepare(u"SELECT at_ms, before_tokens, after_tokens FROM fall"
                               " WHERE subject = ? AND at_ms >= ? ORDER BY at_ms"_s))
{ }

Result<KeyHistory> KeyReader::readOutline(qint64 subject, qint64 sinceMs)
{
    KeyHistory found;
    const qint64 fromMs = wholeBuckets({sinceMs, sinceMs}, m_state.hoursFromMs).fromMs;
    return readWindows(found, subject, sinceMs)
        .and_then([&] { return readUnobserved(found, subject, fromMs); })
        .and_then([&] { return readFalls(found, subject, fromMs); })
        .and_then([&] { return readWatched(found, fromMs); })
        .map([&] { return found; });
}

Result<KeyHistory> KeyReader::read(qint64 subject, qint64 sinceMs)
{
    const Result<Ends> ends = endsOf(subject);
    if (!ends)
        return tl::make_unexpected(ends.error());
    const qint64 edgeMs = std::max(sinceMs, ends->areThere ? ends->first.atMs : sinceMs);
    const qint64 fromMs = wholeBuckets({edgeMs, edgeMs}, m_state.hoursFromMs).fromMs;
    return readOutline(subject, sinceMs).and_then([&](KeyHistory found) -> Result<KeyHistory> {
        if (!ends->areThere)
            return found;
        return readSamples(found, subject, fromMs, *ends)
            .and_then([&] { return addAhead(found, subject); })
            .map([&] { return found; });
    });
}

Result<> KeyReader::readWatched(KeyHistory &found, qint64 fromMs)
{
    Result<> done;
    if (!m_watched || m_watched->fromMs != fromMs) {
        done = watchedSpans(m_database, {fromMs, Forever}).map([&](const QList<TimeSpan> &spans) {
            m_watched = WatchedSince{fromMs, spans};
        });
    }
    return done.map([&] { found.watched = m_watched->spans; });
}

Result<KeyReader::Ends> KeyReader::endsOf(qint64 subject)
{
    Ends ends;
    QSqlQuery query
        = m_database.prepare(u"SELECT first_ms, first_tokens, last_ms, last_tokens FROM subject"
                             " WHERE id = ? AND first_ms IS NOT NULL"_s);
    return m_database
        .forEach(query, {subject},
            [&](const QSqlQuery &row) {
                ends = {{row.value(0).toLongLong(), row.value(1).toDouble()},
                    {row.value(2).toLongLong(), row.value(3).toDouble()}, true};
            })
        .map([&] { return ends; });
}

Result<> KeyReader::readWindows(KeyHistory &found, qint64 subject, qint64 sinceMs)
{
    return m_database.forEach(
        m_windows, {subject, sinceMs - UsageWindowMs}, [&](const QSqlQuery &row) {
            found.windows.append({row.value(0).toLongLong(), row.value(1).toDouble(),
                numberOrNaN(row.value(2)), row.value(3).toDouble(), row.value(4).toLongLong()});
        });
}

Result<> KeyReader::readUnobserved(KeyHistory &found, qint64 subject, qint64 fromMs)
{
    return m_database.forEach(m_unobserved, {subject, fromMs}, [&](const QSqlQuery &row) {
        found.unobserved.append({row.value(0).toLongLong(), row.value(1).toLongLong(),
            row.value(2).toDouble(), row.value(3).toBool()});
    });
}

Result<> KeyReader::readFalls(KeyHistory &found, qint64 subject, qint64 fromMs)
{
    return m_database.forEach(m_falls, {subject, fromMs}, [&](const QSqlQuery &row) {
        found.falls.append(
            {row.value(0).toLongLong(), row.value(1).toDouble(), row.value(2).toDouble()});
    });
}

/// The first sample that there is, or the total at the edge; where samples are no longer kept, the
/// last of each hour or day; then all of them.
Result<> KeyReader::readSamples(KeyHistory &found, qint64 subject, qint64 fromMs, const Ends &ends)
{
    if (ends.last.atMs < fromMs) {
        found.lifetime.append(ends.last);
        return {};
    }
    const BucketSpan span = wholeBuckets({fromMs, ends.last.atMs + 1}, m_state.hoursFromMs);
    const Result<QList<SubjectBucket>> buckets = bucketsOf(m_database, subject, span);
    const auto samples = m_samples.read(subject, std::max(fromMs, m_state.rawFromMs));
    if (!buckets || !samples)
        return tl::make_unexpected(buckets ? samples.error() : buckets.error());
    for (const SubjectBucket &bucket : *buckets) {
        if (bucket.bucket.tokens != 0)
            found.buckets.append(bucket.bucket);
    }
    const LifetimeSample begin
        = ends.first.atMs >= fromMs ? ends.first : edgeOf(found, fromMs, ends.last.tokens);
    found.lifetime.append(begin);
    for (const SubjectBucket &bucket : *buckets) {
        if (bucket.last.atMs > begin.atMs && bucket.last.atMs < m_state.rawFromMs)
            found.lifetime.append(bucket.last);
    }
    for (const LifetimeSample &sample : *samples) {
        // A packed one is dated to the second, and may so seem to come before the very first.
        const bool isLater = sample.atMs > begin.atMs
            || (begin.atMs - sample.atMs < 1000 && sample.tokens != begin.tokens);
        if (isLater)
            found.lifetime.append({std::max(sample.atMs, begin.atMs), sample.tokens});
    }
    return {};
}

Result<> KeyReader::addAhead(KeyHistory &found, qint64 subject)
{
    const QList<UsageLook> looks = m_ahead.value(subject);
    if (looks.isEmpty())
        return {};
    return UsageLedger(m_database, 0).known(subject, startsOf(looks)).map([&](KnownUsage known) {
        known.heldUntilMs = m_state.watchedUntilMs;
        for (const UsageGrowth &growth : growthsAhead(known, looks)) {
            found.lifetime += growth.samples;
            for (const LifetimeSample &observed : growth.observed)
                addToBucket(found.buckets, observed);
            for (const RecordedWindow &window : growth.windows)
                replaceWindow(found.windows, window);
        }
    });
}

Result<QList<TimeSpan>> watchedSpans(const HistoryDatabase &database, const TimeSpan &span)
{
    QList<TimeSpan> found;
    QSqlQuery query = database.prepare(
        u"SELECT from_ms, to_ms FROM watched WHERE to_ms >= ? AND from_ms < ? ORDER BY from_ms"_s);
    return database
        .forEach(query, {span.fromMs, span.toMs},
            [&](const QSqlQuery &row) {
                found.append({row.value(0).toLongLong(), row.value(1).toLongLong()});
            })
        .map([&] { return found; });
}

} // namespace keydeck
