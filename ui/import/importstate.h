// How far an import has got, in words.
#pragma once

#include "core/import/importplan.h"

#include <QCoreApplication>

namespace keydeck {

/// A moment of the dialog: what there is by now, and what is going on.
struct ImportState
{
    Q_DECLARE_TR_FUNCTIONS(ImportState)

public:
    QString lock; ///< why nothing can be written to the store; empty: it can
    QString problem; ///< what is wrong with what blank cells get; empty: nothing
    const ImportTable *table = nullptr; ///< nullptr: no file was read
    const ImportPlan *plan = nullptr; ///< nullptr: none that is up to date
    bool hasNames = false; ///< a column is chosen for them
    bool leavesOutBad = false;
    bool isTyped = false; ///< another path stands in the line than the one that was read
    bool isReading = false;
    bool isWriting = false;
    bool isStopping = false; ///< the writing

    /// Why it cannot be imported as things stand, a sentence; empty: it can.
    [[nodiscard]] QString block() const;
    /// What the button does: "Import 3 keys".
    [[nodiscard]] QString verb() const;
    /// What would become of it; empty where there is nothing to say.
    [[nodiscard]] QString summary() const;
    /// "CSV, 14 rows, 6 columns".
    [[nodiscard]] QString shape() const;
};

} // namespace keydeck
