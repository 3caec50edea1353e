// A query over a whole store.
#pragma once

#include "core/notes/keynotes.h"
#include "core/query/query.h"

#include <vector>

namespace keydeck {

/// By the place in the file: 1 where the record matches. Derives every record's facts anew, which
/// takes some microseconds a key: for a worker, or a program that runs once.
[[nodiscard]] std::vector<char> queryMatches(
    const Query &query, const KeySet &keys, const KeyNotes &notes, qint64 nowMs);

} // namespace keydeck
