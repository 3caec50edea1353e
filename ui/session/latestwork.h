// Work that is always about the latest of something.
#pragma once

#include "core/base/background.h"
#include "ui/session/onworker.h"

#include <functional>

namespace keydeck {

/// One piece of work at a time, on a worker of its own. Of what is asked for meanwhile, by what is
/// done with a value as well, the latest follows; the others are not done.
///
/// Thread: the receivers'. The destructor waits for what is under way; it must come before the
/// receiver's own.
class LatestWork final
{
public:
    enum class Kind
    {
        Awaited, ///< by a person
        Background, ///< see stayInBackground()
    };
    explicit LatestWork(Kind kind = Kind::Awaited) : m_kind(kind) { m_worker.setMaxThreadCount(1); }
    ~LatestWork() { m_worker.waitForDone(); }
    LatestWork(const LatestWork &) = delete;
    LatestWork &operator=(const LatestWork &) = delete;

    /// As runOnWorker().
    template <typename Work, typename Done>
    void run(QObject *receiver, Work work, Done done)
    {
        m_next = [this, receiver, work = std::move(work), done = std::move(done)]() mutable {
            begin(receiver, std::move(work), std::move(done));
        };
        beginNext();
    }

    /// Nobody wants any more what was asked for up to now: nothing is done with its value.
    void drop()
    {
        ++m_drops;
        m_next = {};
    }

private:
    template <typename Work, typename Done>
    void begin(QObject *receiver, Work work, Done done)
    {
        m_isRunning = true;
        auto prepared = [kind = m_kind, work = std::move(work)]() mutable {
            if (kind == Kind::Background)
                stayInBackground();
            return work();
        };
        runOnWorker(m_worker, receiver, std::move(prepared),
            [this, done = std::move(done), drops = m_drops](const auto &value) {
                m_isRunning = false;
                if (drops == m_drops)
                    done(value);
                beginNext();
            });
    }

    void beginNext()
    {
        if (m_isRunning)
            return;
        if (const auto next = std::exchange(m_next, {}))
            next();
    }

    const Kind m_kind;
    QThreadPool m_worker;
    std::function<void()> m_next; ///< nothing: nothing was asked for meanwhile
    quint64 m_drops = 0;
    bool m_isRunning = false;
};

} // namespace keydeck
