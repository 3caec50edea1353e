#include "ui/widgets/chip.h"

#include "ui/widgets/accessiblerole.h"

#include <QPainter>

namespace keydeck {

namespace {

constexpr int VerticalPadding = 3;

int markSize(const QFontMetrics &metrics)
{
    return metrics.ascent();
}

} // namespace

QSize chipSize(const QString &word, const QFontMetrics &metrics)
{
    return {theme::Related + markSize(metrics) + theme::Tight + metrics.horizontalAdvance(word)
            + theme::Related,
        metrics.height() + 2 * VerticalPadding};
}

void paintChip(QPainter *painter, const QRect &rect, const ChipFace &face, const QPalette &palette)
{
    const QFontMetrics metrics = painter->fontMetrics();
    const theme::RoleColors colors = theme::colors(face.role, palette);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colors.fill);
    painter->drawRoundedRect(rect, theme::Radius, theme::Radius);

    const int size = markSize(metrics);
    const QRectF mark(
        rect.left() + theme::Related, rect.top() + (rect.height() - size) / 2.0, size, size);
    paintMark(painter, mark, face.mark, colors.shape);

    const QRect text = rect.adjusted(theme::Related + size + theme::Tight, 0, -theme::Tight, 0);
    painter->setPen(colors.text);
    painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        metrics.elidedText(face.word, Qt::ElideRight, text.width()));
}

Chip::Chip(QWidget *parent) : QWidget(parent)
{
    setAccessibleRole(*this, QAccessible::StaticText);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Chip::setFace(const ChipFace &face)
{
    if (face == m_face)
        return;
    m_face = face;
    setAccessibleName(face.word);
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    return chipSize(m_face.word, QFontMetrics(theme::captionFont()));
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme::captionFont());
    paintChip(&painter, rect(), m_face, palette());
}

} // namespace keydeck
