// Makes a store that the gateway cannot use into one that it can, where that takes no guessing.
#pragma once

#include "core/base/result.h"
#include "core/rules/lint.h"
#include "core/store/keyset.h"

namespace keydeck {

/// One thing that is wrong with the content, and what was done about it.
struct RepairStep
{
    Finding finding;
    QString remedy; ///< "The mark is removed."
};

struct StoreRepair
{
    KeySet keys; ///< editable, with every record of before
    QList<RepairStep> steps;
};

/// Removes a byte order mark, escapes control characters in texts, gives a bare list, null or an
/// object without keys its list of keys, and drops null entries; every other byte stays. Nothing
/// but that: a torn store, or one whose keys are no list, is StoreUnusable, and says so.
[[nodiscard]] Result<StoreRepair> repairStore(const KeySet &broken);

} // namespace keydeck
