#include "tests/bench/support/plainsamples.h"

#include "tests/bench/support/comparison.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace keydeck::bench {

PlainSamples::PlainSamples(const QString &path) : m_connection(path)
{
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    database.setDatabaseName(path);
    if (!database.open())
        qFatal("%s", qPrintable(database.lastError().text()));
    run(u"CREATE TABLE sample (subject INTEGER, at_ms INTEGER, tokens REAL, window_ms INTEGER)"_s);
    run(u"BEGIN"_s);
    m_add = std::make_unique<QSqlQuery>(database);
    m_add->prepare(u"INSERT INTO sample VALUES (?, ?, ?, ?)"_s);
}

PlainSamples::~PlainSamples()
{
    QSqlDatabase::removeDatabase(m_connection);
}

QSqlDatabase PlainSamples::database() const
{
    return QSqlDatabase::database(m_connection);
}

void PlainSamples::run(const QString &statement) const
{
    QSqlQuery query(database());
    if (!query.exec(statement))
        qFatal("%s", qPrintable(query.lastError().text()));
}

void PlainSamples::add(int subject, qint64 atMs, double tokens, qint64 windowMs)
{
    int place = 0;
    for (const QVariant &value :
        {QVariant(subject), QVariant(atMs), QVariant(tokens), QVariant(windowMs)})
        m_add->bindValue(place++, value);
    if (!m_add->exec())
        qFatal("%s", qPrintable(m_add->lastError().text()));
}

void PlainSamples::finish()
{
    m_add.reset();
    run(u"COMMIT"_s);
    run(u"CREATE INDEX by_subject ON sample (subject, at_ms)"_s);
    run(u"CREATE INDEX by_time ON sample (at_ms, subject, tokens, window_ms)"_s);
    run(u"ANALYZE"_s);
}

void PlainSamples::read(const QString &statement, const QList<qint64> &values) const
{
    QSqlQuery query(database());
    query.setForwardOnly(true);
    query.prepare(statement);
    for (const qint64 value : values)
        query.addBindValue(value);
    if (!query.exec())
        qFatal("%s", qPrintable(query.lastError().text()));
    double sum = 0;
    while (query.next())
        sum += query.value(1).toDouble();
    keep(sum);
}

void PlainSamples::samplesOf(int subject, const TimeSpan &span) const
{
    read(u"SELECT at_ms, tokens FROM sample WHERE subject = ? AND at_ms >= ? AND at_ms < ?"
         " ORDER BY at_ms"_s,
        {subject, span.fromMs, span.toMs});
}

void PlainSamples::sums(const TimeSpan &span) const
{
    read(u"SELECT subject, SUM(tokens) FROM sample WHERE at_ms >= ? AND at_ms < ?"
         " GROUP BY subject"_s,
        {span.fromMs, span.toMs});
}

void PlainSamples::hoursOfAll(const TimeSpan &span) const
{
    read(u"SELECT subject, SUM(tokens), at_ms / 3600000 AS hour FROM sample"
         " WHERE at_ms >= ? AND at_ms < ? GROUP BY subject, hour"_s,
        {span.fromMs, span.toMs});
}

void PlainSamples::windowsOfAll(const TimeSpan &span) const
{
    read(u"SELECT subject, SUM(tokens), window_ms FROM sample"
         " WHERE at_ms >= ? AND at_ms < ? GROUP BY subject, window_ms"_s,
        {span.fromMs, span.toMs});
}

} // namespace keydeck::bench
