// The records of a store as it was, in the store as it is: what stands there unchanged need not be
// read again. For decodeStore().
#pragma once

#include "core/store/storedata.h"

#include <optional>

namespace keydeck {

class FormerRecords final
{
public:
    /// The store must outlive this.
    explicit FormerRecords(const StoreData &store) : m_store(store) { }

    [[nodiscard]] const StoreData &store() const { return m_store; }

    /// The former record that the text begins with, byte for byte; nullptr for none. To be asked of
    /// each new record in turn, since most of them stand in the order in which they stood. Where
    /// many in a row were changed, added or removed some that follow may be missed.
    [[nodiscard]] const RecordSpans *next(QByteArrayView text);

    /// From the first one on again.
    void restart();

private:
    [[nodiscard]] std::optional<size_t> find(QByteArrayView text) const;
    [[nodiscard]] bool isBeginning(QByteArrayView text, const RecordSpans &record) const;

    const StoreData &m_store;
    size_t m_expected = 0; ///< the one behind the last that was found
    size_t m_missed = 0; ///< how many texts since then begin with none
};

} // namespace keydeck
