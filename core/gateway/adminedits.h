// What an admin changed between two states of the store, as far as the gateway goes by it.
#pragma once

#include "core/store/keyset.h"

#include <vector>

namespace keydeck {

/// A change of what an admin owns and /stats can show: name, model, limit, expiry, and whether
/// there is such a key at all. Of duplicates only the first counts, as for the gateway.
struct AdminEdit
{
    QString key;
    std::optional<ApiKey> before; ///< detached; nothing: the key was not there
    std::optional<ApiKey> after; ///< detached; nothing: it is not there any more
};

/// The records at those places differ, if at all, in what the gateway writes: of each pair.
[[nodiscard]] bool isUsageAlone(
    const KeySet &before, const KeySet &after, const std::vector<int> &places);

/// Nothing where either state is one that the gateway cannot read: it tells of no edit. Linear, and
/// about as quick as comparing the bytes where only usage changed.
[[nodiscard]] std::vector<AdminEdit> adminEditsBetween(const KeySet &before, const KeySet &after);

} // namespace keydeck
