// A cell with a figure over a bar.
#pragma once

#include <QStyledItemDelegate>

namespace keydeck {

/// What tables of the Usage page sort by: the exact value behind a cell.
inline constexpr int SortRole = Qt::UserRole;
/// The length of a cell's bar, from 0 to 1; invalid for a cell without one.
inline constexpr int BarRole = Qt::UserRole + 2;

/// Paints the bar at the cell's foot; the rest is the style's. On a selected row it is drawn in
/// the selection's own ink.
class BarCellDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
        const QModelIndex &index) const override;
};

} // namespace keydeck
