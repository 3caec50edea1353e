// Work on a worker, its value back in an object's thread.
#pragma once

#include <QMetaObject>
#include <QObject>
#include <QThreadPool>

#include <utility>

namespace keydeck {

/// Stores up to this size are quicker looked through than handed to a worker.
inline constexpr int AtOnceKeys = 2000;

/// work runs on the pool; done gets its value in the receiver's thread. The receiver must wait for
/// the pool before it goes.
template <typename Work, typename Done>
void runOnWorker(QThreadPool &pool, QObject *receiver, Work work, Done done)
{
    pool.start([receiver, work = std::move(work), done = std::move(done)]() mutable {
        QMetaObject::invokeMethod(
            receiver, [done = std::move(done), value = work()] { done(value); },
            Qt::QueuedConnection);
    });
}

} // namespace keydeck
