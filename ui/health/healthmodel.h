// Findings as a tree: what is the matter, and below it the keys that it touches.
#pragma once

#include "ui/health/findinggroups.h"

#include <QAbstractItemModel>

namespace keydeck {

/// Two levels. Findings that stay the same keep their rows, and with them what is unfolded. Names
/// are decoded when they are asked for.
class HealthModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role
    {
        SeverityRole = Qt::UserRole, ///< int(FindingSeverity), of groups alone
        CountRole, ///< how many keys, of groups alone
        MaskedKeyRole, ///< of keys alone
        RemarkRole, ///< what is special about this key, of keys alone
    };

    using QAbstractItemModel::QAbstractItemModel;

    /// Returns whether rows came or went.
    bool setGroups(const KeySet &keys, std::vector<FindingGroup> groups);

    [[nodiscard]] bool isGroup(const QModelIndex &index) const;
    /// Of either kind of row: a key's has its group's id and severity.
    [[nodiscard]] Finding findingAt(const QModelIndex &index) const;
    /// The records that a row is about, by their places in the key set.
    [[nodiscard]] std::vector<qsizetype> recordsAt(const QModelIndex &index) const;
    /// Of a key's row.
    [[nodiscard]] KeyRef refAt(const QModelIndex &index) const;

    [[nodiscard]] QModelIndex index(
        int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QVariant groupData(const FindingGroup &group, int role) const;
    [[nodiscard]] QVariant keyData(const FindingGroup::Affected &affected, int role) const;

    KeySet m_keys;
    std::vector<FindingGroup> m_groups;
};

} // namespace keydeck
