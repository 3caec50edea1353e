// What would become of every row of a file, before anything is written.
#pragma once

#include "core/command/importkeys.h"
#include "core/import/rowjudge.h"

#include <vector>

namespace keydeck {

struct ImportWish
{
    ImportMapping mapping;
    ImportDefaults defaults;
    qint64 nowMs = 0; ///< what lengths of time count from
};

/// One row for each of the table's, in its order. A value: made on a worker, shown on the GUI's
/// thread, run by ImportKeys.
struct ImportPlan
{
    std::vector<PlannedKey> rows;
    qsizetype bad = 0; ///< rows that cannot be imported
    qsizetype generated = 0; ///< keys that the good rows get
    qsizetype remarked = 0; ///< good rows with something worth knowing

    [[nodiscard]] qsizetype good() const { return qsizetype(rows.size()) - bad; }
    [[nodiscard]] bool hasNotes() const;
    /// The good rows, for the command.
    [[nodiscard]] std::vector<ImportedKey> keys() const;
};

/// Judges every row, beside the others and the store: a key may stand in the file once, and not in
/// the store. The fault of a row is its own alone. Fails only where it is stopped.
[[nodiscard]] Result<ImportPlan> planImport(const ImportTable &table, const ImportWish &wish,
    const KeySet &store, const ImportProgress &progress = {});

} // namespace keydeck
