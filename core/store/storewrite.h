// One edit of the store's file, from the read to the durable rename. For KeyStore.
#pragma once

#include "core/store/filelock.h"
#include "core/store/keyset.h"
#include "core/store/storefile.h"

#include <optional>

namespace keydeck {

class Command;

/// What an edit came to.
struct AppliedEdit
{
    KeySet keys; ///< the store after the edit
    bool written = false; ///< false: the command had nothing to change
    qint64 lockHeldUs = 0; ///< microseconds, the longest if it took several attempts
    KeySet before; ///< the store that the command was run on: what an undo needs
};

/// Runs a command on the store's present content and replaces the file; KeyStore::apply() says how.
/// What is read, locked and replaced is in one folder, whatever happens to its name meanwhile.
///
/// Thread: any, one edit of one process at a time. Used once.
class StoreWrite final
{
public:
    /// All must outlive it. file: held in its folder (StoreFile::inItsFolder).
    StoreWrite(const StoreFile &file, const Command &command, const LockSafeguards &safeguards,
        LockPatience patience);

    [[nodiscard]] Result<AppliedEdit> run();

private:
    struct Prepared;
    enum class Lock
    {
        Needed,
        Held,
    };

    [[nodiscard]] Result<LockClaim> claim() const;
    [[nodiscard]] Result<Prepared> prepare(Lock lock) const;
    /// One attempt; nothing: somebody else was faster.
    [[nodiscard]] Result<std::optional<AppliedEdit>> attempt();
    [[nodiscard]] Result<AppliedEdit> runHolding();
    [[nodiscard]] Result<AppliedEdit> finish(const Prepared &prepared, const Result<qint64> &held);
    [[nodiscard]] tl::unexpected<Error> tooSlow() const;

    const StoreFile &m_file;
    const Command &m_command;
    const LockSafeguards &m_safeguards;
    LockPatience m_patience;
    std::optional<qint64> m_quickestUs; ///< of the preparations
    qint64 m_longestHoldUs = 0; ///< of the losses: the gateway waits for these as well
};

} // namespace keydeck
