// The cell that says which key it is.
#pragma once

#include "ui/keys/keycelldelegate.h"

namespace keydeck {

/// The name over the masked key and, as far as there is room, its tags; the tooltip adds the
/// fingerprint.
class IdentityDelegate final : public KeyCellDelegate
{
    Q_OBJECT

public:
    using KeyCellDelegate::KeyCellDelegate;

protected:
    bool paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QRect &area,
        const QModelIndex &index) const override;
    [[nodiscard]] QString toolTip(const QModelIndex &index) const override;
};

} // namespace keydeck
