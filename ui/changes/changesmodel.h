// Edits as a tree, newest first: what was done, and below it what became of each key.
#pragma once

#include "core/gateway/editspread.h"
#include "ui/changes/changelisting.h"
#include "ui/changes/editspreads.h"

#include <QAbstractItemModel>

namespace keydeck {

/// Two levels. Rows that stay keep their identity when edits are added, and with it selection and
/// what is unfolded. Texts are formatted when they are asked for; there is no key in them.
class ChangesModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role
    {
        KindRole = Qt::UserRole, ///< int(RowKind)
        TimeRole, ///< "3 min ago", of edits
        AuthorRole, ///< of edits
        CountRole, ///< how many keys are below it, of edits
        NotedRole, ///< bool: there is a note below it, of edits
        FingerprintRole, ///< as Keydeck prints it, of keys
        ChangeRole, ///< "changed: …", of keys
        SpreadRole, ///< int(KeySpread::Stage), of edits that the gateway is watched for
        SpreadWordRole, ///< "live by 12:05:01", of the same
    };
    enum class RowKind
    {
        Edit,
        Note, ///< what is to be known of the edit besides, in front of its keys
        Key,
    };

    using QAbstractItemModel::QAbstractItemModel;

    /// The listing is of these entries.
    void setEdits(const QList<ChangeEntry> &entries, ChangeListing listing);
    /// How far the newest edit of each key has got, by its full fingerprint.
    void setSpreads(const QHash<QString, KeySpread> &spreads, const GatewayTraits &traits);
    /// Time went on.
    void setNow(qint64 nowMs);

    [[nodiscard]] const QList<ChangeEntry> &entries() const { return m_entries; }
    [[nodiscard]] RowKind kindOf(const QModelIndex &index) const;
    /// Of an edit's row, or of one below it.
    [[nodiscard]] qsizetype entryAt(const QModelIndex &index) const;
    /// Of a key's row.
    [[nodiscard]] const NotedChange &changeAt(const QModelIndex &index) const;

    [[nodiscard]] QModelIndex index(
        int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] size_t placeOf(const QModelIndex &index) const;
    [[nodiscard]] const ChangeEntry &entryOf(const QModelIndex &index) const;
    [[nodiscard]] bool continues(
        const QList<ChangeEntry> &entries, const ChangeListing &listing) const;
    [[nodiscard]] QVariant editData(const QModelIndex &index, int role) const;
    [[nodiscard]] QString spreadNote(const ChangeEntry &entry) const;
    [[nodiscard]] QVariant spreadData(const ChangeEntry &entry, int role) const;
    [[nodiscard]] QVariant noteData(const ChangeEntry &entry, int role) const;
    [[nodiscard]] QVariant keyData(const NotedChange &change, int role) const;

    QList<ChangeEntry> m_entries;
    ChangeListing m_listing; ///< the last one is row 0
    QHash<QString, KeySpread> m_spreads; ///< of the slowest of its keys, by the edit's id
    GatewayTraits m_traits;
    qint64 m_nowMs = 0;
};

} // namespace keydeck
