#include "ui/dashboard/keylinedelegate.h"

#include "ui/dashboard/keylines.h"

#include <QPainter>

namespace keydeck {

namespace {

constexpr int BarHeight = 6;
constexpr qreal RingWidth = 2;

void paintBar(QPainter *painter, const QRectF &track, const KeyLine &line, const QPalette &palette)
{
    QPainterPath outline;
    outline.addRoundedRect(track, BarHeight / 2.0, BarHeight / 2.0);
    painter->fillPath(outline, theme::colors(theme::Role::Neutral, palette).fill);
    QRectF filled = track;
    filled.setWidth(qMax<qreal>(BarHeight, track.width() * qBound(0.0, line.share, 1.0)));
    QPainterPath bar;
    bar.addRoundedRect(filled, BarHeight / 2.0, BarHeight / 2.0);
    painter->fillPath(bar, theme::colors(line.role, palette).shape);
}

void paintText(QPainter *painter, const QRect &area, Qt::Alignment side, const QColor &color,
    const QString &text)
{
    painter->setPen(color);
    painter->drawText(area, int(side | Qt::AlignVCenter) | Qt::TextSingleLine,
        painter->fontMetrics().elidedText(text, Qt::ElideRight, area.width()));
}

} // namespace

int KeyLineDelegate::lineHeight()
{
    return QFontMetrics(theme::bodyFont()).height() + QFontMetrics(theme::captionFont()).height()
        + 3 * theme::Tight;
}

QSize KeyLineDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {160, lineHeight()};
}

void KeyLineDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const KeyLine &line
        = static_cast<const KeyLinesModel *>(index.model())->lines().at(index.row());
    const QPalette &palette = option.palette;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    if (option.state.testFlag(QStyle::State_MouseOver) || focused) {
        const QColor accent = palette.color(QPalette::Active, QPalette::Highlight);
        QColor wash = accent;
        wash.setAlphaF(0.08F);
        painter->setPen(focused ? QPen(accent, RingWidth) : QPen(Qt::NoPen));
        painter->setBrush(wash);
        painter->drawRoundedRect(
            QRectF(option.rect).adjusted(1, 1, -1, -1), theme::Radius, theme::Radius);
    }

    QRect area = option.rect.adjusted(theme::Related, theme::Tight, -theme::Related, -theme::Tight);
    painter->setFont(theme::bodyFont());
    const QFontMetrics body = painter->fontMetrics();
    if (line.mark) {
        const int size = body.ascent();
        paintMark(painter,
            QRectF(area.left(), area.top() + (body.height() - size) / 2.0, size, size), *line.mark,
            theme::colors(line.role, palette).shape);
        area.setLeft(area.left() + size + theme::Related);
    }
    const QRect first(area.left(), area.top(), area.width(), body.height());
    const int valueWidth = body.horizontalAdvance(line.value);
    const QColor text = palette.color(QPalette::Active, QPalette::WindowText);
    paintText(painter, first.adjusted(0, 0, -valueWidth - theme::Related, 0), Qt::AlignLeft, text,
        line.title);
    paintText(painter, first, Qt::AlignRight, text, line.value);

    const QRect second(area.left(), first.bottom() + 1 + theme::Tight, area.width(),
        area.bottom() - first.bottom() - theme::Tight);
    if (line.share >= 0) {
        paintBar(painter, QRectF(second.left(), second.top() + 2, second.width(), BarHeight), line,
            palette);
    } else {
        painter->setFont(theme::captionFont());
        paintText(painter, second, Qt::AlignLeft, theme::quietText(palette), line.remark);
    }
    painter->restore();
}

} // namespace keydeck
