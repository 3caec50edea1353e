#include "ui/widgets/theme.h"

#include <QFontDatabase>
#include <QGuiApplication>

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

QPalette palette(
    QRgb window, QRgb base, QRgb alternate, QRgb button, QRgb text, QRgb disabled, QRgb highlight)
{
    QPalette p;
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
             QPalette::ToolTipText, QPalette::BrightText}) {
        p.setColor(role, QColor(text));
        p.setColor(QPalette::Disabled, role, QColor(disabled));
    }
    p.setColor(QPalette::Window, QColor(window));
    p.setColor(QPalette::Base, QColor(base));
    p.setColor(QPalette::AlternateBase, QColor(alternate));
    p.setColor(QPalette::ToolTipBase, QColor(base));
    p.setColor(QPalette::Button, QColor(button));
    p.setColor(QPalette::PlaceholderText, QColor(disabled));
    p.setColor(QPalette::Highlight, QColor(highlight));
    p.setColor(QPalette::HighlightedText, Qt::white);
    p.setColor(QPalette::Disabled, QPalette::Highlight, QColor(disabled));
    p.setColor(QPalette::Link, QColor(highlight));
    p.setColor(QPalette::Light, QColor(button).lighter(115));
    p.setColor(QPalette::Midlight, QColor(button).lighter(107));
    p.setColor(QPalette::Mid, QColor(button).darker(120));
    p.setColor(QPalette::Dark, QColor(button).darker(150));
    p.setColor(QPalette::Shadow, QColor(button).darker(250));
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

QColor inkOn(const QColor &color)
{
    const auto linear
        = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    const double luminance = 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
    constexpr double AsGoodInBlackAsInWhite = 0.179; // by the contrast of WCAG 2
    return luminance > AsGoodInBlackAsInWhite ? QColor(Qt::black) : QColor(Qt::white);
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
    return palette(0xf6f7f8, 0xffffff, 0xf9fafb, 0xeff1f3, 0x1c2024, 0x8b939c, 0x1f6fc4);
}

QPalette darkPalette()
{
    return palette(0x202327, 0x181a1d, 0x1d2023, 0x2b2f34, 0xe6e9ec, 0x7f8790, 0x2f7bd0);
}

} // namespace keydeck::theme
