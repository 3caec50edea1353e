// What the table needs to know of a snapshot, worked out before the GUI thread sees it.
#pragma once

#include "core/rules/keystatus.h"
#include "core/rules/lint.h"
#include "core/store/keyset.h"

#include <memory>
#include <vector>

namespace keydeck {

/// One entry a record, in file order, in every vector. Immutable once made; made on a worker, since
/// it takes about 5 us a key.
struct KeyRows
{
    KeySet keys;
    qint64 nowMs = 0; ///< the moment that states and findings hold for
    std::vector<KeyRef> refs;
    std::vector<KeyState> states;
    std::vector<QList<Finding>> findings;
    std::vector<size_t> digests; ///< of the record's text: equal digests, nothing to redraw
    std::vector<int> nameRanks; ///< the names' places in the locale's order
    std::vector<int> modelRanks; ///< the same of the models in effect

    /// previous only saves work; the result does not depend on it.
    [[nodiscard]] static std::shared_ptr<const KeyRows> of(
        const KeySet &keys, qint64 nowMs, const KeyRows *previous = nullptr);

    [[nodiscard]] qsizetype size() const { return qsizetype(refs.size()); }

    /// Lower case: name, masked key, model in effect and the key's full fingerprint.
    [[nodiscard]] QStringView searchText(qsizetype index) const;

private:
    void rankNames(const KeyRows *previous);
    void rankModels();
    void findSearchTexts(const KeyRows *previous);

    QString m_haystack; ///< one piece: looking through it then takes milliseconds
    std::vector<qsizetype> m_haystackEnds;
};

/// Every key once: of duplicates the first, which is the one that the gateway uses.
[[nodiscard]] QStringList firstKeys(const KeyRows &rows);

/// The states alone, for when only time went on.
[[nodiscard]] std::vector<KeyState> keyStates(const KeySet &keys, qint64 nowMs);

} // namespace keydeck
