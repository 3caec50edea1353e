#include "core/history/usageledger.h"

#include "core/history/historytimes.h"
#include "core/history/pastgrowth.h"

#include <limits>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr auto PutWindow = u"INSERT OR REPLACE INTO usage_window"
                           " (subject, start_ms, tokens, limit_tokens, reset_tokens, closed_ms) "
                           "VALUES (?, ?, ?, ?, ?, ?)";

constexpr auto PutEnds = u"UPDATE subject SET"
                         " first_tokens = CASE WHEN first_ms <= ? THEN first_tokens ELSE ? END,"
                         " first_ms = MIN(COALESCE(first_ms, ?), ?),"
                         " last_tokens = CASE WHEN last_ms > ? THEN last_tokens ELSE ? END,"
                         " last_ms = MAX(COALESCE(last_ms, ?), ?), revision = ? WHERE id = ?";

constexpr auto AddUnobserved
    = u"INSERT INTO unobserved (to_ms, subject, in_window, from_ms, tokens) VALUES (?, ?, ?, ?, ?)"
      " ON CONFLICT DO UPDATE SET tokens = tokens + excluded.tokens";

// Two falls at the same moment are one that is as deep as both.
constexpr auto AddFall
    = u"INSERT INTO fall (subject, at_ms, before_tokens, after_tokens) VALUES (?, ?, ?, ?)"
      " ON CONFLICT DO UPDATE SET"
      " after_tokens = after_tokens + excluded.after_tokens - excluded.before_tokens";

double numberOrNaN(const QVariant &value)
{
    return value.isNull() ? std::numeric_limits<double>::quiet_NaN() : value.toDouble();
}

} // namespace

UsageLedger::UsageLedger(const HistoryDatabase &database, qint64 revision)
    : m_database(database)
    , m_revision(revision)
    , m_samples(database)
    , m_buckets(database)
    , m_firstOf(database.prepare(
          u"SELECT first_ms, first_tokens FROM subject WHERE id = ? AND first_ms IS NOT NULL"_s))
    , m_lastOf(database.prepare(
          u"SELECT last_ms, last_tokens FROM subject WHERE id = ? AND last_ms IS NOT NULL"_s))
    , m_windowsOf(database.prepare(u"SELECT start_ms, tokens, limit_tokens, reset_tokens, closed_ms"
                                   " FROM usage_window"
                                   " WHERE subject = ? AND start_ms BETWEEN ? AND ?"_s))
    , m_putWindow(database.prepare(QString::fromUtf16(PutWindow)))
    , m_putEnds(database.prepare(QString::fromUtf16(PutEnds)))
    , m_putRevision(database.prepare(u"UPDATE subject SET revision = ? WHERE id = ?"_s))
    , m_addUnobserved(database.prepare(QString::fromUtf16(AddUnobserved)))
    , m_addFall(database.prepare(QString::fromUtf16(AddFall)))
{ }

Result<KnownUsage> UsageLedger::known(
    qint64 subject, const QList<qint64> &starts, qint64 openSinceMs)
{
    KnownUsage known;
    Result<> done = m_database.forEach(m_lastOf, {subject}, [&](const QSqlQuery &row) {
        known.last = {row.value(0).toLongLong(), row.value(1).toDouble()};
    });
    const auto addBetween = [&](qint64 fromMs, qint64 toMs) {
        return m_database.forEach(m_windowsOf, {subject, fromMs, toMs}, [&](const QSqlQuery &row) {
            const qint64 startMs = row.value(0).toLongLong();
            known.windows.insert(startMs,
                {startMs, row.value(1).toDouble(), numberOrNaN(row.value(2)),
                    row.value(3).toDouble(), row.value(4).toLongLong()});
        });
    };
    constexpr qint64 Forever = std::numeric_limits<qint64>::max();
    if (done && openSinceMs != Forever)
        done = addBetween(openSinceMs + 1, Forever);
    for (auto start = starts.begin(); done && start != starts.end(); ++start) {
        if (*start <= openSinceMs)
            done = addBetween(*start, *start);
    }
    return done.map([&] { return known; });
}

