// The texts of keys as numbers to sort by.
#pragma once

#include "core/store/keyset.h"

#include <QStringList>

#include <vector>

namespace keydeck {

/// One rank a record, in file order: from 0 on, the same for texts that are equal.
struct RankedTexts
{
    std::vector<int> ranks;
    QStringList texts; ///< those there are, each once, sorted
};

/// The names' places in the locale's order. A microsecond or so a key, on several threads.
[[nodiscard]] std::vector<int> nameRanks(const KeySet &keys);

/// Of the models in effect.
[[nodiscard]] RankedTexts modelRanks(const KeySet &keys);

/// Of each record's tags as one text, whatever their case; those without any come last. The texts
/// are the tags.
[[nodiscard]] RankedTexts tagRanks(const std::vector<QStringList> &tags);

} // namespace keydeck
