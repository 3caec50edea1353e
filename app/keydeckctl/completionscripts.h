// The scripts that have a shell complete keydeckctl's command lines.
#pragma once

#include <QString>
#include <QStringList>

namespace keydeck {

/// "bash", "zsh" and "fish".
[[nodiscard]] QStringList completionShells();
/// The script, which asks `keydeckctl completion words SHELL` at each Tab. Empty for another shell.
[[nodiscard]] QString completionScript(const QString &shell);

} // namespace keydeck
