#include "ui/keys/statusdelegate.h"

#include "core/base/clock.h"
#include "core/rules/shadowed.h"
#include "ui/keys/keymodel.h"
#include "ui/widgets/statuschip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tooltip.h"

namespace keydeck {

namespace {

struct Shown
{
    ChipFace face;
    qsizetype more = 0; ///< further statuses that hold
};

QList<Finding> findingsOf(const QModelIndex &index)
{
    return index.data(KeyModel::FindingsRole).value<QList<Finding>>();
}

Shown shownOf(const QModelIndex &index)
{
    if (isShadowed(findingsOf(index)))
        return {shadowedFace()};
    const auto state = index.data(KeyModel::StateRole).value<KeyState>();
    return {statusFace(state.status), state.all.size() - 1};
}

} // namespace

QSize StatusDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const Shown shown = shownOf(index);
    const QSize chip = statusChipSize(shown.face, shown.more);
    return {chip.width() + 2 * theme::Related, rowHeight()};
}

bool StatusDelegate::paintContent(QPainter *painter, const QStyleOptionViewItem &option,
    const QRect &area, const QModelIndex &index) const
{
    const Shown shown = shownOf(index);
    paintStatusChip(painter, area, shown.face, shown.more, option.palette, quietColor(option));
    return true;
}

QString StatusDelegate::toolTip(const QModelIndex &index) const
{
    if (isShadowed(findingsOf(index)))
        return plainToolTip(shadowedWord() + u'\n' + unusedDuplicate().message);
    return statusToolTip(
        index.data(KeyModel::StateRole).value<KeyState>(), SystemClock::instance().nowMs());
}

} // namespace keydeck
