#include "ui/keys/keycelldelegate.h"

#include "core/base/clock.h"
#include "ui/keys/keyfilter.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace keydeck {

namespace {

constexpr int FrameMs = 40;
constexpr qreal GlowOpacity = 0.16; // more, and the quiet text would be hard to read

QStyle *styleOf(const QStyleOptionViewItem &option)
{
    return option.widget ? option.widget->style() : QApplication::style();
}

QPalette::ColorGroup groupOf(const QStyleOptionViewItem &option)
{
    if (!option.state.testFlag(QStyle::State_Enabled)) {
        return QPalette::Disabled;
    }
    return option.state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
}

} // namespace

KeyCellDelegate::KeyCellDelegate(QObject *parent) : QStyledItemDelegate(parent)
{
    m_glow.setSingleShot(true);
    m_glow.setInterval(FrameMs);
    connect(&m_glow, &QTimer::timeout, this, [this] {
        if (m_glowing) {
            m_glowing->update();
        }
    });
}

int KeyCellDelegate::rowHeight()
{
    return QFontMetrics(theme::bodyFont()).height() + QFontMetrics(theme::fixedFont()).height()
        + theme::Related + theme::Tight;
}

qreal KeyCellDelegate::glowStrength(qint64 changedMs, qint64 monotonicMs)
{
    const qint64 age = monotonicMs - changedMs;
    return changedMs > 0 && age >= 0 && age < GlowMs ? 1.0 - qreal(age) / GlowMs : 0.0;
}

void KeyCellDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (index.data(KeyFilter::GroupRole).isValid()) {
        return; // the table's
    }
    QStyleOptionViewItem cell(option);
    initStyleOption(&cell, index);
    const QString text = cell.text;
    cell.text.clear();
    styleOf(cell)->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);

    const QRect area = cell.rect.adjusted(theme::Related, 0, -theme::Related, 0);
    painter->save();
    painter->setClipRect(cell.rect);
    if (!paintContent(painter, cell, area, index)) {
        painter->setFont(cell.font);
        painter->setPen(textColor(cell));
        painter->drawText(area, int(cell.displayAlignment) | Qt::TextSingleLine,
            QFontMetrics(cell.font).elidedText(text, Qt::ElideRight, area.width()));
    }
    painter->restore();
}

QSize KeyCellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    return {size.width() + theme::Related, rowHeight()};
}

bool KeyCellDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view,
    const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const QString text
        = event->type() == QEvent::ToolTip && index.isValid() ? toolTip(index) : QString();
    if (text.isEmpty()) {
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    }
    QToolTip::showText(event->globalPos(), text, view->viewport(), option.rect);
    return true;
}

void KeyCellDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const qreal strength = glowStrength(
        index.data(KeyModel::ChangedRole).toLongLong(), SystemClock::instance().monotonicMs());
    if (strength <= 0
        || styleOf(*option)->styleHint(QStyle::SH_Widget_Animation_Duration, option, option->widget)
            == 0) {
        return;
    }
    QColor glow = option->palette.color(QPalette::Active, QPalette::Highlight);
    glow.setAlphaF(float(strength * GlowOpacity));
    option->backgroundBrush = glow;
    if (const auto *view = qobject_cast<const QAbstractItemView *>(option->widget)) {
        m_glowing = view->viewport();
        m_glow.start();
    }
}

bool KeyCellDelegate::paintContent(
    QPainter *, const QStyleOptionViewItem &, const QRect &, const QModelIndex &) const
{
    return false;
}

QString KeyCellDelegate::toolTip(const QModelIndex &) const
{
    return {};
}

QColor KeyCellDelegate::textColor(const QStyleOptionViewItem &option)
{
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    return option.palette.color(
        groupOf(option), selected ? QPalette::HighlightedText : QPalette::Text);
}

QColor KeyCellDelegate::quietColor(const QStyleOptionViewItem &option)
{
    return option.state.testFlag(QStyle::State_Selected) ? textColor(option)
                                                         : theme::quietText(option.palette);
}

} // namespace keydeck
