// The cell that says what state a key is in.
#pragma once

#include "ui/keys/keycelldelegate.h"

namespace keydeck {

/// The worst status as a chip, "+N" for the others, and what to do in the tooltip.
class StatusDelegate final : public KeyCellDelegate
{
    Q_OBJECT

public:
    using KeyCellDelegate::KeyCellDelegate;

    [[nodiscard]] QSize sizeHint(
        const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    bool paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QRect &area,
        const QModelIndex &index) const override;
    [[nodiscard]] QString toolTip(const QModelIndex &index) const override;
};

} // namespace keydeck
