#include "app/keydeckctl/program.h"

#include "app/keydeckctl/commands.h"
#include "app/settings.h"
#include "core/base/format.h"

#include <cstdio>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

Result<> run(
    const Invocation &invocation, const QProcessEnvironment &environment, const Clock &clock)
{
    if (invocation.has(Option::Help))
        return print(
            invocation.command ? helpText(*invocation.command) : overviewText(commandSpecs()));
    if (invocation.has(Option::Version))
        return print(u"keydeckctl %1\n"_s.arg(QStringLiteral(KEYDECK_VERSION)));
    return invocation.command->run({invocation, clock, defaultStorePath(environment),
        cacheSettings(environment), LockJournal(lockJournalFolder(environment))});
}

} // namespace

ExitStatus runProgram(
    const QStringList &arguments, const QProcessEnvironment &environment, const Clock &clock)
{
    const Result<> result
        = parseCommandLine(arguments, commandSpecs()).and_then([&](const Invocation &invocation) {
              return run(invocation, environment, clock);
          });
    if (result)
        return ExitStatus::Done;
    // A file's name, or a gateway's answer, may hold anything.
    const QByteArray line = displayText(result.error().message).toUtf8();
    std::fprintf(stderr, "keydeckctl: %s\n", line.constData());
    return exitStatus(result.error().code);
}

} // namespace keydeck
