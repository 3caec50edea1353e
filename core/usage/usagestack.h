// What the keys used, slot by slot, stacked: those that used the most, the others, what nobody saw.
#pragma once

#include "core/history/localslots.h"

namespace keydeck {

/// Every list of tokens has one figure a slot.
struct UsageStack
{
    struct Layer
    {
        QString key; ///< empty: those that the store no longer has
        QList<double> tokens;
    };

    LocalSlots times;
    QList<Layer> layers = {}; ///< the greatest first
    QList<double> others = {}; ///< observed of all other keys
    /// Of all keys, spread evenly over the time in which it came in; in whole tokens that add up.
    QList<double> unobserved = {};

    [[nodiscard]] double totalAt(int slot) const;
};

/// The layers are the keys of which the usage has buckets. Growth that ends after the span is not
/// the span's.
[[nodiscard]] UsageStack usageStack(const StoreUsage &usage, const LocalSlots &times);

/// The slots that suit a usage: fine ones for a day, coarser ones for a month, and none finer than
/// what is known.
[[nodiscard]] LocalSlots slotsFor(const StoreUsage &usage);

} // namespace keydeck
