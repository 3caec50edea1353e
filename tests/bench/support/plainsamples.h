// What one would write without thinking: a table of samples with indexes, and queries over it.
#pragma once

#include "core/history/historyvalues.h"

#include <QString>

#include <memory>

class QSqlDatabase;
class QSqlQuery;

namespace keydeck::bench {

/// The reference for the history: every sample stays, and every question adds them up.
class PlainSamples final
{
public:
    explicit PlainSamples(const QString &path);
    ~PlainSamples();
    Q_DISABLE_COPY_MOVE(PlainSamples)

    void add(int subject, qint64 atMs, double tokens, qint64 windowMs);
    /// No more is added: makes the indexes.
    void finish();

    /// Each runs a query and reads all its rows.
    void samplesOf(int subject, const TimeSpan &span) const;
    void sums(const TimeSpan &span) const;
    void hoursOfAll(const TimeSpan &span) const;
    void windowsOfAll(const TimeSpan &span) const;

private:
    [[nodiscard]] QSqlDatabase database() const;
    void run(const QString &statement) const;
    void read(const QString &statement, const QList<qint64> &values) const;

    QString m_connection;
    std::unique_ptr<QSqlQuery> m_add;
};

} // namespace keydeck::bench
