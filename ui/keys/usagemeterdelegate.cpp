#include "ui/keys/usagemeterdelegate.h"

#include "ui/keys/keymodel.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/usagemeter.h"

#include <QPainter>

namespace keydeck {

namespace {

constexpr int BarHeight = 6;

RateLimit rateOf(const QModelIndex &index)
{
    return index.data(KeyModel::StateRole).value<KeyState>().rate;
}

} // namespace

QSize UsageMeterDelegate::sizeHint(
    const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int text = QFontMetrics(option.font).horizontalAdvance(meterText(rateOf(index)));
    return {qMax(text, 120) + 2 * theme::Related, rowHeight()};
}

bool UsageMeterDelegate::paintContent(QPainter *painter, const QStyleOptionViewItem &option,
    const QRect &area, const QModelIndex &index) const
{
    const RateLimit rate = rateOf(index);
    painter->setFont(option.font);
    const QFontMetrics metrics = painter->fontMetrics();
    const int top = area.top() + (area.height() - metrics.height() - theme::Tight - BarHeight) / 2;
    const QRect text(area.left(), top, area.width(), metrics.height());
    painter->setPen(rate.gatewayFails ? quietColor(option) : textColor(option));
    painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
        metrics.elidedText(meterText(rate), Qt::ElideLeft, text.width()));
    paintMeterBar(painter,
        QRectF(area.left(), text.bottom() + 1 + theme::Tight, area.width(), BarHeight), rate,
        option.palette, option.state.testFlag(QStyle::State_Selected));
    return true;
}

} // namespace keydeck
