// Paints the rows of a HealthModel.
#pragma once

#include <QStyledItemDelegate>

namespace keydeck {

/// A finding: shape, sentence, and how many keys. A key: name, masked key, remark.
class FindingDelegate final : public QStyledItemDelegate
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
