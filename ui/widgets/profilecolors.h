// What the colours of profiles look like: part of the visual language, light and dark.
#pragma once

#include "core/gateway/profilecolor.h"
#include "ui/widgets/theme.h"

#include <QIcon>

namespace keydeck::theme {

/// None is grey. The same promises as for a Role.
[[nodiscard]] RoleColors profileColors(ProfileColor color, const QPalette &palette);

/// "Teal", for a person.
[[nodiscard]] QString profileColorName(ProfileColor color);

/// A disc, in the palette's colours of the moment it is painted; a ring for None.
[[nodiscard]] QIcon profileIcon(ProfileColor color);
void paintProfileDisc(
    QPainter *painter, const QRectF &box, ProfileColor color, const QPalette &palette);

} // namespace keydeck::theme
