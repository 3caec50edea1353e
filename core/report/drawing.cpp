#include "core/report/drawing.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

/// Of the Okabe-Ito set and shades of it: neighbours differ in lightness as well.
constexpr std::array<const char16_t *, 10> SeriesColors{u"#0072b2", u"#e69f00", u"#009e73",
    u"#56b4e9", u"#d55e00", u"#f0e442", u"#cc79a7", u"#004a75", u"#b3a100", u"#00664b"};

/// Of the wider ones among usual sans serifs, so that labels have room in all of them.
constexpr double ThinAdvance = 0.42, UsualAdvance = 0.64, CapitalAdvance = 0.79, FullAdvance = 1.0;

constexpr double PixelsPerPoint = 96.0 / 72; ///< of CSS

double advanceOf(QChar c)
{
    if (c.unicode() >= 0x2E80) // ideographs, kana, hangul, surrogates
        return c.isLowSurrogate() ? 0 : FullAdvance;
    if (QStringView(u"mwMW@%—…").contains(c))
        return FullAdvance;
    if (QStringView(u"ijlrtfI.,:;'|!()[]/ ").contains(c))
        return ThinAdvance;
    return c.isUpper() ? CapitalAdvance : UsualAdvance;
}

QString number(double value)
{
    QString text = QString::number(value, 'f', 2);
    while (text.endsWith(u'0'))
        text.chop(1);
    if (text.endsWith(u'.'))
        text.chop(1);
    return text == u"-0"_s ? u"0"_s : text;
}

QString svgOf(const Drawing::Box &box)
{
    const QString fill
        = box.ink.kind == Ink::Kind::Unknown ? u"url(#keydeck-hatch)"_s : box.ink.color();
    const QString rect = u"<rect x=\"%1\" y=\"%2\" width=\"%3\" height=\"%4\" fill=\"%5\""_s.arg(
        number(box.x), number(box.y), number(box.width), number(box.height), fill);
    return box.title.isEmpty()
        ? rect + u"/>\n"_s
        : rect + u"><title>%1</title></rect>\n"_s.arg(box.title.toHtmlEscaped());
}

QString svgOf(const Drawing::Line &line)
{
    return u"<path d=\"M%1 %2L%3 %4\" stroke=\"%5\" stroke-width=\"%6\"%7/>\n"_s.arg(
        number(line.x1), number(line.y1), number(line.x2), number(line.y2), line.ink.color(),
        number(line.width), line.isDashed ? u" stroke-dasharray=\"4 3\""_s : QString());
}

QString svgOf(const Drawing::Label &label)
{
    constexpr std::array<const char16_t *, 3> anchors{u"start", u"middle", u"end"};
    return u"<text x=\"%1\" y=\"%2\" font-size=\"%3\" text-anchor=\"%4\" fill=\"%5\"%6>%7</text>\n"_s
        .arg(number(label.x), number(label.y), number(label.size),
            QString::fromUtf16(anchors[size_t(label.anchor)]), label.ink.color(),
            label.isStrong ? u" font-weight=\"bold\""_s : QString(), label.text.toHtmlEscaped());
}

} // namespace

QString Ink::color() const
{
    switch (kind) {
    case Kind::Text:
        return u"#1a1a1a"_s;
    case Kind::Quiet:
        return u"#595959"_s;
    case Kind::Grid:
        return u"#dddddd"_s;
    case Kind::Series:
        return QString::fromUtf16(SeriesColors[size_t(number) % SeriesColors.size()]);
    case Kind::Others:
        return u"#8c8c8c"_s;
    case Kind::Unknown:
        return u"#6b6b6b"_s;
    case Kind::Limit:
        return u"#1a1a1a"_s;
    case Kind::Danger:
        return u"#b3261e"_s;
    }
    return u"#1a1a1a"_s;
}

double roughTextWidth(const QString &text, double size)
{
    double width = 0;
    for (const QChar c : text)
        width += advanceOf(c);
    return width * size;
}

QString fittingText(const QString &text, double size, double width)
{
    if (roughTextWidth(text, size) <= width)
        return text;
    QString cut = text;
    while (!cut.isEmpty() && roughTextWidth(cut + u'…', size) > width)
        cut.chop(cut.size() > 1 && cut.back().isLowSurrogate() ? 2 : 1);
    return cut + u'…';
}

QString svgText(const Drawing &drawing)
{
    QString svg
        = u"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1 %2\" width=\"%5\" "
          "height=\"%6\" role=\"img\" style=\"font-family:sans-serif\">\n<title>%3</title>\n"
          "<desc>%4</desc>\n"_s.arg(number(drawing.width), number(drawing.height),
              drawing.title.toHtmlEscaped(), drawing.description.toHtmlEscaped(),
              number(std::round(drawing.width * PixelsPerPoint)),
              number(std::round(drawing.height * PixelsPerPoint)));
    const bool hasHatch = std::any_of(
        drawing.shapes.begin(), drawing.shapes.end(), [](const Drawing::Shape &shape) {
            const auto *box = std::get_if<Drawing::Box>(&shape);
            return box && box->ink.kind == Ink::Kind::Unknown;
        });
    if (hasHatch)
        svg += u"<defs><pattern id=\"keydeck-hatch\" width=\"4\" height=\"4\" "
               "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"4\" "
               "height=\"4\" fill=\"#ededed\"/><rect width=\"1.2\" height=\"4\" fill=\"%1\"/>"
               "</pattern></defs>\n"_s.arg(Ink{Ink::Kind::Unknown}.color());
    for (const Drawing::Shape &shape : drawing.shapes)
        svg += std::visit([](const auto &each) { return svgOf(each); }, shape);
    return svg + u"</svg>\n"_s;
}

} // namespace keydeck
