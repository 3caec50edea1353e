// The cell that shows how the last 24 hours went.
#pragma once

#include "ui/keys/keycelldelegate.h"

namespace keydeck {

/// What came in, right-aligned, over a bar for each hour, as high as its share of the key's busiest
/// hour: the figure says how much, the bars say when. The present hour is pale, since it is not
/// over. Nothing where nothing is known.
class SparklineDelegate final : public KeyCellDelegate
{
    Q_OBJECT

public:
    using KeyCellDelegate::KeyCellDelegate;

    [[nodiscard]] QSize sizeHint(
        const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    bool paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QRect &area,
        const QModelIndex &index) const override;
};

} // namespace keydeck