Result<> UsageLedger::note(qint64 subject, const UsageGrowth &growth)
{
    if (growth.windows.isEmpty() && growth.samples.isEmpty())
        return {};
    m_changed = true;
    return noteWindows(subject, growth.windows)
        .and_then([&] { return m_samples.addAll(subject, growth.samples); })
        .and_then([&] { return noteBuckets(subject, growth); })
        .and_then([&] { return noteUnobserved(subject, growth.unobserved); })
        .and_then([&] { return noteFalls(subject, growth.falls); })
        .and_then([&] { return mark(subject, growth.samples); });
}

Result<> UsageLedger::notePast(qint64 subject, const KeyHistory &past)
{
    QList<qint64> starts;
    for (const RecordedWindow &window : past.windows)
        starts.append(window.startMs);
    const Result<KnownUsage> known = this->known(subject, starts);
    std::optional<LifetimeSample> first;
    return known
        .and_then([&](const KnownUsage &) {
            return m_database.forEach(m_firstOf, {subject}, [&](const QSqlQuery &row) {
                first = {row.value(0).toLongLong(), row.value(1).toDouble()};
            });
        })
        .and_then([&] {
            UsageGrowth growth = pastGrowth(past, first);
            growth.windows.removeIf([&](const RecordedWindow &window) {
                return known->windows.contains(window.startMs);
            });
            return note(subject, growth);
        });
}

Result<> UsageLedger::noteWindows(qint64 subject, const QList<RecordedWindow> &windows)
{
    Result<> done;
    for (auto window = windows.begin(); done && window != windows.end(); ++window) {
        done = m_database.run(m_putWindow,
            {subject, window->startMs, window->tokens, window->limit, window->resetTokens,
                window->wasClosedEarly() ? QVariant(window->closedMs) : QVariant()});
    }
    return done;
}

/// One bucket an hour, with the last sample in it, however many samples there are.
Result<> UsageLedger::noteBuckets(qint64 subject, const UsageGrowth &growth)
{
    const auto hourOf
        = [](const LifetimeSample &sample) { return periodOf(sample.atMs, HistoryHourMs); };
    auto observed = growth.observed.begin();
    Result<> done;
    for (qsizetype n = 0; done && n < growth.samples.size(); ++n) {
        const LifetimeSample &sample = growth.samples[n];
        if (n + 1 < growth.samples.size() && hourOf(sample) == hourOf(growth.samples[n + 1]))
            continue;
        double tokens = 0;
        for (; observed != growth.observed.end() && hourOf(*observed) <= hourOf(sample); ++observed)
            tokens += observed->tokens;
        done = m_buckets.add(subject, sample, tokens);
    }
    return done;
}

Result<> UsageLedger::mark(qint64 subject, const QList<LifetimeSample> &samples)
{
    if (samples.isEmpty())
        return m_database.run(m_putRevision, {m_revision, subject});
    const auto &[firstMs, firstTokens] = samples.first();
    const auto &[lastMs, lastTokens] = samples.last();
    return m_database.run(m_putEnds,
        {firstMs, firstTokens, firstMs, firstMs, lastMs, lastTokens, lastMs, lastMs, m_revision,
            subject});
}

Result<> UsageLedger::noteUnobserved(qint64 subject, const QList<UnobservedGrowth> &growths)
{
    Result<> done;
    for (auto growth = growths.begin(); done && growth != growths.end(); ++growth) {
        done = m_database.run(m_addUnobserved,
            {growth->toMs, subject, growth->inWindow, growth->fromMs, growth->tokens});
    }
    return done;
}

Result<> UsageLedger::noteFalls(qint64 subject, const QList<TotalFall> &falls)
{
    Result<> done;
    for (auto fall = falls.begin(); done && fall != falls.end(); ++fall)
        done = m_database.run(m_addFall, {subject, fall->atMs, fall->before, fall->after});
    return done;
}

} // namespace keydeck
