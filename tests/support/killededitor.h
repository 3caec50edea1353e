// An editor to be killed, and what must be left of its work.
#pragma once

#include "core/store/keyset.h"
#include "core/store/keystore.h"
#include "tests/support/faultbench.h"
#include "tests/support/guardedchild.h"

#include <array>

namespace keydeck::test {

/// The edits that were acknowledged. The n-th, counted from 1, names key n % Keys "Edit n".
class EditLedger final
{
public:
    static constexpr int Keys = 20;

    [[nodiscard]] static QString keyOf(int edit);
    [[nodiscard]] static QString nameOf(int edit);

    [[nodiscard]] int next() const { return m_last + 1; }
    void acknowledge(int edit);
    /// How many of them the store does not show. One more than was acknowledged may be there, and
    /// counts as acknowledged from then on.
    [[nodiscard]] int countLost(const KeySet &keys);

private:
    int m_last = 0;
    std::array<int, Keys> m_edits{};
};

/// A program of ours that edits the store until it is killed, and tells each edit's number on a
/// pipe when it is done.
class KilledEditor final
{
public:
    KilledEditor(const FaultBench &bench, int firstEdit);
    ~KilledEditor();
    Q_DISABLE_COPY_MOVE(KilledEditor)

    [[nodiscard]] bool isRunning() const { return isAlive(m_child.pid()); }
    [[nodiscard]] bool isGuarded() const { return isAlive(m_child.guardian()); }
    void kill() { m_child.killProgram(); }
    void killGuardian() const { m_child.killGuardian(); }

    /// What it told before it died.
    void tell(EditLedger &ledger) const;

private:
    void apply(KeyStore &keys, int edit) const;

    std::array<int, 2> m_acknowledgements;
    GuardedChild m_child;
};

} // namespace keydeck::test
