// What the table lists of all keys, and in which order.
#pragma once

#include "core/query/query.h"
#include "ui/keys/keygroups.h"
#include "ui/keys/keysnapshot.h"
#include "ui/keys/orderplan.h"

#include <array>
#include <optional>
#include <vector>

namespace keydeck {

/// What a person wants to see.
struct ListingWish
{
    Query query = {};
    std::optional<KeyStatus> status = {}; ///< nothing: keys of every status
    int sortColumn = -1; ///< -1: file order
    Qt::SortOrder sortOrder = Qt::AscendingOrder;
    KeyGroups groups = {};

    [[nodiscard]] bool matches(const KeySnapshot &keys, int record) const;
};

struct Listing
{
    std::shared_ptr<const KeyRows> of; ///< the records
    /// The records that are listed, and the groups above them: for the group with the number n the
    /// number of records + n.
    std::vector<int> items;
    KeyGroups groups; ///< the wish's, as they are arranged
    std::array<int, std::size(AllKeyStatuses)> counts{}; ///< of the whole store, by KeyStatus
};

/// Tens of milliseconds for 100,000 keys. Any thread. Records that compare equal stay in file
/// order, whichever way the column is sorted.
[[nodiscard]] Listing listKeys(const KeySnapshot &keys, const ListingWish &wish);

/// A listing, and how rows that are in another order get there.
struct Arrangement
{
    Listing listing;
    quint64 fromOrder = 0; ///< what names that other order
    OrderPlan plan = {};
    std::vector<int> places = {}; ///< by item: its row, -1 for none
};
[[nodiscard]] Arrangement arranged(
    Listing listing, const std::vector<int> &from, quint64 fromOrder);

} // namespace keydeck
