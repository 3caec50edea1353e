// Copies of a store, kept outside its folder.
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QList>

namespace keydeck {

/// One copy. It holds keys in clear text, as the store does.
struct Backup
{
    QString id; ///< "20261125-011542-123", in the order of time
    qint64 takenMs = 0; ///< since 1970
    qint64 size = 0; ///< bytes

    friend bool operator==(const Backup &, const Backup &) = default;
};

/// A folder of copies, 0700, each in a file of its own, 0600. Thread: any; no state beyond the
/// path. Writing is for one process at a time (see StoreEditor).
class Backups final
{
public:
    /// These many newest ones are kept,
    static constexpr int NewestKept = 20;
    /// and of each of these many days, today included, the last one. Days are UTC.
    static constexpr int DaysKept = 14;

    explicit Backups(QString folder) : m_folder(std::move(folder)) { }

    [[nodiscard]] QString folder() const { return m_folder; }

    /// Writes, syncs, and reads back a copy. Whatever fails leaves nothing behind.
    [[nodiscard]] Result<Backup> keep(const QByteArray &bytes, qint64 nowMs) const;

    /// Newest first.
    [[nodiscard]] QList<Backup> list() const;
    /// NotFound without such a copy.
    [[nodiscard]] Result<QByteArray> read(const QString &id) const;
    void remove(const QString &id) const;

    /// Removes what neither rule keeps.
    void prune(qint64 nowMs) const;

    /// The moment that an id names; 0 for what is none.
    [[nodiscard]] static qint64 momentOf(const QString &id);

private:
    [[nodiscard]] QString pathOf(const QString &id) const;

    QString m_folder;
};

} // namespace keydeck
