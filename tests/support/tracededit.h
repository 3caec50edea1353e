// keydeckctl under strace: the system calls of an edit, and the same edit with one of them spoilt.
#pragma once

#include "tests/support/ctlrunner.h"
#include "tests/support/faultbench.h"

#include <vector>

namespace keydeck::test {

struct SystemCall
{
    QByteArray name;
    int number = 1; ///< the n-th of that name in its process, from 1
    QByteArray text; ///< as strace prints it
};

/// Of one undisturbed edit.
struct EditCalls
{
    std::vector<SystemCall> startUp; ///< the program's, before the first that names the store
    std::vector<SystemCall> programs; ///< from then on
    std::vector<SystemCall> guardians; ///< all of them
};

/// What to do to one system call, in strace's words.
struct Spoiling
{
    SystemCall call;
    /// "signal=KILL": instead of the call; "signal=STOP": after it; "error=EIO": it is not made.
    QByteArray how;
    bool ofGuardian = false;
};

struct SpoiltRun
{
    CtlOutcome outcome;
    bool wasHit = false; ///< the call was made, and spoilt

    [[nodiscard]] bool wasKilled() const { return outcome.exitCode < 0; }
};

/// Empty; or why no program can be traced here, in one sentence.
[[nodiscard]] QString tracingObstacle();

extern const QString Strace;

/// Runs keydeckctl with these words on the bench's store.
[[nodiscard]] CtlOutcome runEdit(const FaultBench &bench, const QStringList &words);
/// What to give to strace so that it spoils that call of the edit, and tells of it in the file.
[[nodiscard]] QStringList spoilingArguments(const FaultBench &bench, const QStringList &words,
    const Spoiling &spoiling, const QString &traceFile);
[[nodiscard]] EditCalls callsOfEdit(const FaultBench &bench, const QStringList &words);
[[nodiscard]] SpoiltRun runSpoilt(
    const FaultBench &bench, const QStringList &words, const Spoiling &spoiling);

} // namespace keydeck::test
