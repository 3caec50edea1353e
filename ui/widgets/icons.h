// Icons by their freedesktop names.
#pragma once

#include <QColor>
#include <QIcon>

#include <optional>

namespace keydeck {

/// There is a desktop with an icon theme, and so with a palette, of its own.
[[nodiscard]] bool hasDesktopTheme();

/// The system theme's icon of that name, or our own drawing where the desktop has no icon theme, in
/// the palette's colours of the moment it is painted.
[[nodiscard]] QIcon icon(const QString &name);

/// Our own drawing; nothing: the palette's colours.
[[nodiscard]] QIcon tintedIcon(const QString &name, std::optional<QColor> color = std::nullopt);

/// Keydeck's own.
[[nodiscard]] QIcon applicationIcon();

} // namespace keydeck
