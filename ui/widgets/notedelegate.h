// Lines of a list with something quiet at their right end.
#pragma once

#include <QStyledItemDelegate>

namespace keydeck {

/// The item's text, cut where it is too long, and NoteRole's beside it: a shortcut, a count, what a
/// word means. An item that is disabled is painted quiet as a whole.
class NoteDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    enum Role
    {
        NoteRole = Qt::UserRole + 100, ///< QString
    };

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
        const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(
        const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace keydeck
