// Light or dark, and who decides.
#pragma once

#include <QString>

#include <optional>

namespace keydeck {

enum class Appearance
{
    System,
    Light,
    Dark
};

[[nodiscard]] QString appearanceId(Appearance appearance); ///< "system", "light", "dark"
[[nodiscard]] std::optional<Appearance> appearanceFromId(const QString &id);

/// Repaints every window of the application in it, at once. System is the desktop's palette, or the
/// light one where there is no desktop.
void applyAppearance(Appearance appearance);

} // namespace keydeck
