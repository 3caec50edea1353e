#include "ui/widgets/notedelegate.h"

#include "ui/widgets/theme.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace keydeck {

void NoteDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    const QString text = item.text, note = index.data(NoteRole).toString();
    item.text.clear();
    item.icon = {};
    const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    const bool isSelected = item.state.testFlag(QStyle::State_Selected);
    const bool isEnabled = item.state.testFlag(QStyle::State_Enabled);
    const QColor quiet = theme::quietText(item.palette);
    const QColor plain = item.palette.color(QPalette::Active, QPalette::Text);
    const QColor chosen = item.palette.color(QPalette::Active, QPalette::HighlightedText);
    QRect area = item.rect.adjusted(theme::Related, 0, -theme::Related, 0);
    painter->save();
    painter->setFont(item.font);
    const QFontMetrics metrics(item.font);
    const int room = area.width() - std::min(area.width() / 3, metrics.horizontalAdvance(text));
    const QString shownNote = metrics.elidedText(note, Qt::ElideRight, room - theme::Group);
    painter->setPen(isSelected ? chosen : quiet);
    painter->drawText(area, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, shownNote);
    if (!shownNote.isEmpty())
        area.setRight(area.right() - metrics.horizontalAdvance(shownNote) - theme::Group);
    painter->setPen(isSelected ? chosen : isEnabled ? plain : quiet);
    painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        metrics.elidedText(text, Qt::ElideRight, area.width()));
    painter->restore();
}

QSize NoteDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const QFontMetrics metrics(option.font);
    return {1, metrics.height() + theme::Related};
}

} // namespace keydeck
