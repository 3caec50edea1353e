// Rows that are a permutation of a subset of something else's rows, and the signals that views need
// to follow when the subset or its order changes.
#pragma once

#include <QAbstractItemModel>

#include <algorithm>
#include <vector>

namespace keydeck {

/// Base is a flat model with protected begin and end functions. Row r shows the item order()[r].
/// Whatever changes, it takes at most four signals, each in linear time, and every row that stays
/// keeps its persistent indexes: gone rows are moved to the end and removed in one go, new ones
/// come in at the end and are moved to their place. QSortFilterProxyModel removes and inserts range
/// by range instead, which takes seconds at 100,000 rows.
template <typename Base>
class OrderedRows : public Base
{
public:
    using Base::Base;

protected:
    [[nodiscard]] const std::vector<int> &order() const { return m_order; }

    /// Drops the rows whose item isGone.
    template <typename Predicate>
    void shrink(Predicate isGone)
    {
        std::vector<int> target = m_order;
        const auto gone = std::stable_partition(
            target.begin(), target.end(), [&](int item) { return !isGone(item); });
        const int first = int(gone - target.begin());
        const int count = int(target.end() - gone);
        if (count == 0)
            return;
        const int at = firstOf(*gone);
        const bool together = std::equal(gone, target.end(), m_order.begin() + at);
        if (!together)
            permute(target);
        const int begin = together ? at : first;
        this->beginRemoveRows({}, begin, begin + count - 1);
        m_order.erase(m_order.begin() + begin, m_order.begin() + begin + count);
        this->endRemoveRows();
    }

    /// Brings in the items of target that are not there yet, and its order. Every item that is
    /// there already must be in target; items are from 0 to items - 1.
    void grow(const std::vector<int> &target, int items)
    {
        std::vector<char> known(size_t(items), 0);
        for (const int item : m_order)
            known[size_t(item)] = 1;
        std::vector<int> fresh;
        for (const int item : target) {
            if (!known[size_t(item)])
                fresh.push_back(item);
        }
        if (!fresh.empty())
            insert(target, fresh);
        if (m_order != target)
            permute(target);
    }

    /// Renames items without moving any row: no signal.
    template <typename Function>
    void renumber(Function renamed)
    {
        for (int &item : m_order)
            item = renamed(item);
    }

    void setOrderSilently(std::vector<int> order) { m_order = std::move(order); }

    /// From old row to new row: called between the two layout signals.
    virtual void rowsMoved(const std::vector<int> &) { }

private:
    [[nodiscard]] int firstOf(int item) const
    {
        return int(std::find(m_order.begin(), m_order.end(), item) - m_order.begin());
    }

    void insert(const std::vector<int> &target, const std::vector<int> &fresh)
    {
        const auto found = std::find(target.begin(), target.end(), fresh.front());
        const auto at = found - target.begin();
        const bool inPlace = at <= ptrdiff_t(m_order.size())
            && std::equal(fresh.begin(), fresh.end(), found)
            && std::equal(target.begin(), found, m_order.begin());
        const int begin = inPlace ? int(at) : int(m_order.size());
        this->beginInsertRows({}, begin, begin + int(fresh.size()) - 1);
        m_order.insert(m_order.begin() + begin, fresh.begin(), fresh.end());
        this->endInsertRows();
    }

    void permute(const std::vector<int> &target)
    {
        const int items = 1 + *std::max_element(target.begin(), target.end());
        std::vector<int> rowOfItem(size_t(items), -1);
        for (size_t row = 0; row < target.size(); ++row)
            rowOfItem[size_t(target[row])] = int(row);
        std::vector<int> moved(m_order.size());
        std::transform(m_order.begin(), m_order.end(), moved.begin(),
            [&](int item) { return rowOfItem[size_t(item)]; });

        Q_EMIT this->layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
        const QModelIndexList from = this->persistentIndexList();
        QModelIndexList to;
        to.reserve(from.size());
        for (const QModelIndex &index : from)
            to.append(this->createIndex(moved[size_t(index.row())], index.column()));
        m_order = target;
        this->changePersistentIndexList(from, to);
        rowsMoved(moved);
        Q_EMIT this->layoutChanged({}, QAbstractItemModel::VerticalSortHint);
    }

    std::vector<int> m_order;
};

} // namespace keydeck
