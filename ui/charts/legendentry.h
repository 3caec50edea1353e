// One thing that a chart draws, as its legend names it.
#pragma once

#include <QColor>
#include <QString>

namespace keydeck {

struct LegendEntry
{
    enum class Shape
    {
        Filled,
        Outlined, ///< pale, with an outline
        Hatched,
        Line,
        DashedLine,
        DottedLine,
    };

    QString id; ///< says which, whatever the language and whatever comes and goes
    QString label;
    QColor color;
    Shape shape = Shape::Filled;

    friend bool operator==(const LegendEntry &a, const LegendEntry &b) = default;
};

} // namespace keydeck
