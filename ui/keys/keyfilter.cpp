#include "ui/keys/keyfilter.h"

#include <algorithm>

namespace keydeck {

KeyFilter::KeyFilter(KeyModel &model, QObject *parent) : OrderedRows(parent), m_model(model)
{
    setSourceModel(&model);
    connect(&model, &QAbstractItemModel::dataChanged, this, &KeyFilter::forwardChange);
    connect(&model, &QAbstractItemModel::rowsAboutToBeRemoved, this,
        [this](const QModelIndex &, int first, int last) { dropRows(first, last); });
    connect(&model, &QAbstractItemModel::rowsRemoved, this,
        [this](const QModelIndex &, int first, int last) { shiftRows(last, first - last - 1); });
    connect(&model, &QAbstractItemModel::rowsInserted, this,
        [this](const QModelIndex &, int first, int last) { shiftRows(first, last - first + 1); });
    connect(&model, &KeyModel::permuted, this, [this](const std::vector<int> &newRowOf) {
        renumber([&](int item) { return item < m_rows ? newRowOf[size_t(item)] : item; });
        findPlaces();
    });
    connect(&model, &KeyModel::refreshed, this, &KeyFilter::refresh);
    refresh();
}

void KeyFilter::setSearch(const QString &text)
{
    if (text == m_search)
        return;
    m_search = text;
    m_query = Query(text);
    refresh();
}

void KeyFilter::setStatus(std::optional<KeyStatus> status)
{
    if (status == m_status)
        return;
    m_status = status;
    refresh();
}

void KeyFilter::setGrouping(Grouping grouping)
{
    if (grouping == m_groups.grouping())
        return;
    m_groups.setGrouping(grouping);
    refresh();
}

void KeyFilter::setGroupOpen(int row, bool open)
{
    m_groups.setOpen(order()[size_t(row)] - m_rows, open);
    refresh();
}

void KeyFilter::setAllGroupsOpen(bool open)
{
    m_groups.setAllOpen(open);
    refresh();
}

void KeyFilter::openGroupOf(int sourceRow)
{
    m_groups.openFor(m_model, sourceRow);
    refresh();
}

void KeyFilter::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_sortOrder = order;
    refresh();
}

int KeyFilter::sourceRow(int row) const
{
    const int item = order()[size_t(row)];
    return item < m_rows ? item : -1;
}

int KeyFilter::rowOf(int sourceRow) const
{
    return sourceRow >= 0 && sourceRow < int(m_places.size()) ? m_places[size_t(sourceRow)] : -1;
}

const KeyGroup *KeyFilter::groupAt(int row) const
{
    const int item = order()[size_t(row)];
    return item < m_rows ? nullptr : &m_groups.at(item - m_rows);
}

int KeyFilter::groupRowOf(int row) const
{
    while (row >= 0 && !groupAt(row))
        --row;
    return row;
}

bool KeyFilter::isInClosedGroup(int sourceRow) const
{
    return isMatch(sourceRow) && m_groups.isClosed(m_model, sourceRow);
}

bool KeyFilter::isStaying(int sourceRow) const
{
    return sourceRow >= 0 && sourceRow < int(m_wanted.size()) && m_wanted[size_t(sourceRow)];
}

bool KeyFilter::isRowStaying(int row) const
{
    return isStaying(order()[size_t(row)]);
}

void KeyFilter::refresh()
{
    countStatuses();
    std::vector<int> rows = matches();
    sortRows(rows);
    m_rows = m_model.rowCount();
    arrange(m_groups.arrange(m_model, std::move(rows), m_rows));
}

void KeyFilter::arrange(const std::vector<int> &items)
{
    m_wanted.assign(size_t(m_rows + m_groups.count()), 0);
    for (const int item : items)
        m_wanted[size_t(item)] = 1;
    Q_EMIT aboutToUpdate();
    shrink([&](int item) { return size_t(item) >= m_wanted.size() || !m_wanted[size_t(item)]; });
    grow(items, m_rows + m_groups.count());
    findPlaces();
    signalGroups();
    Q_EMIT updated();
}

void KeyFilter::signalGroups()
{
    m_shownGroups.resize(size_t(m_groups.count()));
    for (int row = 0; row < rowCount() && m_groups.grouping() != Grouping::None; ++row) {
        const KeyGroup *group = groupAt(row);
        if (!group || *group == m_shownGroups[size_t(order()[size_t(row)] - m_rows)])
            continue;
        m_shownGroups[size_t(order()[size_t(row)] - m_rows)] = *group;
        Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    }
}

