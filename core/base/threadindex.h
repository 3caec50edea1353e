// A small number for every running thread, so that each may have a place of its own in an array.
#pragma once

namespace keydeck {

/// Given at a thread's first call, and to another thread once that one has ended; what the first
/// wrote before its end is then visible to the second.
class ThreadIndex final
{
public:
    static constexpr int Count = 64;
    /// All numbers were taken when the thread first asked, which goes for the rest of its life even
    /// if some become free; or it is ending.
    static constexpr int None = -1;

    /// From 0 to Count - 1, or None.
    [[nodiscard]] static int ofThisThread() { return s_index == NotAsked ? take() : s_index; }

private:
    static constexpr int NotAsked = -2;
    [[nodiscard]] static int take();

    class Lease;
    static constinit inline thread_local int s_index = NotAsked;
};

} // namespace keydeck
