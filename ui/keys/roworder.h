// Rows that are a permutation of a subset of something else's rows, and the signals that views need
// to follow when the subset or its order changes.
#pragma once

#include "ui/keys/orderplan.h"

#include <QAbstractItemModel>

namespace keydeck {

/// Base is a flat model with protected begin and end functions. Row r shows the item order()[r].
/// Whatever changes, it takes at most four signals, and every row that stays keeps its persistent
/// indexes. What takes a pass over all rows is planned, on a worker where there are many.
/// QSortFilterProxyModel removes and inserts range by range instead, which takes seconds at 100,000
/// rows.
template <typename Base>
class OrderedRows : public Base
{
public:
    using Base::Base;

protected:
    [[nodiscard]] const std::vector<int> &order() const { return m_order; }
    /// Another one whenever the order is.
    [[nodiscard]] quint64 orderId() const { return m_orderId; }

    /// The plan is one from order().
    void followPlan(OrderPlan plan)
    {
        for (OrderStep &step : plan) {
            const int last = step.first + step.count - 1;
            switch (step.kind) {
            case OrderStep::Kind::Move:
                move(std::move(step));
                break;
            case OrderStep::Kind::Remove:
                this->beginRemoveRows({}, step.first, last);
                setOrder(std::move(step.order));
                this->endRemoveRows();
                break;
            case OrderStep::Kind::Insert:
                this->beginInsertRows({}, step.first, last);
                setOrder(std::move(step.order));
                this->endInsertRows();
                break;
            }
        }
    }

    /// Renames items without moving any row: no signal.
    template <typename Function>
    void renumber(Function renamed)
    {
        ++m_orderId;
        for (int &item : m_order)
            item = renamed(item);
    }

    /// From old row to new row: called between the two layout signals.
    virtual void rowsMoved(const std::vector<int> &) { }

private:
    void setOrder(std::vector<int> order)
    {
        ++m_orderId;
        m_order = std::move(order);
    }

    void move(OrderStep step)
    {
        Q_EMIT this->layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
        const QModelIndexList from = this->persistentIndexList();
        QModelIndexList to;
        to.reserve(from.size());
        for (const QModelIndex &index : from)
            to.append(this->createIndex(step.newRowOf[size_t(index.row())], index.column()));
        setOrder(std::move(step.order));
        this->changePersistentIndexList(from, to);
        rowsMoved(step.newRowOf);
        Q_EMIT this->layoutChanged({}, QAbstractItemModel::VerticalSortHint);
    }

    std::vector<int> m_order;
    quint64 m_orderId = 0;
};

} // namespace keydeck
