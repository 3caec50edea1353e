// Paints the rows of a ChangesModel.
#pragma once

#include <QStyledItemDelegate>

namespace keydeck {

/// An edit: what it did, by whom and when. A key: name, fingerprint, what became of it. A note: its
/// sentence behind a shape. One line each.
class ChangeDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
        const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(
        const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace keydeck
