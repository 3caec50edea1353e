// What is said of an import. A key is printed where it was generated just now, as create does, and
// nowhere else.
#pragma once

#include "app/keydeckctl/context.h"
#include "core/import/importplan.h"

namespace keydeck {

enum class RowNotes
{
    Faults, ///< of bad rows
    Remarks, ///< of good ones
};

/// A line on standard error for each row that has any: "staff.csv:7: what, and what to do". place:
/// what an editor can jump to.
void noteRows(const QString &place, const ImportPlan &plan, RowNotes which);

/// What would be imported: a table, or {"would_import": [{line, name, id, …}], "left_out": […]}.
[[nodiscard]] Result<> printPlan(const Context &context, const ImportPlan &plan);

/// "imported  3f2a9c01b7d4  Alice", and "created  3f2a9c01b7d4  Bob  pk_…" with the whole key where
/// it is new; or {"keys": […]} like create's, and "left_out".
[[nodiscard]] Result<> printImported(
    const Context &context, const ImportPlan &plan, const KeySet &store);

} // namespace keydeck
