// One row of an import: the key that it makes, or why it makes none.
#pragma once

#include "core/import/importmapping.h"
#include "core/import/importtable.h"
#include "core/notes/keynote.h"
#include "core/store/keycodec.h"

#include <optional>

namespace keydeck {

/// What the person says for cells that are blank, checked by the rules.
struct ImportDefaults
{
    std::optional<qint64> tokenLimitPer5h;
    std::optional<QString> expiryDate; ///< ISO text with milliseconds and Z
    QString model; ///< empty: the gateway's default
    QString prefix = QStringLiteral("pk_"); ///< of keys that are generated
};

/// What becomes of one row. Sentences repeat no key.
struct PlannedKey
{
    int line = 0;
    NewKey key; ///< with what could be read of it, where there are faults
    KeyNote note; ///< what is kept beside the store
    bool isGenerated = false; ///< the row has no key of its own
    QStringList faults; ///< why it cannot be imported
    QStringList remarks; ///< what is worth knowing and hinders nothing

    [[nodiscard]] bool isBad() const { return !faults.isEmpty(); }
};

/// Applies the rules of the validator and of notes to single rows; what is about several rows, or
/// the store, is ImportPlan's.
class RowJudge final
{
public:
    /// The table must outlive it.
    RowJudge(const ImportTable &table, const ImportMapping &mapping, ImportDefaults defaults,
        qint64 nowMs);

    [[nodiscard]] PlannedKey judged(const ImportRow &row) const;

private:
    class Cells;

    void takeKey(const Cells &cells, PlannedKey &planned) const;
    void takeTimes(const Cells &cells, PlannedKey &planned) const;
    void takeNote(const Cells &cells, PlannedKey &planned) const;
    [[nodiscard]] Result<QString> expiry(const QString &text) const;

    const ImportTable &m_table;
    ImportMapping m_mapping;
    ImportDefaults m_defaults;
    qint64 m_nowMs;
};

} // namespace keydeck
