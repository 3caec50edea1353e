#include "core/history/storereader.h"

#include "core/history/historyschema.h"
#include "core/history/historytimes.h"
#include "core/history/keyreader.h"

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype FewOthers = 100; ///< whose hours are looked up, each some us

void addToBuckets(QList<UsageBucket> &buckets, const UsageBucket &added)
{
    const auto at = std::lower_bound(buckets.begin(), buckets.end(), added.startMs,
        [](const UsageBucket &bucket, qint64 startMs) { return bucket.startMs < startMs; });
    if (at != buckets.end() && at->startMs == added.startMs)
        at->tokens += added.tokens;
    else
        buckets.insert(at, added);
}

/// Adds what falls into the span to the hours that it belongs to.
void addToBuckets(
    QList<UsageBucket> &buckets, const QList<LifetimeSample> &observed, const BucketSpan &span)
{
    for (const LifetimeSample &part : observed) {
        if (part.atMs >= span.fromMs && part.atMs < span.toMs)
            addToBuckets(
                buckets, {startOfPeriod(part.atMs, HistoryHourMs), HistoryHourMs, part.tokens});
    }
}

bool isEmpty(const UsageBucket &bucket)
{
    return bucket.tokens == 0;
}

bool usedMore(const KeyUsage &a, const KeyUsage &b)
{
    return a.total() != b.total() ? a.total() > b.total() : a.key < b.key;
}

} // namespace

StoreReader::StoreReader(const HistoryDatabase &database, const HistoryState &state,
    const LooksBySubject &ahead, QHash<qint64, QString> keys)
    : m_database(database)
    , m_state(state)
    , m_ahead(ahead)
    , m_keys(std::move(keys))
{ }

/// What /stats knows of subjects is few; the sum of all is theirs as well.
Result<> StoreReader::findAhead()
{
    if (m_ahead.isEmpty())
        return {};
    UsageLedger ledger(m_database, m_state.revision);
    Result<> done;
    for (auto looks = m_ahead.cbegin(); done && looks != m_ahead.cend(); ++looks) {
        done = ledger.known(looks.key(), startsOf(*looks)).map([&](KnownUsage known) {
            known.heldUntilMs = m_state.watchedUntilMs;
            for (const UsageGrowth &growth : growthsAhead(known, *looks)) {
                m_observedAhead[looks.key()] += growth.observed;
                m_observedAhead[AllSubjects] += growth.observed;
            }
        });
    }
    return done;
}

Result<QList<UsageBucket>> StoreReader::buckets(qint64 subject, const BucketSpan &span)
{
    return bucketsOf(m_database, subject, span).map([&](const QList<SubjectBucket> &found) {
        QList<UsageBucket> buckets;
        for (const SubjectBucket &bucket : found) {
            if (bucket.bucket.tokens != 0)
                buckets.append(bucket.bucket);
        }
        addToBuckets(buckets, m_observedAhead.value(subject), span);
        return buckets;
    });
}

Result<> StoreReader::readUnobserved(StoreUsage &found, const BucketSpan &span)
{
    QSqlQuery query
        = m_database.prepare(u"SELECT from_ms, to_ms, tokens, in_window, subject FROM unobserved"
                             " WHERE to_ms >= ? AND from_ms < ? ORDER BY to_ms, from_ms"_s);
    return m_database.forEach(query, {span.fromMs, span.toMs}, [&](const QSqlQuery &row) {
        found.unobserved.append({row.value(0).toLongLong(), row.value(1).toLongLong(),
            row.value(2).toDouble(), row.value(3).toBool()});
        if (found.unobserved.last().toMs < span.toMs)
            m_unobserved[row.value(4).toLongLong()] += found.unobserved.last().tokens;
    });
}

Result<QHash<qint64, KeyUsage>> StoreReader::sums(const BucketSpan &span)
{
    return bucketSums(m_database, span).map([&](const QHash<qint64, double> &tokens) {
        QHash<qint64, KeyUsage> sums;
        for (auto sum = tokens.cbegin(); sum != tokens.cend(); ++sum)
            sums[sum.key()].tokens = *sum;
        for (auto ahead = m_observedAhead.cbegin(); ahead != m_observedAhead.cend(); ++ahead) {
            QList<UsageBucket> within;
            addToBuckets(within, *ahead, span);
            for (const UsageBucket &bucket : within)
                sums[ahead.key()].tokens += bucket.tokens;
        }
        for (auto growth = m_unobserved.cbegin(); growth != m_unobserved.cend(); ++growth)
            sums[growth.key()].unobserved = *growth;
        sums.remove(AllSubjects);
        return sums;
    });
}

Result<StoreUsage> StoreReader::usage(const TimeSpan &span, int top)
{
    const BucketSpan whole = wholeBuckets(span, m_state.hoursFromMs);
    Sums sums;
    return usageIn(whole, top, &sums, Whose::All).and_then([&](StoreUsage found) {
        return buckets(AllSubjects, whole).map([&](const QList<UsageBucket> &all) {
            found.all = all;
            return found;
        });
    });
}

Result<StoreUsage> StoreReader::usageOf(const TimeSpan &span, int top)
{
    const BucketSpan whole = wholeBuckets(span, m_state.hoursFromMs);
    Sums sums;
    return usageIn(whole, top, &sums, Whose::Keys).and_then([&](StoreUsage found) {
        found.unobserved.clear();
        return bucketsOfKeys(sums, whole).map([&](const QList<UsageBucket> &all) {
            found.all = all;
            return found;
        });
    });
}

