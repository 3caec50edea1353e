// What to do with a result that comes later.
#pragma once

#include <QFutureWatcher>

namespace keydeck {

/// Calls take(result) from context's event loop once the future has its result; never when the
/// future is cancelled or context is gone by then. For QFuture::then(context, …), Qt 6.4 asserts
/// that context outlives the future, which a window that can be closed does not.
///
/// Thread: context's.
template <typename T, typename F>
void whenDone(const QFuture<T> &future, QObject *context, F take)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
        [watcher, take = std::move(take)]() mutable {
            watcher->deleteLater();
            if (watcher->future().resultCount() > 0)
                take(watcher->result());
        });
    watcher->setFuture(future);
}

} // namespace keydeck
