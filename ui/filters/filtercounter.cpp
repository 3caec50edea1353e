#include "ui/filters/filtercounter.h"

#include "core/query/query.h"
#include "ui/session/onworker.h"

#include <utility>

namespace keydeck {

FilterCounter::FilterCounter(QObject *parent) : QObject(parent)
{
    m_worker.setMaxThreadCount(1);
}

FilterCounter::~FilterCounter()
{
    m_worker.waitForDone();
}

void FilterCounter::count(const QList<SavedFilter> &filters, const Keys &keys)
{
    m_next = Job{filters, keys};
    if (!m_isCounting)
        start();
}

void FilterCounter::start()
{
    m_isCounting = true;
    runOnWorker(
        m_worker, this, [job = *std::exchange(m_next, std::nullopt)] { return countsOf(job); },
        [this](const QHash<QString, int> &counts) {
            m_isCounting = false;
            Q_EMIT counted(counts);
            if (m_next && !m_isCounting)
                start();
        });
}

QHash<QString, int> FilterCounter::countsOf(const Job &job)
{
    QHash<QString, int> counts;
    const KeyRows &rows = *job.keys.rows;
    for (const SavedFilter &filter : job.filters) {
        const Query query(filter.query);
        int count = 0;
        for (qsizetype i = 0; i < rows.size(); ++i) {
            const QueryFacts facts = rows.facts(i, (*job.keys.states)[size_t(i)]);
            count += query.matches(facts, job.keys.nowMs) ? 1 : 0;
        }
        counts.insert(filter.query, count);
    }
    return counts;
}

} // namespace keydeck
