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
        renumber([&](int row) { return newRowOf[size_t(row)]; });
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

void KeyFilter::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_sortOrder = order;
    refresh();
}

int KeyFilter::rowOf(int sourceRow) const
{
    return sourceRow >= 0 && sourceRow < int(m_places.size()) ? m_places[size_t(sourceRow)] : -1;
}

bool KeyFilter::isStaying(int sourceRow) const
{
    return sourceRow >= 0 && sourceRow < int(m_wanted.size()) && m_wanted[size_t(sourceRow)];
}

void KeyFilter::refresh()
{
    countStatuses();
    std::vector<int> rows = matches();
    sortRows(rows);
    m_wanted.assign(size_t(m_model.rowCount()), 0);
    for (const int row : rows)
        m_wanted[size_t(row)] = 1;
    Q_EMIT aboutToUpdate();
    shrink([&](int row) { return !m_wanted[size_t(row)]; });
    grow(rows, m_model.rowCount());
    findPlaces();
    Q_EMIT updated();
}

void KeyFilter::countStatuses()
{
    m_counts.fill(0);
    for (int row = 0; row < m_model.rowCount(); ++row)
        ++m_counts[size_t(m_model.stateAt(row).status)];
}

std::vector<int> KeyFilter::matches() const
{
    std::vector<int> rows;
    rows.reserve(size_t(m_model.rowCount()));
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (m_status && m_model.stateAt(row).status != *m_status)
            continue;
        if (m_query.isEmpty() || m_query.matches(m_model.factsAt(row), m_model.nowMs()))
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
    m_places.assign(size_t(m_model.rowCount()), -1);
    for (size_t row = 0; row < order().size(); ++row)
        m_places[size_t(order()[row])] = int(row);
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
    renumber([&](int row) { return row >= first ? row + by : row; });
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

QModelIndex KeyFilter::mapToSource(const QModelIndex &index) const
{
    return index.isValid() ? m_model.index(sourceRow(index.row()), index.column()) : QModelIndex();
}

QModelIndex KeyFilter::mapFromSource(const QModelIndex &index) const
{
    const int row = index.isValid() ? rowOf(index.row()) : -1;
    return row < 0 ? QModelIndex() : createIndex(row, index.column());
}

QVariant KeyFilter::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal ? m_model.headerData(section, orientation, role)
                                         : QVariant();
}

} // namespace keydeck
