#include "ui/charts/chartpicture.h"

#include "ui/charts/timechartview.h"
#include "ui/widgets/theme.h"

#include <QBuffer>
#include <QPainter>
#include <QSvgGenerator>
#include <QWidget>

namespace keydeck {

namespace {

constexpr int Margin = theme::Group;
constexpr qreal LeastRatio = 2;

QPalette paper()
{
    QPalette palette = theme::lightPalette();
    palette.setColor(QPalette::Window, Qt::white);
    return palette;
}

/// While it lives, the widget looks as it should on paper.
class PaperLook final
{
public:
    explicit PaperLook(QWidget &widget)
        : m_widget(widget)
        , m_before(widget.testAttribute(Qt::WA_SetPalette) ? widget.palette() : QPalette())
    {
        setPlain(true);
        m_widget.setPalette(paper());
    }
    ~PaperLook()
    {
        m_widget.setPalette(m_before);
        setPlain(false);
    }
    Q_DISABLE_COPY_MOVE(PaperLook)

private:
    void setPlain(bool plain)
    {
        for (auto *view : m_widget.findChildren<TimeChartView *>()) {
            view->setPlain(plain);
        }
    }

    QWidget &m_widget;
    QPalette m_before;
};

/// Draws text from top on and gives where the next thing may begin.
int paintText(QPainter *painter, const QRect &area, const QString &text)
{
    if (text.isEmpty()) {
        return area.top();
    }
    QRect used;
    painter->drawText(area, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, text, &used);
    return used.bottom() + 1 + theme::Tight;
}

int heightOf(const QFont &font, int width, const QString &text)
{
    if (text.isEmpty()) {
        return 0;
    }
    const QRect room(0, 0, width, QWIDGETSIZE_MAX);
    return QFontMetrics(font).boundingRect(room, Qt::TextWordWrap, text).height() + theme::Tight;
}

} // namespace

ChartPicture::ChartPicture(QWidget &body, const Texts &texts) : m_body(body), m_texts(texts) { }

QSize ChartPicture::size() const
{
    const int width = m_body.width();
    const int height = heightOf(theme::strong(theme::bodyFont()), width, m_texts.title)
        + heightOf(theme::bodyFont(), width, m_texts.verdict) + m_body.height() + theme::Tight
        + heightOf(theme::captionFont(), width, m_texts.note);
    return {width + 2 * Margin, height + 2 * Margin};
}

void ChartPicture::paint(QPainter *painter) const
{
    const QSize whole = size();
    const QPalette palette = paper();
    painter->fillRect(QRect(QPoint(), whole), palette.color(QPalette::Window));
    QRect area(Margin, Margin, m_body.width(), whole.height());
    painter->setPen(palette.color(QPalette::WindowText));
    painter->setFont(theme::strong(theme::bodyFont()));
    area.setTop(paintText(painter, area, m_texts.title));
    painter->setFont(theme::bodyFont());
    area.setTop(paintText(painter, area, m_texts.verdict));

    painter->save();
    m_body.render(painter, area.topLeft(), QRegion(), QWidget::DrawChildren);
    painter->restore();
    area.translate(0, m_body.height() + theme::Tight);
    painter->setPen(theme::quietText(palette));
    painter->setFont(theme::captionFont());
    paintText(painter, area, m_texts.note);
}

QImage ChartPicture::image() const
{
    const PaperLook look(m_body);
    const qreal ratio = std::max(LeastRatio, m_body.devicePixelRatioF());
    QImage image(size() * ratio, QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(&painter);
    return image;
}

QByteArray ChartPicture::svg() const
{
    const PaperLook look(m_body);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size());
    generator.setViewBox(QRect(QPoint(), size()));
    generator.setTitle(m_texts.title);
    generator.setDescription(m_texts.verdict);
    generator.setResolution(m_body.logicalDpiX());
    QPainter painter(&generator);
    paint(&painter);
    painter.end();
    return bytes;
}

QByteArray pngBytes(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace keydeck