/// Of few others it is quicker to take away what they have.
Result<QList<UsageBucket>> StoreReader::bucketsOfKeys(const Sums &sums, const BucketSpan &span)
{
    QList<qint64> others;
    for (auto sum = sums.cbegin(); sum != sums.cend(); ++sum) {
        if (!m_keys.contains(sum.key()))
            others.append(sum.key());
    }
    if (others.size() <= FewOthers)
        return bucketsWithout(others, span);
    return bucketsOfMany(m_database, m_keys.keys(), span).map([&](QList<UsageBucket> found) {
        for (auto ahead = m_observedAhead.cbegin(); ahead != m_observedAhead.cend(); ++ahead) {
            if (m_keys.contains(ahead.key()))
                addToBuckets(found, *ahead, span);
        }
        found.removeIf(isEmpty);
        return found;
    });
}

Result<QList<UsageBucket>> StoreReader::bucketsWithout(
    const QList<qint64> &others, const BucketSpan &span)
{
    Result<QList<UsageBucket>> left = buckets(AllSubjects, span);
    for (const qint64 other : others) {
        left = left.and_then([&](QList<UsageBucket> sum) {
            return buckets(other, span).map([&](const QList<UsageBucket> &found) {
                for (const UsageBucket &bucket : found)
                    addToBuckets(sum, {bucket.startMs, bucket.lengthMs, -bucket.tokens});
                return sum;
            });
        });
    }
    return left.map([](QList<UsageBucket> found) {
        found.removeIf(isEmpty);
        return found;
    });
}

/// All but the buckets of all together.
Result<StoreUsage> StoreReader::usageIn(const BucketSpan &whole, int top, Sums *sums, Whose whose)
{
    StoreUsage found{{whole.fromMs, whole.toMs}};
    return findAhead()
        .and_then([&] { return readUnobserved(found, whole); })
        .and_then([&] { return this->sums(whole); })
        .and_then([&](const Sums &read) {
            *sums = read;
            Sums ranked = read;
            if (whose == Whose::Keys)
                ranked.removeIf([&](Sums::iterator sum) { return !m_keys.contains(sum.key()); });
            return rank(found, ranked, whole, top);
        })
        .and_then([&] { return watchedSpans(m_database, found.span); })
        .and_then([&](const QList<TimeSpan> &watched) {
            found.watched = watched;
            return beginning();
        })
        .map([&](qint64 beganMs) {
            found.beganMs = beganMs;
            return found;
        });
}

Result<qint64> StoreReader::beginning() const
{
    qint64 beganMs = 0;
    QSqlQuery query = m_database.prepare(u"SELECT MIN(from_ms) FROM watched"_s);
    return m_database
        .forEach(query, {}, [&](const QSqlQuery &row) { beganMs = row.value(0).toLongLong(); })
        .map([&] { return beganMs; });
}

/// The subjects that the store no longer has make one entry.
Result<> StoreReader::rank(
    StoreUsage &found, const QHash<qint64, KeyUsage> &sums, const BucketSpan &span, int top)
{
    QHash<QString, QList<qint64>> subjects;
    KeyUsage gone;
    for (auto sum = sums.cbegin(); sum != sums.cend(); ++sum) {
        if (sum->total() == 0)
            continue;
        const QString key = m_keys.value(sum.key());
        subjects[key].append(sum.key());
        if (!key.isEmpty()) {
            found.keys.append({key, sum->tokens, sum->unobserved});
            continue;
        }
        gone.tokens += sum->tokens;
        gone.unobserved += sum->unobserved;
    }
    if (gone.total() > 0)
        found.keys.append(gone);
    std::sort(found.keys.begin(), found.keys.end(), usedMore);
    Result<> done;
    for (qsizetype n = 0; done && n < std::min<qsizetype>(top, found.keys.size()); ++n)
        done = readBuckets(found.keys[n], subjects.value(found.keys[n].key), span);
    return done;
}

Result<> StoreReader::readBuckets(
    KeyUsage &usage, const QList<qint64> &subjects, const BucketSpan &span)
{
    Result<> done;
    for (auto subject = subjects.begin(); done && subject != subjects.end(); ++subject) {
        done = buckets(*subject, span).map([&](const QList<UsageBucket> &found) {
            for (const UsageBucket &bucket : found)
                addToBuckets(usage.buckets, bucket);
        });
    }
    return done;
}

Result<UsageByKey> StoreReader::hours(const TimeSpan &span)
{
    BucketSpan whole = wholeBuckets(span, m_state.hoursFromMs);
    whole.fromMs = std::max(whole.fromMs, m_state.hoursFromMs);
    return findAhead()
        .and_then([&] { return hoursOfAll(m_database, whole); })
        .map([&](QHash<qint64, QList<UsageBucket>> found) {
            for (auto ahead = m_observedAhead.cbegin(); ahead != m_observedAhead.cend(); ++ahead)
                addToBuckets(found[ahead.key()], *ahead, whole);
            UsageByKey byKey;
            for (auto buckets = found.cbegin(); buckets != found.cend(); ++buckets) {
                const auto key = m_keys.constFind(buckets.key());
                if (key != m_keys.cend() && !buckets->isEmpty())
                    byKey.insert(*key, *buckets);
            }
            return byKey;
        });
}

} // namespace keydeck
