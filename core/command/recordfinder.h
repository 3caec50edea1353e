// Finds the records that a command names.
#pragma once

#include "core/store/keyset.h"

#include <QHash>

namespace keydeck {

/// For a single look-up it walks the records once; for more it indexes them first, so that an edit
/// of 10,000 keys stays linear. Valid as long as keys.
class RecordFinder final
{
public:
    RecordFinder(const KeySet &keys, size_t lookups);

    /// The index of the record, -1 when there is none.
    [[nodiscard]] qsizetype indexOf(const KeyRef &ref) const;

private:
    const KeySet &m_keys;
    QHash<KeyRef, qsizetype> m_index; ///< empty for a single look-up
};

/// “Alice”, or the masked key of a record without a name: how messages and titles call it.
[[nodiscard]] QString recordLabel(const QString &name, const QString &key);

} // namespace keydeck
