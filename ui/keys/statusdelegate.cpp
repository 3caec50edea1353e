#include "ui/keys/statusdelegate.h"

#include "core/base/clock.h"
#include "ui/keys/keymodel.h"
#include "ui/widgets/statuschip.h"
#include "ui/widgets/theme.h"

namespace keydeck {

namespace {

KeyState stateOf(const QModelIndex &index)
{
    return index.data(KeyModel::StateRole).value<KeyState>();
}

} // namespace

QSize StatusDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const KeyState state = stateOf(index);
    const QSize chip = statusChipSize(state.status, state.all.size() - 1);
    return {chip.width() + 2 * theme::Related, rowHeight()};
}

bool StatusDelegate::paintContent(QPainter *painter, const QStyleOptionViewItem &option,
    const QRect &area, const QModelIndex &index) const
{
    const KeyState state = stateOf(index);
    paintStatusChip(
        painter, area, state.status, state.all.size() - 1, option.palette, quietColor(option));
    return true;
}

QString StatusDelegate::toolTip(const QModelIndex &index) const
{
    return statusToolTip(stateOf(index), SystemClock::instance().nowMs());
}

} // namespace keydeck
