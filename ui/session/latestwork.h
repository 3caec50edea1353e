// Work that is always about the latest of something.
#pragma once

#include "ui/session/onworker.h"

#include <functional>

namespace keydeck {

/// One piece of work at a time, on a worker of its own. Of what is asked for meanwhile the latest
/// follows; the others are not done.
///
/// Thread: the receivers'. The destructor waits for what is under way; it must come before the
/// receiver's own.
class LatestWork final
{
public:
    LatestWork() { m_worker.setMaxThreadCount(1); }
    ~LatestWork() { m_worker.waitForDone(); }
    LatestWork(const LatestWork &) = delete;
    LatestWork &operator=(const LatestWork &) = delete;

    /// As runOnWorker().
    template <typename Work, typename Done>
    void run(QObject *receiver, Work work, Done done)
    {
        if (std::exchange(m_isRunning, true)) {
            m_next = [this, receiver, work = std::move(work), done = std::move(done)] {
                run(receiver, work, done);
            };
            return;
        }
        runOnWorker(
            m_worker, receiver, std::move(work), [this, done = std::move(done)](const auto &value) {
                m_isRunning = false;
                const auto next = std::exchange(m_next, {});
                done(value);
                if (next)
                    next();
            });
    }

private:
    QThreadPool m_worker;
    std::function<void()> m_next; ///< nothing: nothing was asked for meanwhile
    bool m_isRunning = false;
};

} // namespace keydeck
