#include "ui/keys/sparklinedelegate.h"

#include "core/base/format.h"
#include "ui/keys/daycourse.h"
#include "ui/keys/keymodel.h"
#include "ui/widgets/theme.h"

#include <QPainter>

#include <algorithm>

namespace keydeck {

namespace {

constexpr int LeastWidth = 96;
constexpr int UsedColor = 0; // as in the charts of usage
constexpr float Pale = 0.5F;

DayCourse courseOf(const QModelIndex &index)
{
    return index.data(KeyModel::DayRole).value<DayCourse>();
}

void paintHours(QPainter *painter, const QRectF &box, const DayCourse &course, const QColor &ink,
    const QColor &baseline)
{
    const qreal width = box.width() / DayCourseHours;
    const double highest = course.hours[size_t(course.busiestHour())];
    painter->fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), baseline);
    for (int hour = 0; hour < DayCourseHours; ++hour) {
        const double tokens = course.hours[size_t(hour)];
        if (tokens <= 0)
            continue;
        // However little it was, it is seen.
        const qreal height = std::max(2.0, box.height() * tokens / highest);
        QColor color = ink;
        color.setAlphaF(hour == DayCourseHours - 1 ? Pale : 1.0F);
        painter->fillRect(QRectF(box.left() + hour * width, box.bottom() - height,
                              std::max(1.0, width - 1), height),
            color);
    }
}

} // namespace

QSize SparklineDelegate::sizeHint(
    const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics metrics(option.font);
    const int text = metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString());
    return {std::max(text, LeastWidth) + 2 * theme::Related, rowHeight()};
}

bool SparklineDelegate::paintContent(QPainter *painter, const QStyleOptionViewItem &option,
    const QRect &area, const QModelIndex &index) const
{
    const DayCourse course = courseOf(index);
    if (!course.isKnown())
        return true;
    painter->setFont(option.font);
    const QFontMetrics metrics = painter->fontMetrics();
    const QRect text(area.left(), area.top() + theme::Tight, area.width(), metrics.height());
    painter->setPen(course.total() > 0 ? textColor(option) : quietColor(option));
    painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
        metrics.elidedText(formatCount(course.total()), Qt::ElideLeft, text.width()));
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QColor ink
        = isSelected ? textColor(option) : theme::chartColor(UsedColor, option.palette);
    QColor baseline = isSelected ? ink : theme::hairline(option.palette);
    baseline.setAlphaF(isSelected ? Pale : 1.0F);
    const QRectF box(QPointF(area.left(), text.bottom() + 1),
        QPointF(area.right() + 1, area.bottom() + 1 - theme::Tight));
    paintHours(painter, box, course, ink, baseline);
    return true;
}

} // namespace keydeck
