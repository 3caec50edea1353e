// Keys that were deleted, for as long as they can be given back.
#pragma once

#include "core/base/result.h"
#include "core/store/changeset.h"

#include <QList>
#include <QStringList>

namespace keydeck {

/// A deleted key as it may be shown.
struct TrashedKey
{
    QString id; ///< names it in the trash, no key in it
    QString fingerprint; ///< full
    QString maskedKey;
    QString name; ///< as it stood in the store
    qint64 deletedMs = 0; ///< since 1970
    QString author; ///< who deleted it
};

/// A folder of its own, 0700, with a file, 0600, for each edit that deleted keys: their records,
/// keys in clear text, byte for byte. Thread: any; no state beyond the path. Writing is for one
/// process at a time (see StoreEditor).
class Trash final
{
public:
    static constexpr int DaysKept = 90;

    explicit Trash(QString folder) : m_folder(std::move(folder)) { }

    /// Keeps the records that these changes removed, if there are any.
    [[nodiscard]] Result<> keep(const ChangeSet &changes, qint64 atMs, const QString &author) const;

    /// Newest first, each key once, without those that the store has (again).
    [[nodiscard]] QList<TrashedKey> list(const KeySet &current) const;

    /// The records of these ids, in that order. NotFound where one is not there any more.
    [[nodiscard]] Result<std::vector<ApiKey>> read(const QStringList &ids) const;

    /// Removes what was deleted too long ago.
    void prune(qint64 nowMs) const;

private:
    struct Kept;
    [[nodiscard]] QStringList files() const;
    [[nodiscard]] Result<Kept> load(const QString &file) const;

    QString m_folder;
};

/// The one that a selector names: its exact name, else 8 or more digits of its fingerprint.
/// NotFound or Ambiguous otherwise.
[[nodiscard]] Result<TrashedKey> selectTrashed(
    const QList<TrashedKey> &keys, const QString &selector);

} // namespace keydeck
