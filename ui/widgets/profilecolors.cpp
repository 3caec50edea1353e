#include "ui/widgets/profilecolors.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>

#include <iterator>

namespace keydeck::theme {

namespace {

struct Swatch
{
    QRgb text, fill, shape;
};

// In the order of ProfileColor.
constexpr Swatch LightSwatches[] = {
    {0x424a53, 0xe4e8ec, 0x6a737d},
    {0x0a4a8f, 0xdfedfb, 0x1f6fc4},
    {0x0a4c50, 0xd5f0f0, 0x0b7d84},
    {0x14562c, 0xdcf2e3, 0x1a7f42},
    {0x6f4200, 0xfdecc8, 0xa86500},
    {0x961717, 0xfde2e0, 0xc62828},
    {0x55269a, 0xece3fb, 0x7b46c9},
};
constexpr Swatch DarkSwatches[] = {
    {0xc6cdd5, 0x363c44, 0x98a2ad},
    {0xa5d0ff, 0x1c3350, 0x5fa8f5},
    {0x8fdfe0, 0x123a3c, 0x3fb8bb},
    {0x93e2b0, 0x173a26, 0x46c277},
    {0xf7cf7d, 0x40300f, 0xe0a52e},
    {0xffb3ad, 0x4c1d1c, 0xf47067},
    {0xd7c4ff, 0x36264f, 0xa88af0},
};
static_assert(std::size(LightSwatches) == ProfileColorCount);
static_assert(std::size(DarkSwatches) == ProfileColorCount);

class DiscIconEngine final : public QIconEngine
{
public:
    explicit DiscIconEngine(ProfileColor color) : m_color(color) { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        constexpr qreal Margin = 0.18;
        const qreal air = rect.height() * Margin;
        paintProfileDisc(painter, QRectF(rect).adjusted(air, air, -air, -air), m_color,
            QGuiApplication::palette());
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, pixmap.rect(), mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine *clone() const override { return new DiscIconEngine(m_color); }

private:
    ProfileColor m_color;
};

} // namespace

RoleColors profileColors(ProfileColor color, const QPalette &palette)
{
    const Swatch &s = isDark(palette) ? DarkSwatches[size_t(color)] : LightSwatches[size_t(color)];
    return {QColor(s.text), QColor(s.fill), QColor(s.shape)};
}

QString profileColorName(ProfileColor color)
{
    constexpr const char *Names[] = {QT_TRANSLATE_NOOP("ProfileColor", "No colour"),
        QT_TRANSLATE_NOOP("ProfileColor", "Blue"), QT_TRANSLATE_NOOP("ProfileColor", "Teal"),
        QT_TRANSLATE_NOOP("ProfileColor", "Green"), QT_TRANSLATE_NOOP("ProfileColor", "Amber"),
        QT_TRANSLATE_NOOP("ProfileColor", "Red"), QT_TRANSLATE_NOOP("ProfileColor", "Violet")};
    static_assert(std::size(Names) == ProfileColorCount);
    return QCoreApplication::translate("ProfileColor", Names[size_t(color)]);
}

QIcon profileIcon(ProfileColor color)
{
    return QIcon(new DiscIconEngine(color));
}

void paintProfileDisc(
    QPainter *painter, const QRectF &box, ProfileColor color, const QPalette &palette)
{
    constexpr qreal RingWidth = 1.5;
    const QColor shape = profileColors(color, palette).shape;
    const bool isRing = color == ProfileColor::None;
    const qreal inset = isRing ? RingWidth / 2 : 0;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(isRing ? QPen(shape, RingWidth) : QPen(Qt::NoPen));
    painter->setBrush(isRing ? QBrush(Qt::NoBrush) : QBrush(shape));
    painter->drawEllipse(box.adjusted(inset, inset, -inset, -inset));
    painter->restore();
}

} // namespace keydeck::theme
