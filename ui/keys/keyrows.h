// What the table needs to know of a snapshot, worked out before the GUI thread sees it.
#pragma once

#include "core/notes/keynotes.h"
#include "core/query/queryfacts.h"
#include "core/rules/keystatus.h"
#include "core/rules/lint.h"
#include "core/store/keyset.h"
#include "ui/keys/searchtexts.h"

#include <memory>
#include <optional>
#include <vector>

namespace keydeck {

/// What is not as it was in the rows before.
struct RowsDifference
{
    quint64 fromId = 0; ///< KeyRows::id of those; 0: nobody's
    /// From each old record to the new one that the same ref names, -1 for none; nothing where
    /// every record is where it was, and none came.
    std::optional<std::vector<int>> newOf = {};
    std::vector<int> changed = {}; ///< the new ones whose text or tags differ, ascending
};

/// One entry a record, in file order, in every vector. Immutable once made; made on a worker, since
/// it takes about 3 us a key.
struct KeyRows
{
    quint64 id = 0; ///< no others of this process have it; 0: those of no store
    KeySet keys;
    qint64 nowMs = 0; ///< the moment that states and findings hold for
    std::vector<KeyRef> refs;
    std::vector<KeyState> states;
    std::vector<qint64> steadyUntil; ///< see core/rules/steadystate.h: of states and findings
    std::vector<QList<Finding>> findings;
    KeyNotes notes; ///< that the tags are from
    std::vector<QStringList> tags;
    std::vector<double> lifetimeTokens; ///< NaN where it is no number
    std::vector<std::optional<qint64>> lastUsed; ///< milliseconds since 1970; nothing: never
    std::vector<int> nameRanks; ///< the names' places in the locale's order
    std::vector<int> modelRanks; ///< the same of the models in effect
    std::vector<int> tagRanks; ///< of the tags, as one text; those without any come last
    QStringList models; ///< those in effect, each once, sorted
    QStringList tagsInUse; ///< the same
    RowsDifference difference; ///< to those that they were made after

    /// previous only saves work; the result does not depend on it.
    [[nodiscard]] static std::shared_ptr<const KeyRows> of(const KeySet &keys, qint64 nowMs,
        const KeyRows *previous = nullptr, const KeyNotes &notes = {});

    [[nodiscard]] qsizetype size() const { return qsizetype(refs.size()); }
    /// The difference is that to those.
    [[nodiscard]] bool isAfter(const KeyRows &others) const
    {
        return others.id != 0 && difference.fromId == others.id;
    }

    /// Made when somebody asks for them first.
    [[nodiscard]] const SearchTexts &searchTexts() const;
    /// What a query asks of the record in that state. Valid as long as these rows and the state.
    [[nodiscard]] QueryFacts facts(qsizetype index, const KeyState &state) const;

    /// At that moment the record's state and findings are still those that it has here.
    [[nodiscard]] bool isSteady(qsizetype index, qint64 atMs) const
    {
        return atMs >= nowMs && atMs < steadyUntil[size_t(index)];
    }

private:
    friend class KeyRowsBuilder;

    /// Shared with the rows before, where those have the same keys, names, models and tags.
    std::shared_ptr<const LateSearchTexts> m_searchTexts
        = std::make_shared<const LateSearchTexts>();
};

/// Every key once: of duplicates the first, which is the one that the gateway uses.
[[nodiscard]] QStringList firstKeys(const KeyRows &rows);

/// Only the stretch in which the refs differ is hashed.
[[nodiscard]] RowsDifference differenceBetween(const KeyRows &from, const KeyRows &to);

/// Of every record, in file order.
using KeyStates = std::shared_ptr<const std::vector<KeyState>>;
/// For when only time went on: the rows' own states where none is another one by then.
[[nodiscard]] KeyStates keyStates(const std::shared_ptr<const KeyRows> &rows, qint64 nowMs);

} // namespace keydeck
