#include "ui/keys/keylisting.h"

#include "ui/keys/sortbykey.h"

#include <algorithm>

namespace keydeck {

namespace {

void sortRecords(const KeySnapshot &keys, const ListingWish &wish, std::vector<int> &records)
{
    if (wish.sortColumn < 0)
        return;
    const double sign = wish.sortOrder == Qt::AscendingOrder ? 1 : -1;
    std::vector<SortEntry> entries;
    entries.reserve(records.size());
    for (const int record : records) {
        const double key = keys.sortKeyAt(record, wish.sortColumn);
        entries.push_back({qIsNaN(key) ? qInf() : key * sign, record}); // no figure: always last
    }
    sortByKey(entries);
    std::transform(entries.begin(), entries.end(), records.begin(),
        [](const SortEntry &entry) { return entry.row; });
}

} // namespace

bool ListingWish::matches(const KeySnapshot &keys, int record) const
{
    if (status && keys.stateAt(record).status != *status)
        return false;
    return query.isEmpty() || query.matches(keys.factsAt(record), keys.nowMs);
}

Listing listKeys(const KeySnapshot &keys, const ListingWish &wish)
{
    Listing listing{keys.rows, {}, wish.groups};
    std::vector<int> records;
    records.reserve(size_t(keys.size()));
    for (int record = 0; record < keys.size(); ++record) {
        ++listing.counts[size_t(keys.stateAt(record).status)];
        if (wish.matches(keys, record))
            records.push_back(record);
    }
    sortRecords(keys, wish, records);
    listing.items = listing.groups.arrange(keys, std::move(records), keys.size());
    return listing;
}

Arrangement arranged(Listing listing, const std::vector<int> &from, quint64 fromOrder)
{
    const int items = int(listing.of->size()) + listing.groups.count();
    Arrangement next{std::move(listing), fromOrder};
    next.plan = planOrder(from, next.listing.items);
    next.places = placesIn(next.listing.items, items);
    return next;
}

} // namespace keydeck
