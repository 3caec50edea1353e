// How rows get from one order to another, in the few steps that views are told of.
#pragma once

#include <vector>

namespace keydeck {

struct OrderStep
{
    enum class Kind
    {
        Move,
        Remove,
        Insert,
    };
    Kind kind = Kind::Move;
    int first = 0, count = 0; ///< the rows that go, or come
    std::vector<int> order = {}; ///< afterwards: the item that each row shows
    std::vector<int> newRowOf = {}; ///< of a move: where each row is then
};

/// Four steps at most, for the first order of rows that they were planned from.
using OrderPlan = std::vector<OrderStep>;

/// Rows that are in both orders are moved, so that what refers to them follows: rows that go are
/// moved to the end and removed in one go, new ones come in at the end and are moved to their
/// place. Nothing is moved where that is not needed.
///
/// Items are from 0 on, none twice in one order. Any thread; linear: a millisecond for 100,000
/// rows, two or three where memory is slow.
[[nodiscard]] OrderPlan planOrder(const std::vector<int> &from, const std::vector<int> &to);

/// The row of each item; -1 of those that are in no row.
[[nodiscard]] std::vector<int> placesIn(const std::vector<int> &order, int items);

} // namespace keydeck
