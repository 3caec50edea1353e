// The program, from its arguments to its exit status.
#pragma once

#include "app/keydeckctl/exitstatus.h"
#include "core/base/clock.h"

#include <QProcessEnvironment>
#include <QStringList>

namespace keydeck {

/// Takes away the locks that a killed Keydeck of this user left, then runs one command line.
/// Results go to standard output; a failure is one line on standard error, and so is each thing
/// worth knowing besides. hasBlocks: the person's locale has more than ASCII, so that bars at a
/// terminal can be finer. Requires a QCoreApplication, and that there is no second thread yet.
[[nodiscard]] ExitStatus runProgram(const QStringList &arguments,
    const QProcessEnvironment &environment, const Clock &clock, bool hasBlocks = true);

} // namespace keydeck
