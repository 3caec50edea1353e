// Sorting many rows by a figure.
#pragma once

#include <vector>

namespace keydeck {

struct SortEntry
{
    double key = 0; ///< not NaN
    int row = 0;
};

/// By key, the lowest first; entries with the same key keep their order. Takes a time in proportion
/// to the entries: comparing them would take its logarithm more, and mispredict every other branch.
void sortByKey(std::vector<SortEntry> &entries);

} // namespace keydeck
