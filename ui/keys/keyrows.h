// What the table needs to know of a snapshot, worked out before the GUI thread sees it.
#pragma once

#include "core/notes/keynotes.h"
#include "core/query/queryfacts.h"
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
    KeyNotes notes; ///< that the tags are from
    std::vector<QStringList> tags;
    std::vector<double> lifetimeTokens; ///< NaN where it is no number
    std::vector<std::optional<qint64>> lastUsed; ///< milliseconds since 1970; nothing: never
    std::vector<int> nameRanks; ///< the names' places in the locale's order
    std::vector<int> modelRanks; ///< the same of the models in effect
    std::vector<int> tagRanks; ///< of the tags, as one text; those without any come last
    QStringList models; ///< those in effect, each once, sorted
    QStringList tagsInUse; ///< the same

    /// previous only saves work; the result does not depend on it.
    [[nodiscard]] static std::shared_ptr<const KeyRows> of(const KeySet &keys, qint64 nowMs,
        const KeyRows *previous = nullptr, const KeyNotes &notes = {});

    [[nodiscard]] qsizetype size() const { return qsizetype(refs.size()); }

    /// QueryText::text of the record.
    [[nodiscard]] QStringView searchText(qsizetype index) const;
    /// The name in lower case.
    [[nodiscard]] QStringView searchName(qsizetype index) const;
    /// What a query asks of the record in that state. Valid as long as these rows and the state.
    [[nodiscard]] QueryFacts facts(qsizetype index, const KeyState &state) const;

private:
    void rankNames(const KeyRows *previous);
    void rankModels();
    void findTags(const KeyRows *previous);
    void rankTags();
    void findSearchTexts(const KeyRows *previous);

    /// Where a record's text is in the haystack, and its parts in the text.
    struct Place
    {
        qsizetype begin = 0, size = 0;
        qsizetype nameSize = 0, modelBegin = 0, modelSize = 0;
    };
    [[nodiscard]] Place addSearchText(qsizetype index, const KeyRows *previous);

    QString m_haystack; ///< one piece: looking through it then takes milliseconds
    std::vector<Place> m_places;
};

/// Every key once: of duplicates the first, which is the one that the gateway uses.
[[nodiscard]] QStringList firstKeys(const KeyRows &rows);

/// From each old record to the new one that the same ref names, -1 for none. Only the stretch that
/// differs is hashed.
[[nodiscard]] std::vector<int> newPlaces(
    const std::vector<KeyRef> &from, const std::vector<KeyRef> &to);

/// The states alone, for when only time went on.
[[nodiscard]] std::vector<KeyState> keyStates(const KeySet &keys, qint64 nowMs);

} // namespace keydeck
