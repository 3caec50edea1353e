// A fence between two threads of which one comes by often and pays nothing.
#pragma once

namespace keydeck {

/// The often-run side writes, then has only the compiler keep the order, then reads. The seldom-run
/// side writes, calls everywhere(), then reads. At least one of them sees what the other wrote, as
/// if both had a full fence between write and read: the kernel has every running thread of the
/// process execute one (membarrier, Linux 4.14).
class AsymmetricFence final
{
public:
    /// False where the kernel does not offer it, or a sandbox forbids it: both sides then need
    /// fences of their own. Always the same answer.
    [[nodiscard]] static bool isOffered();
    /// Some microseconds. Only where it is offered: ends the process if the kernel refuses it after
    /// all, as no order could be kept without it.
    static void everywhere();
};

} // namespace keydeck
