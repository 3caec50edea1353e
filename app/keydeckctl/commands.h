// The commands, a function each. Each prints what it has to say on standard output and gives a
// failure back as a value.
#pragma once

#include "app/keydeckctl/context.h"

namespace keydeck {

[[nodiscard]] Result<> runList(const Context &context);
[[nodiscard]] Result<> runShow(const Context &context);
[[nodiscard]] Result<> runLint(const Context &context);
[[nodiscard]] Result<> runCreate(const Context &context);
[[nodiscard]] Result<> runImport(const Context &context);
[[nodiscard]] Result<> runSet(const Context &context);
[[nodiscard]] Result<> runRenew(const Context &context);
[[nodiscard]] Result<> runRotate(const Context &context);
[[nodiscard]] Result<> runSuspend(const Context &context);
[[nodiscard]] Result<> runResume(const Context &context);
[[nodiscard]] Result<> runResetWindow(const Context &context);
/// Change what is kept beside the store, not the store.
[[nodiscard]] Result<> runTag(const Context &context);
[[nodiscard]] Result<> runNote(const Context &context);
[[nodiscard]] Result<> runRemove(const Context &context);
[[nodiscard]] Result<> runUndo(const Context &context);
[[nodiscard]] Result<> runRedo(const Context &context);
[[nodiscard]] Result<> runChanges(const Context &context);
[[nodiscard]] Result<> runBackup(const Context &context);
[[nodiscard]] Result<> runTrash(const Context &context);
/// Runs the event loop until the last answer.
[[nodiscard]] Result<> runStats(const Context &context);
[[nodiscard]] Result<> runHistory(const Context &context);
/// Runs the event loop until SIGINT or SIGTERM, unless it is to look once.
[[nodiscard]] Result<> runRecord(const Context &context);
[[nodiscard]] Result<> runReport(const Context &context);
/// Those of the user, in no store.
[[nodiscard]] Result<> runProfiles(const Context &context);
[[nodiscard]] Result<> runLock(const Context &context);
/// A script for a shell, or what that asks for.
[[nodiscard]] Result<> runCompletion(const Context &context);
/// Runs the event loop until SIGINT or SIGTERM.
[[nodiscard]] Result<> runDemoGateway(const Context &context);

/// All of them, in the order of the help.
[[nodiscard]] const QList<CommandSpec> &commandSpecs();

} // namespace keydeck
