// Work on many things, side by side.
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <thread>
#include <vector>

namespace keydeck {

/// Some of the things, and which of the stretches it is.
struct Stretch
{
    qsizetype begin = 0;
    qsizetype end = 0;
    size_t number = 0;
};

/// As many as there are processors, four at most; one where there are few things.
[[nodiscard]] inline size_t stretchesOf(qsizetype count)
{
    constexpr qsizetype Few = 2000;
    return count < Few ? 1 : std::clamp<size_t>(std::thread::hardware_concurrency(), 1, 4);
}

/// work(Stretch) for each stretch of 0 to count, each on a thread of its own but the last, which is
/// done here; returns when all are done. The stretches must not write to the same things.
template <typename Work>
void inStretches(qsizetype count, Work work)
{
    const auto stretches = qsizetype(stretchesOf(count));
    std::vector<std::thread> others;
    others.reserve(size_t(stretches));
    for (qsizetype n = 0; n < stretches; ++n) {
        const Stretch stretch{count * n / stretches, count * (n + 1) / stretches, size_t(n)};
        if (n + 1 < stretches)
            others.emplace_back([stretch, &work] { work(stretch); });
        else
            work(stretch);
    }
    for (std::thread &other : others)
        other.join();
}

} // namespace keydeck
