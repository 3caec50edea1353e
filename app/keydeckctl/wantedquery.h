// --query, of every command that takes it.
#pragma once

#include "app/keydeckctl/context.h"
#include "core/query/query.h"

namespace keydeck {

/// InvalidInput for a word that is not understood: in the window it leaves the others standing, but
/// a script must not go on with half of what it asked for. An empty query where there is none.
[[nodiscard]] Result<Query> wantedQuery(const Context &context);

/// InvalidInput for a query that has a key in it, which others have seen by then.
[[nodiscard]] Result<> checkQueryHoldsNoKey(const Context &context, const KeySet &keys);

} // namespace keydeck
