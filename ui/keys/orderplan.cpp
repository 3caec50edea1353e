#include "ui/keys/orderplan.h"

#include <algorithm>

namespace keydeck {

namespace {

int itemsOf(const std::vector<int> &order)
{
    return order.empty() ? 0 : 1 + *std::max_element(order.begin(), order.end());
}

class Planner final
{
public:
    Planner(const std::vector<int> &from, const std::vector<int> &to)
        : m_order(from)
        , m_target(to)
        , m_items(std::max(itemsOf(from), itemsOf(to)))
    { }

    OrderPlan plan()
    {
        if (m_order == m_target)
            return {};
        removeGone();
        insertFresh();
        if (m_order != m_target)
            move(m_target);
        return std::move(m_plan);
    }

private:
    void removeGone();
    void insertFresh();
    void move(std::vector<int> order);
    void add(OrderStep step)
    {
        m_order = step.order;
        m_plan.push_back(std::move(step));
    }

    std::vector<int> m_order; ///< after the last step
    const std::vector<int> &m_target;
    int m_items;
    OrderPlan m_plan;
};

void Planner::removeGone()
{
    const std::vector<int> places = placesIn(m_target, m_items);
    const auto isGone = [&](int item) { return places[size_t(item)] < 0; };
    const auto first = std::find_if(m_order.begin(), m_order.end(), isGone);
    if (first == m_order.end())
        return;
    std::vector<int> kept(m_order.begin(), first), gone;
    for (auto item = first; item != m_order.end(); ++item)
        (isGone(*item) ? gone : kept).push_back(*item);
    const bool together = std::equal(gone.begin(), gone.end(), first);
    const int at = together ? int(first - m_order.begin()) : int(kept.size());
    if (!together) {
        std::vector<int> behind = kept;
        behind.insert(behind.end(), gone.begin(), gone.end());
        move(std::move(behind));
    }
    add({OrderStep::Kind::Remove, at, int(gone.size()), std::move(kept)});
}

void Planner::insertFresh()
{
    const std::vector<int> places = placesIn(m_order, m_items);
    std::vector<int> fresh;
    std::copy_if(m_target.begin(), m_target.end(), std::back_inserter(fresh),
        [&](int item) { return places[size_t(item)] < 0; });
    if (fresh.empty())
        return;
    const auto found = std::find(m_target.begin(), m_target.end(), fresh.front());
    const bool inPlace = std::equal(fresh.begin(), fresh.end(), found)
        && std::equal(m_target.begin(), found, m_order.begin(),
            m_order.begin() + std::min(found - m_target.begin(), ptrdiff_t(m_order.size())));
    const auto at = inPlace ? found - m_target.begin() : ptrdiff_t(m_order.size());
    std::vector<int> grown = m_order;
    grown.insert(grown.begin() + at, fresh.begin(), fresh.end());
    add({OrderStep::Kind::Insert, int(at), int(fresh.size()), std::move(grown)});
}

void Planner::move(std::vector<int> order)
{
    const std::vector<int> places = placesIn(order, m_items);
    OrderStep step{OrderStep::Kind::Move, 0, 0, std::move(order), m_order};
    for (int &row : step.newRowOf)
        row = places[size_t(row)];
    add(std::move(step));
}

} // namespace

OrderPlan planOrder(const std::vector<int> &from, const std::vector<int> &to)
{
    return Planner(from, to).plan();
}

std::vector<int> placesIn(const std::vector<int> &order, int items)
{
    std::vector<int> places(size_t(items), -1);
    for (size_t row = 0; row < order.size(); ++row)
        places[size_t(order[row])] = int(row);
    return places;
}

} // namespace keydeck
