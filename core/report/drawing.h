// A picture of rectangles, lines and words, for whatever shows it: a web page, a PDF.
#pragma once

#include <QList>
#include <QString>

#include <variant>

namespace keydeck {

/// What a stroke or a surface means; a writer knows its colours.
struct Ink
{
    enum class Kind
    {
        Text,
        Quiet, ///< secondary text, axes
        Grid,
        Series, ///< number is the series, from 0; the colours come again after some
        Others, ///< what has no series of its own
        Unknown, ///< hatched: nobody saw when it came in
        Limit,
        Danger,
    };
    Kind kind = Kind::Text;
    int number = 0;

    /// "#0072b2", on white; readable in greyscale beside its neighbours.
    [[nodiscard]] QString color() const;
};

/// All lengths are points of 1/72 inch, from the top left corner.
struct Drawing
{
    struct Box
    {
        double x = 0, y = 0, width = 0, height = 0;
        Ink ink;
        QString title = {}; ///< what it stands for: a web page says it when pointed at
    };
    struct Line
    {
        double x1 = 0, y1 = 0, x2 = 0, y2 = 0;
        Ink ink;
        double width = 0.75;
        bool isDashed = false;
    };
    struct Label
    {
        enum class Anchor
        {
            Start,
            Middle,
            End,
        };
        double x = 0, y = 0; ///< of the baseline
        QString text;
        Ink ink = {};
        Anchor anchor = Anchor::Start;
        double size = 8;
        bool isStrong = false;
    };
    using Shape = std::variant<Box, Line, Label>;

    double width = 0;
    double height = 0;
    QString title; ///< what it shows
    QString description; ///< its figures in a sentence, for who cannot see it
    QList<Shape> shapes = {}; ///< the later ones over the earlier ones

    [[nodiscard]] bool isEmpty() const { return shapes.isEmpty(); }
};

/// How wide a text is, near enough to place labels: the writers have fonts of their own.
[[nodiscard]] double roughTextWidth(const QString &text, double size);
/// Cut to a width, with an ellipsis.
[[nodiscard]] QString fittingText(const QString &text, double size, double width);

/// An SVG element with its namespace, complete in itself. UTF-8 when written out.
[[nodiscard]] QString svgText(const Drawing &drawing);

} // namespace keydeck
