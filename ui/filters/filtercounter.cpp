#include "ui/filters/filtercounter.h"

#include "core/query/query.h"

namespace keydeck {

namespace {

QHash<QString, int> countsOf(const QList<SavedFilter> &filters, const FilterCounter::Keys &keys)
{
    QHash<QString, int> counts;
    const KeyRows &rows = *keys.rows;
    for (const SavedFilter &filter : filters) {
        const Query query(filter.query);
        int count = 0;
        for (qsizetype i = 0; i < rows.size(); ++i) {
            const QueryFacts facts = rows.facts(i, (*keys.states)[size_t(i)]);
            count += query.matches(facts, keys.nowMs) ? 1 : 0;
        }
        counts.insert(filter.query, count);
    }
    return counts;
}

} // namespace

void FilterCounter::count(const QList<SavedFilter> &filters, const Keys &keys)
{
    m_counting.run(
        this, [filters, keys] { return countsOf(filters, keys); },
        [this](const QHash<QString, int> &counts) { Q_EMIT counted(counts); });
}

} // namespace keydeck
