#include "ui/health/findingdelegate.h"

#include "core/base/format.h"
#include "ui/health/healthmodel.h"
#include "ui/widgets/mark.h"

#include <QApplication>
#include <QPainter>

namespace keydeck {

namespace {

struct Inks
{
    QColor text;
    QColor quiet;
    bool isSelected = false; ///< then marks are in its ink: their own colours are not seen on it
};

Inks inksOf(const QStyleOptionViewItem &option)
{
    if (option.state.testFlag(QStyle::State_Selected)) {
        const QColor selected = option.palette.color(QPalette::HighlightedText);
        return {selected, selected, true};
    }
    return {option.palette.color(QPalette::Text), theme::quietText(option.palette)};
}

/// Draws text at the left of area and returns what is left of area.
QRect drawPart(QPainter *painter, const QRect &area, const QFont &font, const QColor &color,
    const QString &text)
{
    painter->setFont(font);
    painter->setPen(color);
    const QString shown
        = painter->fontMetrics().elidedText(text, Qt::ElideRight, qMax(0, area.width()));
    painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    return area.adjusted(painter->fontMetrics().horizontalAdvance(shown) + theme::Group, 0, 0, 0);
}

void paintGroup(QPainter *painter, QRect area, const Inks &inks, const QModelIndex &index,
    const QPalette &palette)
{
    const auto severity = FindingSeverity(index.data(HealthModel::SeverityRole).toInt());
    const int size = QFontMetrics(theme::bodyFont()).ascent() + 1;
    paintMark(painter, QRectF(area.left(), area.center().y() - size / 2.0, size, size),
        markOf(severity),
        inks.isSelected ? inks.text : theme::colors(roleOf(severity), palette).shape);
    area.setLeft(area.left() + size + theme::Related);

    const int count = index.data(HealthModel::CountRole).toInt();
    const QString keys = count == 1 ? FindingDelegate::tr("1 key")
                                    : FindingDelegate::tr("%1 keys").arg(formatCount(count));
    painter->setFont(theme::bodyFont());
    painter->setPen(inks.quiet);
    painter->drawText(area, Qt::AlignRight | Qt::AlignVCenter, keys);
    area.setRight(area.right() - painter->fontMetrics().horizontalAdvance(keys) - theme::Group);
    drawPart(painter, area, theme::strong(theme::bodyFont()), inks.text,
        index.data(Qt::DisplayRole).toString());
}

void paintKey(QPainter *painter, QRect area, const Inks &inks, const QModelIndex &index)
{
    area.setLeft(area.left() + QFontMetrics(theme::bodyFont()).ascent() + 1 + theme::Related);
    area = drawPart(
        painter, area, theme::bodyFont(), inks.text, index.data(Qt::DisplayRole).toString());
    area = drawPart(painter, area, theme::fixedFont(), inks.quiet,
        index.data(HealthModel::MaskedKeyRole).toString());
    drawPart(painter, area, theme::bodyFont(), inks.quiet,
        index.data(HealthModel::RemarkRole).toString());
}

} // namespace

void FindingDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell(option);
    initStyleOption(&cell, index);
    cell.text.clear();
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);

    painter->save();
    const QRect area = cell.rect.adjusted(theme::Tight, 0, -theme::Related, 0);
    if (index.parent().isValid()) {
        paintKey(painter, area, inksOf(cell), index);
    } else {
        paintGroup(painter, area, inksOf(cell), index, cell.palette);
    }
    painter->restore();
}

QSize FindingDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {200, QFontMetrics(theme::bodyFont()).height() + theme::Related + theme::Tight};
}

} // namespace keydeck
