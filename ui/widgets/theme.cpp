#include "ui/widgets/theme.h"

#include <QFontDatabase>
#include <QGuiApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace keydeck::theme {

namespace {

constexpr QRgb OkabeIto[] = {0x0072b2, 0xe69f00, 0x009e73, 0xcc79a7, 0x56b4e9, 0xd55e00, 0xf0e442};
constexpr int OkabeItoCount = int(std::size(OkabeIto));
/// The set in another order, and darker or lighter ones of it after that.
constexpr QRgb Layers[] = {0x0072b2, 0xe69f00, 0x009e73, 0x56b4e9, 0xd55e00, 0xf0e442, 0xcc79a7,
    0x004a73, 0xa8d8f4, 0x8a6000};
static_assert(std::size(Layers) == LayerColors);

QColor mixed(const QColor &a, const QColor &b, qreal share)
{
    return QColor::fromRgbF(float(a.redF() + (b.redF() - a.redF()) * share),
        float(a.greenF() + (b.greenF() - a.greenF()) * share),
        float(a.blueF() + (b.blueF() - a.blueF()) * share));
}

struct Swatch
{
    QRgb text, fill, shape;
};

// In the order of Role, Accent excepted: that one is the system's.
constexpr Swatch LightSwatches[] = {
    {0x424a53, 0xeaedf0, 0x6a737d},
    {0x0a4a8f, 0xdfedfb, 0x1f6fc4},
    {0x14562c, 0xdcf2e3, 0x1a7f42},
    {0x6f4200, 0xfdecc8, 0xa86500},
    {0x961717, 0xfde2e0, 0xc62828},
};
constexpr Swatch DarkSwatches[] = {
    {0xc6cdd5, 0x363c44, 0x98a2ad},
    {0xa5d0ff, 0x1c3350, 0x5fa8f5},
    {0x93e2b0, 0x173a26, 0x46c277},
    {0xf7cf7d, 0x40300f, 0xe0a52e},
    {0xffb3ad, 0x4c1d1c, 0xf47067},
};

struct Grounds
{
    QRgb window, base, alternate, button;
};

struct Inks
{
    QRgb text, disabled, placeholder, highlight, link;
};

double luminance(const QColor &color)
{
    const auto linear
        = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

/// As WCAG 2 defines it.
double contrast(const QColor &a, const QColor &b)
{
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

QPalette palette(const Grounds &grounds, const Inks &inks)
{
    QPalette p;
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
             QPalette::ToolTipText, QPalette::BrightText}) {
        p.setColor(role, QColor(inks.text));
        p.setColor(QPalette::Disabled, role, QColor(inks.disabled));
    }
    p.setColor(QPalette::Window, QColor(grounds.window));
    p.setColor(QPalette::Base, QColor(grounds.base));
    p.setColor(QPalette::AlternateBase, QColor(grounds.alternate));
    p.setColor(QPalette::ToolTipBase, QColor(grounds.base));
    p.setColor(QPalette::Button, QColor(grounds.button));
    p.setColor(QPalette::PlaceholderText, QColor(inks.placeholder));
    p.setColor(QPalette::Highlight, QColor(inks.highlight));
    p.setColor(QPalette::HighlightedText, Qt::white);
    p.setColor(QPalette::Disabled, QPalette::Highlight, QColor(inks.disabled));
    p.setColor(QPalette::Link, QColor(inks.link));
    p.setColor(QPalette::Light, QColor(grounds.button).lighter(115));
    p.setColor(QPalette::Midlight, QColor(grounds.button).lighter(107));
    p.setColor(QPalette::Mid, QColor(grounds.button).darker(120));
    p.setColor(QPalette::Dark, QColor(grounds.button).darker(150));
    p.setColor(QPalette::Shadow, QColor(grounds.button).darker(250));
    return p;
}

QFont scaled(qreal factor)
{
    QFont font = QGuiApplication::font();
    font.setPointSizeF(font.pointSizeF() * factor);
    return font;
}

} // namespace

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightnessF()
        < palette.color(QPalette::WindowText).lightnessF();
}

RoleColors colors(Role role, const QPalette &palette)
{
    if (role == Role::Accent) {
        const QColor accent = palette.color(QPalette::Active, QPalette::Highlight);
        return {palette.color(QPalette::HighlightedText), accent, accent};
    }
    const Swatch &s = isDark(palette) ? DarkSwatches[int(role)] : LightSwatches[int(role)];
    return {QColor(s.text), QColor(s.fill), QColor(s.shape)};
}

QColor quietText(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Active, QPalette::Text),
        palette.color(QPalette::Active, QPalette::Base), 0.32);
}

QColor hairline(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Active, QPalette::WindowText),
        palette.color(QPalette::Active, QPalette::Window), 0.86);
}

QColor chartColor(int index, const QPalette &palette)
{
    const QColor color(OkabeIto[index % OkabeItoCount]);
    return isDark(palette) ? color.lighter(125) : color;
}

QColor layerColor(int index, const QPalette &palette)
{
    const QColor color(Layers[index % LayerColors]);
    return isDark(palette) ? color.lighter(115) : color;
}

QColor heatColor(const QPalette &palette)
{
    return isDark(palette) ? QColor(0x9fd4ff) : QColor(0x00497a);
}

QColor edgeColor(const QColor &color, const QPalette &palette)
{
    constexpr double Seen = 3;
    const QColor ground = palette.color(QPalette::Active, QPalette::Window);
    const QColor far = palette.color(QPalette::Active, QPalette::WindowText);
    QColor edge = color;
    for (double share = 0.1; contrast(edge, ground) < Seen && share < 1; share += 0.1) {
        edge = mixed(color, far, share);
    }
    return edge;
}

QColor inkOn(const QColor &color)
{
    constexpr double AsGoodInBlackAsInWhite = 0.179; // by the contrast of WCAG 2
    return luminance(color) > AsGoodInBlackAsInWhite ? QColor(Qt::black) : QColor(Qt::white);
}

QFont titleFont()
{
    return strong(scaled(1.5));
}

QFont bodyFont()
{
    return QGuiApplication::font();
}

QFont captionFont()
{
    return scaled(0.88);
}

QFont strong(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont fixedFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(QGuiApplication::font().pointSizeF());
    return font;
}

QPalette lightPalette()
{
    return palette({0xf6f7f8, 0xffffff, 0xf9fafb, 0xeff1f3},
        {0x1c2024, 0x767e87, 0x666e77, 0x1f6fc4, 0x1f6fc4});
}

QPalette darkPalette()
{
    return palette({0x202327, 0x181a1d, 0x1d2023, 0x2b2f34},
        {0xe6e9ec, 0x7f8790, 0x8d959e, 0x2a72c3, 0x6fb1f5});
}

} // namespace keydeck::theme
