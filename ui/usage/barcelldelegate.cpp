#include "ui/usage/barcelldelegate.h"

#include "ui/widgets/theme.h"

#include <QPainter>

#include <algorithm>

namespace keydeck {

namespace {

constexpr int BarHeight = 3;
constexpr int UsedColor = 0; // as in the charts of usage

} // namespace

void BarCellDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const QVariant share = index.data(BarRole);
    if (!share.isValid()) {
        return;
    }
    const QRectF track(option.rect.left() + theme::Tight, option.rect.bottom() - BarHeight,
        option.rect.width() - 2 * theme::Tight, BarHeight);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QColor ink = isSelected ? option.palette.color(QPalette::HighlightedText)
                                  : theme::chartColor(UsedColor, option.palette);
    painter->fillRect(track, theme::hairline(option.palette));
    const qreal length = track.width() * std::clamp(share.toDouble(), 0.0, 1.0);
    // However little it is, it is seen; from the right, where the figure's digits end.
    const qreal width = share.toDouble() > 0 ? std::max(1.0, length) : 0;
    painter->fillRect(QRectF(track.right() - width, track.top(), width, track.height()), ink);
}

} // namespace keydeck
