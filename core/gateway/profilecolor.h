// The few colours that profiles are marked with.
#pragma once

#include <QString>

#include <optional>

namespace keydeck {

/// What a profile is marked with, always together with its name.
enum class ProfileColor
{
    None,
    Blue,
    Teal,
    Green,
    Amber,
    Red,
    Violet,
};
inline constexpr int ProfileColorCount = int(ProfileColor::Violet) + 1;

/// "teal", for files and the terminal.
[[nodiscard]] QString profileColorId(ProfileColor color);
[[nodiscard]] std::optional<ProfileColor> profileColorFromId(QStringView id);

} // namespace keydeck
