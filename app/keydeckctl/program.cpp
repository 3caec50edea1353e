#include "app/keydeckctl/program.h"

#include "app/keydeckctl/commands.h"
#include "app/profiles/profilefile.h"
#include "app/settings.h"
#include "core/store/storenotes.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

Result<std::optional<Profile>> namedProfile(const Invocation &invocation, const QString &path)
{
    if (!invocation.has(Option::Profile))
        return std::nullopt;
    return ProfileFile(path).read().and_then([&](const QList<Profile> &profiles) {
        return profileNamed(profiles, invocation.value(Option::Profile))
            .map([](const Profile &profile) { return std::optional(profile); });
    });
}

Result<> run(const Invocation &invocation, const QProcessEnvironment &environment,
    const Clock &clock, bool hasBlocks)
{
    if (invocation.has(Option::Help))
        return print(
            invocation.command ? helpText(*invocation.command) : overviewText(commandSpecs()));
    if (invocation.has(Option::Version))
        return print(u"keydeckctl %1\n"_s.arg(QStringLiteral(KEYDECK_VERSION)));
    const LockJournal journal(lockJournalFolder(environment));
    if (!invocation.command->isQuiet) {
        if (const QStringList removed = journal.recover(); !removed.isEmpty())
            note(recoveredNote(removed));
    }
    const QString profiles = profilesPath(environment);
    return namedProfile(invocation, profiles).and_then([&](const std::optional<Profile> &profile) {
        return invocation.command->run({invocation, clock, defaultStorePath(environment),
            cacheSettings(environment), journal, storesFolder(environment), editorName(environment),
            historyFolder(environment), profiles, profile, hasBlocks});
    });
}

} // namespace

ExitStatus runProgram(const QStringList &arguments, const QProcessEnvironment &environment,
    const Clock &clock, bool hasBlocks)
{
    const Result<> result
        = parseCommandLine(arguments, commandSpecs()).and_then([&](const Invocation &invocation) {
              return run(invocation, environment, clock, hasBlocks);
          });
    if (result)
        return ExitStatus::Done;
    note(result.error().message);
    return exitStatus(result.error().code);
}

} // namespace keydeck
