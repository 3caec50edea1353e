#include "ui/changes/changedelegate.h"

#include "core/base/format.h"
#include "ui/changes/changesmodel.h"
#include "ui/widgets/mark.h"
#include "ui/widgets/spreadchip.h"

#include <QApplication>
#include <QPainter>

namespace keydeck {

namespace {

// Names and authors stand in columns: that share of their row each, and no more than so much.
constexpr int NameShare = 4, MostOfAName = 220;
constexpr int AuthorShare = 5, MostOfAnAuthor = 180;

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

/// Returns how wide it came out.
int drawText(QPainter *painter, const QRect &area, Qt::Alignment side, const QString &text)
{
    const QString shown
        = painter->fontMetrics().elidedText(text, Qt::ElideRight, qMax(0, area.width()));
    painter->drawText(area, int(side | Qt::AlignVCenter) | Qt::TextSingleLine, shown);
    return painter->fontMetrics().horizontalAdvance(shown);
}

int timeWidth()
{
    return QFontMetrics(theme::bodyFont()).horizontalAdvance(formatRelative(0, 86'340'000));
}

/// How far the edit has got at the gateway, at the right of the area; returns what is left of it.
QRect paintSpread(QPainter *painter, QRect area, const QModelIndex &index, const QPalette &palette)
{
    const QVariant stage = index.data(ChangesModel::SpreadRole);
    if (!stage.isValid())
        return area;
    const ChipFace face = spreadFace(
        KeySpread::Stage(stage.toInt()), index.data(ChangesModel::SpreadWordRole).toString());
    painter->setFont(theme::captionFont());
    const QSize size = chipSize(face.word, painter->fontMetrics());
    if (size.width() > area.width() / 2)
        return area;
    QRect chip(QPoint(0, 0), size);
    chip.moveCenter(area.center());
    chip.moveRight(area.right());
    paintChip(painter, chip, face, palette);
    area.setRight(chip.left() - theme::Related);
    return area;
}

void paintEdit(QPainter *painter, QRect area, const Inks &inks, const QModelIndex &index,
    const QPalette &palette)
{
    painter->setFont(theme::bodyFont());
    painter->setPen(inks.quiet);
    QRect time = area;
    time.setLeft(area.right() - timeWidth());
    drawText(painter, time, Qt::AlignRight, index.data(ChangesModel::TimeRole).toString());
    QRect author = area;
    author.setRight(time.left() - theme::Group);
    author.setLeft(author.right() - qMin(area.width() / AuthorShare, MostOfAnAuthor));
    drawText(painter, author, Qt::AlignLeft, index.data(ChangesModel::AuthorRole).toString());
    area.setRight(author.left() - theme::Group);
    area = paintSpread(painter, area, index, palette);

    painter->setFont(theme::strong(theme::bodyFont()));
    painter->setPen(inks.text);
    drawText(painter, area, Qt::AlignLeft, index.data(Qt::DisplayRole).toString());
}

void paintNote(QPainter *painter, QRect area, const Inks &inks, const QModelIndex &index,
    const QPalette &palette)
{
    painter->setFont(theme::captionFont());
    painter->setPen(inks.quiet);
    const int size = painter->fontMetrics().ascent() + 1;
    paintMark(painter, QRectF(area.left(), area.center().y() - size / 2.0, size, size), Mark::Info,
        inks.isSelected ? inks.text : theme::colors(theme::Role::Info, palette).shape);
    area.setLeft(area.left() + size + theme::Related);
    drawText(painter, area, Qt::AlignLeft, index.data(Qt::DisplayRole).toString());
}

void paintKey(QPainter *painter, QRect area, const Inks &inks, const QModelIndex &index)
{
    painter->setFont(theme::bodyFont());
    painter->setPen(inks.text);
    QRect name = area;
    name.setWidth(qMin(area.width() / NameShare, MostOfAName));
    drawText(painter, name, Qt::AlignLeft, index.data(Qt::DisplayRole).toString());
    area.setLeft(name.right() + theme::Group);

    painter->setPen(inks.quiet);
    painter->setFont(theme::fixedFont());
    const int fingerprintWidth = drawText(
        painter, area, Qt::AlignLeft, index.data(ChangesModel::FingerprintRole).toString());
    area.setLeft(area.left() + fingerprintWidth + theme::Group);
    painter->setFont(theme::bodyFont());
    drawText(painter, area, Qt::AlignLeft, index.data(ChangesModel::ChangeRole).toString());
}

} // namespace

void ChangeDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell(option);
    initStyleOption(&cell, index);
    cell.text.clear();
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);

    painter->save();
    // Else a name that is written from right to left would go to the other end of its place.
    painter->setLayoutDirection(Qt::LeftToRight);
    const QRect area = cell.rect.adjusted(theme::Tight, 0, -theme::Related, 0);
    switch (ChangesModel::RowKind(index.data(ChangesModel::KindRole).toInt())) {
    case ChangesModel::RowKind::Edit:
        paintEdit(painter, area, inksOf(cell), index, cell.palette);
        break;
    case ChangesModel::RowKind::Note:
        paintNote(painter, area, inksOf(cell), index, cell.palette);
        break;
    case ChangesModel::RowKind::Key:
        paintKey(painter, area, inksOf(cell), index);
        break;
    }
    painter->restore();
}

QSize ChangeDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {200, QFontMetrics(theme::bodyFont()).height() + theme::Related + theme::Tight};
}

} // namespace keydeck
