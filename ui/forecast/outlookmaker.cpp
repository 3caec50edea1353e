#include "ui/forecast/outlookmaker.h"

#include "ui/session/onworker.h"

#include <algorithm>

namespace keydeck {

namespace {

bool sameWindow(const TrialWindow &a, const TrialWindow &b)
{
    return a.window.startMs == b.window.startMs && a.window.used() == b.window.used();
}

/// The score is of the closed windows alone.
bool sameClosedWindows(const WindowTrial &a, const WindowTrial &b)
{
    return std::equal(
        a.windows.begin(), a.windows.end(), b.windows.begin(), b.windows.end(), sameWindow);
}

} // namespace

OutlookMaker::OutlookMaker(QObject *parent) : QObject(parent)
{
    m_worker.setMaxThreadCount(1);
}

OutlookMaker::~OutlookMaker()
{
    m_worker.waitForDone();
}

void OutlookMaker::startKey()
{
    ++m_generation;
    m_waiting.reset();
    m_last.reset();
}

void OutlookMaker::make(const QString &name, const KeyHistory &history, qint64 nowMs)
{
    const Job job{name, history, nowMs, m_generation, m_last};
    if (m_busy)
        m_waiting = job;
    else
        run(job);
}

KeyOutlookPointer OutlookMaker::outlookOf(const Job &job)
{
    auto outlook = std::make_shared<KeyOutlook>();
    outlook->past = UsagePast(job.history);
    outlook->trial = windowTrial(job.name, outlook->past.windows(), job.nowMs);
    outlook->score = job.last && sameClosedWindows(*job.last->trial, *outlook->trial)
        ? job.last->score
        : backtest(outlook->past, job.nowMs);
    return outlook;
}

void OutlookMaker::run(const Job &job)
{
    m_busy = true;
    runOnWorker(
        m_worker, this, [job] { return outlookOf(job); },
        [this, generation = job.generation](const KeyOutlookPointer &outlook) {
            m_busy = false;
            if (generation == m_generation) {
                m_last = outlook;
                Q_EMIT made(outlook);
            }
            if (auto next = std::exchange(m_waiting, std::nullopt)) {
                next->last = m_last;
                run(*next);
            }
        });
}

} // namespace keydeck
