// The SQLite file under the usage history: made, brought up to date, and set aside when it is
// damaged.
#pragma once

#include "core/base/result.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QVariantList>

#include <memory>

namespace keydeck {

/// An open connection. Several programs may have the same file open; a write waits for another
/// one's up to BusyTimeoutMs.
///
/// Thread: the one that opened it.
class HistoryDatabase final
{
public:
    static constexpr int BusyTimeoutMs = 2000;

    /// Makes the file, mode 0600, when it is not there. One that is not a database, or is damaged
    /// where opening looks, is moved aside and a new one begun: notice() then says so.
    [[nodiscard]] static Result<std::unique_ptr<HistoryDatabase>> open(const QString &path);

    /// The same for a database that was found damaged later: moved aside unless another program
    /// has done so already.
    [[nodiscard]] static Result<std::unique_ptr<HistoryDatabase>> replaceDamaged(
        std::unique_ptr<HistoryDatabase> damaged);

    ~HistoryDatabase();
    Q_DISABLE_COPY_MOVE(HistoryDatabase)

    /// What opening did that a person should know, a whole sentence; usually empty.
    [[nodiscard]] QString notice() const { return m_notice; }

    /// A call failed because of damage: the database is of no use any more.
    [[nodiscard]] bool isDamaged() const { return m_damaged; }

    [[nodiscard]] QSqlQuery prepare(const QString &sql) const;
    /// Runs a prepared query with values bound in their order. Placeholders are plain question
    /// marks: Qt 6.4 miscounts SQLite's numbered ones.
    [[nodiscard]] Result<> run(QSqlQuery &query, const QVariantList &values = {}) const;
    [[nodiscard]] Result<> run(const QString &sql) const;
    /// What came of a query's last next(), which says false for the end and for an error alike.
    [[nodiscard]] Result<> check(const QSqlQuery &query) const;

private:
    explicit HistoryDatabase(QString path);

    [[nodiscard]] static Result<std::unique_ptr<HistoryDatabase>> openLocked(const QString &path);
    [[nodiscard]] Result<> setUp();
    [[nodiscard]] Result<> migrate() const;

    QString m_path;
    QString m_connection;
    QString m_notice;
    quint64 m_inode = 0;
    mutable bool m_damaged = false;
};

} // namespace keydeck
