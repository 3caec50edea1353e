// Large values that go away without a pause.
#pragma once

#include <QThreadPool>

#include <memory>

namespace keydeck {

/// Shared; when nobody has it any more it is destroyed on a worker of the process, whichever thread
/// had it last: giving a hundred thousand texts back takes as long as making them.
template <typename Value>
[[nodiscard]] std::shared_ptr<Value> retiredOnWorker(std::unique_ptr<Value> value)
{
    const auto retire = [](Value *old) {
        if (QThreadPool *pool = QThreadPool::globalInstance())
            pool->start([old] { delete old; });
        else
            delete old;
    };
    return std::shared_ptr<Value>(value.release(), retire);
}

} // namespace keydeck