void KeyFilter::countStatuses()
{
    m_counts.fill(0);
    for (int row = 0; row < m_model.rowCount(); ++row)
        ++m_counts[size_t(m_model.stateAt(row).status)];
}

bool KeyFilter::isMatch(int sourceRow) const
{
    if (m_status && m_model.stateAt(sourceRow).status != *m_status)
        return false;
    return m_query.isEmpty() || m_query.matches(m_model.factsAt(sourceRow), m_model.nowMs());
}

std::vector<int> KeyFilter::matches() const
{
    std::vector<int> rows;
    rows.reserve(size_t(m_model.rowCount()));
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (isMatch(row))
            rows.push_back(row);
    }
    return rows;
}

void KeyFilter::sortRows(std::vector<int> &rows) const
{
    if (m_sortColumn < 0)
        return;
    struct Entry
    {
        double key;
        int row;
    };
    const double sign = m_sortOrder == Qt::AscendingOrder ? 1 : -1;
    std::vector<Entry> entries;
    entries.reserve(rows.size());
    for (const int row : rows) {
        const double key = m_model.sortKeyAt(row, m_sortColumn);
        entries.push_back({qIsNaN(key) ? qInf() * sign : key, row}); // no figure: always last
    }
    for (Entry &entry : entries)
        entry.key *= sign;
    const auto before = [](const Entry &a, const Entry &b) {
        return a.key != b.key ? a.key < b.key : a.row < b.row;
    };
    std::sort(entries.begin(), entries.end(), before);
    std::transform(
        entries.begin(), entries.end(), rows.begin(), [](const Entry &e) { return e.row; });
}

void KeyFilter::findPlaces()
{
    m_places.assign(size_t(m_rows), -1);
    for (size_t row = 0; row < order().size(); ++row) {
        if (order()[row] < m_rows)
            m_places[size_t(order()[row])] = int(row);
    }
}

void KeyFilter::forwardChange(const QModelIndex &topLeft, const QModelIndex &bottomRight)
{
    int first = rowCount(), last = -1;
    for (int source = topLeft.row(); source <= bottomRight.row(); ++source) {
        const int row = rowOf(source);
        if (row < 0)
            continue;
        first = std::min(first, row);
        last = std::max(last, row);
    }
    if (last >= 0)
        Q_EMIT dataChanged(index(first, topLeft.column()), index(last, bottomRight.column()));
}

void KeyFilter::dropRows(int first, int last)
{
    shrink([&](int row) { return row >= first && row <= last; });
}

void KeyFilter::shiftRows(int first, int by)
{
    renumber([&](int item) { return item >= first ? item + by : item; });
    m_rows += by;
    findPlaces();
}

QModelIndex KeyFilter::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

QModelIndex KeyFilter::parent(const QModelIndex &) const
{
    return {};
}

int KeyFilter::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(order().size());
}

int KeyFilter::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_model.columnCount();
}

/// A group is there until the refresh, when the model may have no keys any more.
bool KeyFilter::hasChildren(const QModelIndex &parent) const
{
    return rowCount(parent) > 0;
}

QModelIndex KeyFilter::mapToSource(const QModelIndex &index) const
{
    const int row = index.isValid() ? sourceRow(index.row()) : -1;
    return row < 0 ? QModelIndex() : m_model.index(row, index.column());
}

QModelIndex KeyFilter::mapFromSource(const QModelIndex &index) const
{
    const int row = index.isValid() ? rowOf(index.row()) : -1;
    return row < 0 ? QModelIndex() : createIndex(row, index.column());
}

QVariant KeyFilter::data(const QModelIndex &index, int role) const
{
    const KeyGroup *group = index.isValid() ? groupAt(index.row()) : nullptr;
    if (!group)
        return QAbstractProxyModel::data(index, role);
    if (role == GroupRole)
        return QVariant::fromValue(*group);
    if (role == Qt::AccessibleTextRole) // whichever column the keyboard came down
        return group->spoken();
    const bool isTitle = role == Qt::DisplayRole && index.column() == KeyModel::IdentityColumn;
    return isTitle ? group->title : QVariant();
}

Qt::ItemFlags KeyFilter::flags(const QModelIndex &index) const
{
    const bool isGroup = index.isValid() && groupAt(index.row());
    return isGroup ? Qt::ItemIsEnabled | Qt::ItemNeverHasChildren
                   : QAbstractProxyModel::flags(index);
}

QVariant KeyFilter::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal ? m_model.headerData(section, orientation, role)
                                         : QVariant();
}

} // namespace keydeck
