#include "ui/widgets/icons.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QPixmapCache>
#include <QSvgRenderer>

// Resources of a static library are registered only when somebody asks for them by name, outside of
// any namespace.
static void registerResources()
{
    Q_INIT_RESOURCE(keydeck);
}

namespace keydeck {

namespace {

QString resourcePath(const QString &name)
{
    return QStringLiteral(":/keydeck/icons/%1.svg").arg(name);
}

QColor paletteColor(QIcon::Mode mode)
{
    const QPalette palette = QGuiApplication::palette();
    switch (mode) {
    case QIcon::Disabled:
        return palette.color(QPalette::Disabled, QPalette::ButtonText);
    case QIcon::Selected:
        return palette.color(QPalette::Active, QPalette::HighlightedText);
    default:
        return palette.color(QPalette::Active, QPalette::ButtonText);
    }
}

/// Takes the drawing's shape and gives it one colour.
class TintedIconEngine final : public QIconEngine
{
public:
    TintedIconEngine(const QString &name, std::optional<QColor> color)
        : m_name(name)
        , m_color(color)
    { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const qreal ratio = painter->device()->devicePixelRatioF();
        QPixmap pixmap = drawn(rect.size() * ratio, mode);
        pixmap.setDevicePixelRatio(ratio);
        painter->drawPixmap(rect, pixmap);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return drawn(size, mode);
    }

    [[nodiscard]] QIconEngine *clone() const override
    {
        return new TintedIconEngine(m_name, m_color);
    }

private:
    /// Every paint of a button asks for it: read and drawn from its file, that would take a fifth
    /// of a frame.
    [[nodiscard]] QPixmap drawn(const QSize &size, QIcon::Mode mode) const
    {
        const QColor color = m_color.value_or(paletteColor(mode));
        const QString key = QStringLiteral("keydeck/%1 %2x%3 %4")
                                .arg(m_name, QString::number(size.width()),
                                    QString::number(size.height()), color.name(QColor::HexArgb));
        QPixmap pixmap;
        if (!QPixmapCache::find(key, &pixmap)) {
            pixmap = drawnAnew(size, color);
            QPixmapCache::insert(key, pixmap);
        }
        return pixmap;
    }

    [[nodiscard]] QPixmap drawnAnew(const QSize &size, const QColor &color) const
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        QSvgRenderer renderer(resourcePath(m_name));
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        renderer.render(&painter);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(pixmap.rect(), color);
        return pixmap;
    }

    QString m_name;
    std::optional<QColor> m_color;
};

} // namespace

bool hasDesktopTheme()
{
    const QString theme = QIcon::themeName();
    return !theme.isEmpty() && theme != QStringLiteral("hicolor");
}

QIcon icon(const QString &name)
{
    if (hasDesktopTheme() && QIcon::hasThemeIcon(name))
        return QIcon::fromTheme(name);
    return tintedIcon(name);
}

QIcon tintedIcon(const QString &name, std::optional<QColor> color)
{
    registerResources();
    return QIcon(new TintedIconEngine(name, color));
}

QIcon applicationIcon()
{
    registerResources();
    return QIcon(resourcePath(QStringLiteral("keydeck")));
}

} // namespace keydeck
