#include "ui/health/healthmodel.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "ui/widgets/tooltip.h"

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr quintptr GroupId = 0; // a key's row carries its group's number plus one

size_t groupOf(const QModelIndex &index)
{
    return size_t(index.internalId() - 1);
}

} // namespace

bool HealthModel::setGroups(const KeySet &keys, std::vector<FindingGroup> groups)
{
    const bool same = groups == m_groups;
    if (!same) {
        beginResetModel();
        m_groups = std::move(groups);
    }
    m_keys = keys;
    if (!same) {
        endResetModel();
    }
    return !same;
}

bool HealthModel::isGroup(const QModelIndex &index) const
{
    return index.isValid() && index.internalId() == GroupId;
}

KeyRef HealthModel::refAt(const QModelIndex &index) const
{
    return m_keys.refAt(m_groups[groupOf(index)].keys[size_t(index.row())].index);
}

Finding HealthModel::findingAt(const QModelIndex &index) const
{
    const FindingGroup &group = m_groups[isGroup(index) ? size_t(index.row()) : groupOf(index)];
    return {group.id, group.severity, group.message};
}

std::vector<qsizetype> HealthModel::recordsAt(const QModelIndex &index) const
{
    if (!isGroup(index)) {
        return {m_groups[groupOf(index)].keys[size_t(index.row())].index};
    }
    std::vector<qsizetype> records;
    for (const FindingGroup::Affected &key : m_groups[size_t(index.row())].keys) {
        records.push_back(key.index);
    }
    return records;
}

QModelIndex HealthModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row() + 1) : GroupId);
}

QModelIndex HealthModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || isGroup(index)) {
        return {};
    }
    return createIndex(int(groupOf(index)), 0, GroupId);
}

int HealthModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid()) {
        return int(m_groups.size());
    }
    return isGroup(parent) ? int(m_groups[size_t(parent.row())].keys.size()) : 0;
}

int HealthModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant HealthModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    return isGroup(index) ? groupData(m_groups[size_t(index.row())], role)
                          : keyData(m_groups[groupOf(index)].keys[size_t(index.row())], role);
}

QVariant HealthModel::groupData(const FindingGroup &group, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return displayText(group.message);
    case Qt::AccessibleTextRole:
        return tr("%1 Keys: %2").arg(displayText(group.message)).arg(group.keys.size());
    case Qt::ToolTipRole:
        return plainToolTip(displayText(group.message));
    case SeverityRole:
        return int(group.severity);
    case CountRole:
        return int(group.keys.size());
    default:
        return {};
    }
}

QVariant HealthModel::keyData(const FindingGroup::Affected &affected, int role) const
{
    switch (role) {
    case Qt::DisplayRole: {
        const QString name = displayText(m_keys.at(affected.index).name());
        return name.isEmpty() ? tr("(no name)") : name;
    }
    case MaskedKeyRole:
        return maskedKey(m_keys.at(affected.index).key());
    case RemarkRole:
        return displayText(affected.message);
    case Qt::ToolTipRole:
        return affected.message.isEmpty() ? QString() : plainToolTip(displayText(affected.message));
    default:
        return {};
    }
}

} // namespace keydeck
