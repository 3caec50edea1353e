// The cell that says how much of the current window is used.
#pragma once

#include "ui/keys/keycelldelegate.h"

namespace keydeck {

/// Figures, right-aligned, over a bar (see paintMeterBar).
class UsageMeterDelegate final : public KeyCellDelegate
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
