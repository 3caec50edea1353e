#include "core/history/historywriter.h"

#include "core/rules/usagewindow.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 HourMs = 60LL * 60 * 1000;

// The limit of a closed window is a fact of the past, whatever the key's limit is now.
const auto AddWindow
    = u"INSERT INTO usage_window (subject, start_ms, tokens, limit_tokens, seen_ms)"
      " VALUES (?, ?, ?, ?, ?)"
      " ON CONFLICT (subject, start_ms) DO UPDATE SET tokens = excluded.tokens,"
      " limit_tokens = CASE WHEN excluded.seen_ms <= start_ms + ?"
      " THEN excluded.limit_tokens ELSE limit_tokens END,"
      " seen_ms = excluded.seen_ms"
      " WHERE excluded.seen_ms >= seen_ms AND (tokens IS NOT excluded.tokens"
      " OR limit_tokens IS NOT excluded.limit_tokens)";

const auto AddLifetime = u"INSERT INTO lifetime (subject, at_ms, tokens) SELECT ?, ?, ?"
                         " WHERE (SELECT tokens FROM lifetime WHERE subject = ? AND at_ms <= ?"
                         " ORDER BY at_ms DESC LIMIT 1) IS NOT ?"
                         " ON CONFLICT (subject, at_ms) DO UPDATE SET tokens = excluded.tokens";

const auto Thin = u"DELETE FROM lifetime WHERE subject IN (SELECT id FROM subject)"
                  " AND at_ms >= ? AND at_ms < ?"
                  " AND at_ms > (SELECT MIN(at_ms) FROM lifetime first"
                  " WHERE first.subject = lifetime.subject)"
                  " AND (SELECT later.tokens FROM lifetime later"
                  " WHERE later.subject = lifetime.subject AND later.at_ms > lifetime.at_ms"
                  " AND later.at_ms < (lifetime.at_ms / ? + 1) * ?"
                  " ORDER BY later.at_ms LIMIT 1) >= tokens";

qint64 startOfHour(qint64 ms)
{
    return ms - ms % HourMs;
}

} // namespace

HistoryWriter::HistoryWriter(const HistoryDatabase &database)
    : m_database(database)
    , m_addSubject(
          database.prepare(u"INSERT INTO subject (name) VALUES (?) ON CONFLICT DO NOTHING"_s))
    , m_findSubject(database.prepare(u"SELECT id FROM subject WHERE name = ?"_s))
    , m_addWindow(database.prepare(QString::fromUtf16(AddWindow)))
    , m_addLifetime(database.prepare(QString::fromUtf16(AddLifetime)))
{ }

Result<qint64> HistoryWriter::subjectId(const QByteArray &subject)
{
    return m_database.run(m_addSubject, {subject})
        .and_then([&] { return m_database.run(m_findSubject, {subject}); })
        .and_then([&]() -> Result<qint64> {
            m_findSubject.next();
            return m_database.check(m_findSubject).map([&] {
                return m_findSubject.value(0).toLongLong();
            });
        });
}

Result<> HistoryWriter::window(qint64 subject, const RecordedWindow &window, qint64 seenMs)
{
    return m_database.run(
        m_addWindow, {subject, window.startMs, window.tokens, window.limit, seenMs, UsageWindowMs});
}

Result<> HistoryWriter::lifetime(qint64 subject, const LifetimeSample &sample)
{
    return m_database.run(
        m_addLifetime, {subject, sample.atMs, sample.tokens, subject, sample.atMs, sample.tokens});
}

Result<> HistoryWriter::thin(qint64 nowMs)
{
    QSqlQuery last = m_database.prepare(
        u"SELECT COALESCE((SELECT until_ms FROM thinned), (SELECT MIN(at_ms) FROM lifetime))"_s);
    if (const Result<> asked = m_database.run(last); !asked)
        return asked;
    if (!last.next() || last.value(0).isNull())
        return m_database.check(last);
    const qint64 begin = startOfHour(last.value(0).toLongLong());
    if (begin + HourMs > nowMs - UsageHistory::DetailMs)
        return {};
    QSqlQuery thin = m_database.prepare(QString::fromUtf16(Thin));
    QSqlQuery note
        = m_database.prepare(u"INSERT INTO thinned (id, until_ms) VALUES (1, ?)"
                             " ON CONFLICT (id) DO UPDATE SET until_ms = excluded.until_ms"_s);
    return m_database
        .run(thin, {begin, begin + HourMs, UsageHistory::ThinnedMs, UsageHistory::ThinnedMs})
        .and_then([&] { return m_database.run(note, {begin + HourMs}); });
}

} // namespace keydeck
