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
    m_wish.query = Query(text);
    wishAnew();
}

void KeyFilter::setStatus(std::optional<KeyStatus> status)
{
    if (status == m_wish.status)
        return;
    m_wish.status = status;
    wishAnew();
}

void KeyFilter::setGrouping(Grouping grouping)
{
    if (grouping == m_wish.groups.grouping())
        return;
    m_wish.groups.setGrouping(grouping);
    wishAnew();
}

void KeyFilter::setGroupOpen(int row, bool open)
{
    m_wish.groups.setOpen(order()[size_t(row)] - m_rows, open);
    wishAnew();
}

/// Of what is wished for: what is listed may not show yet that it was toggled before.
void KeyFilter::toggleGroup(int row)
{
    const int number = order()[size_t(row)] - m_rows;
    setGroupOpen(row, !m_wish.groups.at(number).isOpen);
}

void KeyFilter::setAllGroupsOpen(bool open)
{
    m_wish.groups.setAllOpen(open);
    wishAnew();
}

void KeyFilter::openGroupOf(int sourceRow)
{
    m_wish.groups.openFor(m_model.snapshot(), sourceRow);
    wishAnew();
}

void KeyFilter::sort(int column, Qt::SortOrder order)
{
    m_wish.sortColumn = column;
    m_wish.sortOrder = order;
    wishAnew();
}

int KeyFilter::sourceRow(int row) const
{
    const int item = order()[size_t(row)];
    return item < m_rows ? item : -1;
}

int KeyFilter::rowOf(int sourceRow) const
{
    return sourceRow >= 0 && sourceRow < m_rows ? m_places[size_t(sourceRow)] : -1;
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
    return isMatch(sourceRow) && m_wish.groups.isClosed(m_model.snapshot(), sourceRow);
}

bool KeyFilter::isRowStaying(int row) const
{
    const int item = order()[size_t(row)];
    return m_nextPlaces && item < int(m_nextPlaces->size()) && (*m_nextPlaces)[size_t(item)] >= 0;
}

bool KeyFilter::isWishListed() const
{
    return m_listedWish == m_wished && m_listedRows.lock() == m_model.rows();
}

void KeyFilter::catchUp()
{
    if (!isWishListed())
        listAtOnce();
}

void KeyFilter::wishAnew()
{
    ++m_wished;
    refresh();
}

void KeyFilter::refresh()
{
    ++m_asked;
    if (m_model.rowCount() <= AtOnceKeys)
        listAtOnce();
    else
        listElsewhere();
}

void KeyFilter::listAtOnce()
{
    m_listing.drop();
    m_listed = m_asked;
    Arrangement next = arranged(listKeys(m_model.snapshot(), m_wish), order(), orderId());
    show(next);
}

void KeyFilter::listElsewhere()
{
    m_listing.run(
        this,
        [keys = m_model.snapshot(), wish = m_wish, from = order(), fromOrder = orderId()] {
            return std::make_shared<Arrangement>(arranged(listKeys(keys, wish), from, fromOrder));
        },
        [this, asked = m_asked, wished = m_wished](
            const std::shared_ptr<Arrangement> &next) { follow(*next, asked, wished); });
}

/// What only other states would arrange otherwise is shown meanwhile: where those never rest,
/// something must be. What is listed next goes on with its groups.
void KeyFilter::follow(Arrangement &next, quint64 asked, quint64 wished)
{
    const quint64 askedBefore = m_asked;
    if (wished == m_wished && next.listing.of == m_model.rows()) {
        m_listed = asked;
        show(next);
    }
    if (isBehind() && m_asked == askedBefore) // whoever asked meanwhile is being served
        listElsewhere();
}

void KeyFilter::show(Arrangement &next)
{
    const Listing &listing = next.listing;
    m_counts = listing.counts;
    m_groups = listing.groups;
    m_wish.groups = listing.groups;
    m_listedWish = m_wished;
    m_listedRows = listing.of;
    m_rows = m_model.rowCount();
    m_nextPlaces = &next.places;
    Q_EMIT aboutToUpdate();
    moveRows(next);
    m_nextPlaces = nullptr;
    signalGroups();
    Q_EMIT updated();
}

void KeyFilter::moveRows(Arrangement &next)
{
    if (next.fromOrder != orderId()) // rows came, went or moved meanwhile
        next.plan = planOrder(order(), next.listing.items);
    followPlan(std::move(next.plan));
    m_places.swap(next.places);
}

void KeyFilter::signalGroups()
{
    m_shownGroups.resize(size_t(m_groups.count()));
    for (int number = 0; number < m_groups.count(); ++number) {
        const int row = m_places[size_t(m_rows + number)];
        if (row < 0 || m_groups.at(number) == m_shownGroups[size_t(number)])
            continue;
        m_shownGroups[size_t(number)] = m_groups.at(number);
        Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    }
}

bool KeyFilter::isMatch(int sourceRow) const
{
    return m_wish.matches(m_model.snapshot(), sourceRow);
}

void KeyFilter::findPlaces()
{
    m_places = placesIn(order(), m_rows + m_groups.count());
}

void KeyFilter::forwardChange(const QModelIndex &topLeft, const QModelIndex &bottomRight)
{
    if (topLeft.row() == 0 && bottomRight.row() == m_rows - 1 && rowCount() > 0) {
        Q_EMIT dataChanged(index(0, topLeft.column()), index(rowCount() - 1, bottomRight.column()));
        return;
    }
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
    std::vector<int> kept = order();
    std::erase_if(kept, [&](int row) { return row >= first && row <= last; });
    followPlan(planOrder(order(), kept));
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
    if (!index.isValid())
        return {};
    // Selections ask it of every row: the model is not asked in turn, which says the same of all.
    const Qt::ItemFlags ofGroup = Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    return groupAt(index.row()) ? ofGroup : ofGroup | Qt::ItemIsSelectable;
}

QVariant KeyFilter::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal ? m_model.headerData(section, orientation, role)
                                         : QVariant();
}

} // namespace keydeck
