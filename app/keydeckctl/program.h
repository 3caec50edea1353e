// The program, from its arguments to its exit status.
#pragma once

#include "app/keydeckctl/exitstatus.h"
#include "core/base/clock.h"

#include <QProcessEnvironment>
#include <QStringList>

namespace keydeck {

/// Runs one command line. Results go to standard output; a failure is one line on standard error.
/// Requires a QCoreApplication.
[[nodiscard]] ExitStatus runProgram(
    const QStringList &arguments, const QProcessEnvironment &environment, const Clock &clock);

} // namespace keydeck
