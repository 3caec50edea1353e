// The SQLite file under the usage history: made, brought up to date, and set aside when it is
// damaged.
#pragma once

#include "core/base/result.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QVariantList>

#include <memory>
#include <tuple>

namespace keydeck {

/// Which file a path leads to, as long as somebody has it open.
struct FileNumber
{
    quint64 device = 0;
    quint64 inode = 0; ///< 0: none

    friend bool operator==(const FileNumber &, const FileNumber &) = default;
};

/// An open connection. Several programs may have the same file open; a write waits for another
/// one's up to BusyTimeoutMs.
///
/// Thread: the one that opened it.
class HistoryDatabase final
{
public:
    static constexpr int BusyTimeoutMs = 2000;

    /// Makes the file when it is not there, and takes care that only its owner reads it. One that
    /// is not a database, or is damaged where opening looks, is moved aside and a new one begun:
    /// notice() then says so. A link in its place is not followed: that fails.
    [[nodiscard]] static Result<std::unique_ptr<HistoryDatabase>> open(const QString &path);

    /// The same for a database that was found damaged later: moved aside unless another program
    /// has done so already.
    [[nodiscard]] static Result<std::unique_ptr<HistoryDatabase>> replaceDamaged(
        std::unique_ptr<HistoryDatabase> damaged);

    /// The same for one that isInPlace() no longer: opens what is there now, or makes it; notice()
    /// says so. What is left of the other one's log goes into it first, and away.
    [[nodiscard]] static Result<std::unique_ptr<HistoryDatabase>> reopen(
        std::unique_ptr<HistoryDatabase> moved);

    ~HistoryDatabase();
    Q_DISABLE_COPY_MOVE(HistoryDatabase)

    /// What opening did that a person should know, a whole sentence; usually empty.
    [[nodiscard]] QString notice() const { return m_notice; }

    /// A call failed because of damage: the database is of no use any more.
    [[nodiscard]] bool isDamaged() const { return m_damaged; }

    /// What is open is what the path leads to: nobody has moved, removed or replaced it. One stat.
    [[nodiscard]] bool isInPlace() const;

    [[nodiscard]] QString path() const { return m_path; }

    [[nodiscard]] QSqlQuery prepare(const QString &sql) const;
    /// Runs a prepared query with values bound in their order. Placeholders are plain question
    /// marks: Qt 6.4 miscounts SQLite's numbered ones.
    [[nodiscard]] Result<> run(QSqlQuery &query, const QVariantList &values = {}) const;
    [[nodiscard]] Result<> run(const QString &sql) const;
    /// What came of a query's last next(), which says false for the end and for an error alike.
    [[nodiscard]] Result<> check(const QSqlQuery &query) const;

    /// Runs a prepared query and calls take(query) for each row of its answer.
    template <typename Take>
    [[nodiscard]] Result<> forEach(QSqlQuery &query, const QVariantList &values, Take take) const
    {
        const Result<> asked = run(query, values);
        while (asked && query.next())
            take(query);
        const Result<> done = asked ? check(query) : asked;
        query.finish();
        return done;
    }

    /// What work() reads and writes is of one piece: all of it or nothing. begin is how SQLite is
    /// to begin: "BEGIN IMMEDIATE" to decide and write, "BEGIN" to read one state only.
    template <typename Work>
    [[nodiscard]] Result<> inTransaction(const QString &begin, Work work) const
    {
        const Result<> done
            = run(begin).and_then(work).and_then([this] { return run(QStringLiteral("COMMIT")); });
        // Fails where SQLite rolled back by itself or nothing had begun: either way nothing is
        // open.
        if (!done)
            std::ignore = run(QStringLiteral("ROLLBACK"));
        return done;
    }

private:
    explicit HistoryDatabase(QString path);

    [[nodiscard]] static Result<std::unique_ptr<HistoryDatabase>> openLocked(const QString &path);
    [[nodiscard]] Result<> setUp();
    void leave();

    QString m_path;
    QString m_connection;
    QString m_notice;
    FileNumber m_file; ///< of the database, and of its log
    FileNumber m_log;
    mutable bool m_damaged = false;
};

} // namespace keydeck
