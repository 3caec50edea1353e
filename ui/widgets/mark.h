// The shapes that stand beside every coloured word, so that nothing is said by colour alone.
#pragma once

#include "core/rules/keystatus.h"
#include "core/rules/lint.h"
#include "ui/widgets/theme.h"

#include <QPainterPath>

class QPainter;

namespace keydeck {

/// Each can be told from the others without colour.
enum class Mark
{
    Disc,
    Clock,
    Triangle,
    Octagon,
    Cross,
    Diamond,
    Info,
    Check
};

/// The shape's outline in box, with its sign cut out: one colour fills it.
[[nodiscard]] QPainterPath markPath(Mark mark, const QRectF &box);
void paintMark(QPainter *painter, const QRectF &box, Mark mark, const QColor &color);

[[nodiscard]] Mark markOf(KeyStatus status);
[[nodiscard]] theme::Role roleOf(KeyStatus status);

[[nodiscard]] Mark markOf(FindingSeverity severity);
[[nodiscard]] theme::Role roleOf(FindingSeverity severity);

} // namespace keydeck
