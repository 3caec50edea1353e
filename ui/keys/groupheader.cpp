#include "ui/keys/groupheader.h"

#include "ui/keys/keygroups.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QStyleOption>
#include <QWidget>

namespace keydeck {

namespace {

constexpr int ArrowSize = 12;

void paintArrow(QPainter &painter, const QRect &row, const KeyGroup &group, const QWidget &view)
{
    QStyleOption arrow;
    arrow.initFrom(&view);
    arrow.rect = QRect(
        row.left() + theme::Related, row.center().y() - ArrowSize / 2, ArrowSize, ArrowSize);
    view.style()->drawPrimitive(
        group.isOpen ? QStyle::PE_IndicatorArrowDown : QStyle::PE_IndicatorArrowRight, &arrow,
        &painter, &view);
}

void paintFocus(QPainter &painter, const QRect &row, const QWidget &view)
{
    QStyleOptionFocusRect focus;
    focus.initFrom(&view);
    focus.rect = row;
    focus.state |= QStyle::State_KeyboardFocusChange;
    view.style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, &painter, &view);
}

} // namespace

void paintGroupHeader(
    QPainter &painter, const QRect &row, const KeyGroup &group, const QWidget &view, bool hasFocus)
{
    const QPalette &palette = view.palette();
    painter.fillRect(row, palette.alternateBase());
    painter.fillRect(QRect(row.left(), row.bottom(), row.width(), 1), theme::hairline(palette));
    paintArrow(painter, row, group, view);

    const QFont titleFont = theme::strong(theme::bodyFont());
    const QFontMetrics title(titleFont), summary(theme::captionFont());
    const int left = row.left() + 2 * theme::Related + ArrowSize;
    const int width = row.right() - theme::Related - left;
    const int top = row.top() + (row.height() - title.height() - summary.height()) / 2;
    painter.setPen(palette.color(QPalette::Text));
    painter.setFont(titleFont);
    painter.drawText(QRect(left, top, width, title.height()), Qt::TextSingleLine,
        title.elidedText(group.title, Qt::ElideRight, width));
    painter.setPen(theme::quietText(palette));
    painter.setFont(theme::captionFont());
    painter.drawText(QRect(left, top + title.height(), width, summary.height()), Qt::TextSingleLine,
        summary.elidedText(group.summary(), Qt::ElideRight, width));
    if (hasFocus)
        paintFocus(painter, row, view);
}

} // namespace keydeck
