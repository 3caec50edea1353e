// How bash reads a command line that is being typed, and how a word is written into one.
#pragma once

#include <QString>
#include <QStringList>

namespace keydeck {

/// A line up to the cursor.
struct ShellLine
{
    QStringList words; ///< unquoted; the last one is being typed, maybe empty
    QString raw; ///< that one as it stands there
    QChar openQuote; ///< it is within these quotes; null: within none
};
[[nodiscard]] ShellLine readShellLine(const QString &line);

/// The word as it can take the place of the last one, in its kind of quotes; without what stands
/// before the last of breaks in it, since readline takes that for a word of its own.
[[nodiscard]] QString shellReplacement(
    const QString &word, const ShellLine &line, const QString &breaks);

} // namespace keydeck
