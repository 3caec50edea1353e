// The visual language: spacing, type, and the few colours that mean something. Defined here once
// for light and dark; nothing else in ui/ names a colour.
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

namespace keydeck::theme {

/// Pixels at 1x, on a grid of 4.
inline constexpr int Tight = 4;
inline constexpr int Related = 8;
inline constexpr int Group = 16;
inline constexpr int Page = 24;
inline constexpr int Radius = 4;

/// What a colour may mean. Colour never stands alone: a shape and a word go with it.
enum class Role
{
    Neutral,
    Info,
    Ok,
    Warning,
    Danger,
    Accent
};

struct RoleColors
{
    QColor text; ///< 4.5:1 and more on fill
    QColor fill; ///< a chip's or bar's background
    QColor shape; ///< 3:1 and more on fill and on the window
};
[[nodiscard]] RoleColors colors(Role role, const QPalette &palette);

[[nodiscard]] bool isDark(const QPalette &palette);

/// Secondary text: quieter than the text, still 4.5:1 on the base.
[[nodiscard]] QColor quietText(const QPalette &palette);
/// Lines that separate without being seen as boxes.
[[nodiscard]] QColor hairline(const QPalette &palette);

/// The Okabe-Ito set in its fixed order, which colour-blind people can tell apart; index wraps.
[[nodiscard]] QColor chartColor(int index, const QPalette &palette);

/// Colours for the layers of a stack, of which neighbours differ in lightness as well: as many as
/// LayerColors, then they come again.
inline constexpr int LayerColors = 10;
[[nodiscard]] QColor layerColor(int index, const QPalette &palette);
/// The strong end of a scale of shades that begins at the base.
[[nodiscard]] QColor heatColor(const QPalette &palette);
/// For the outline of what is filled with that colour: the colour itself, or as much darker or
/// lighter as it takes to be 3:1 on the window.
[[nodiscard]] QColor edgeColor(const QColor &color, const QPalette &palette);
/// Black or white, whichever is read better on it.
[[nodiscard]] QColor inkOn(const QColor &color);

/// Three sizes and two weights of the system's font.
[[nodiscard]] QFont titleFont();
[[nodiscard]] QFont bodyFont();
[[nodiscard]] QFont captionFont();
[[nodiscard]] QFont strong(QFont font);
/// Keys and times.
[[nodiscard]] QFont fixedFont();

/// The palettes for `appearance` light and dark where the system does not decide.
[[nodiscard]] QPalette lightPalette();
[[nodiscard]] QPalette darkPalette();

} // namespace keydeck::theme
