#include "ui/charts/readout.h"

#include "ui/widgets/theme.h"

#include <QDateTime>
#include <QLocale>
#include <QPainter>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr qreal Padding = 6;
constexpr qreal Distance = 8;

qreal widthOf(const QStringList &lines)
{
    const QFontMetricsF strong(theme::strong(theme::captionFont()));
    const QFontMetricsF plain(theme::captionFont());
    qreal width = strong.horizontalAdvance(lines.first());
    for (const QString &line : lines.sliced(1)) {
        width = std::max(width, plain.horizontalAdvance(line));
    }
    return std::ceil(width);
}

/// To the right of the line where there is room, else to the left, else where it fits.
qreal leftOf(const QRectF &area, qreal x, qreal width)
{
    if (x + Distance + width <= area.right()) {
        return x + Distance;
    }
    if (x - Distance - width >= area.left()) {
        return x - Distance - width;
    }
    return std::clamp(x - width / 2, area.left(), std::max(area.left(), area.right() - width));
}

} // namespace

QString spanText(const TimeSpan &span)
{
    const QLocale locale;
    const QString day = u"ddd d MMM yyyy"_s;
    const QDateTime from = QDateTime::fromMSecsSinceEpoch(span.fromMs);
    const QDateTime to = QDateTime::fromMSecsSinceEpoch(span.toMs);
    const QDate lastDay = to.addMSecs(-1).date();
    const QString first = locale.toString(from, day);
    if (from == from.date().startOfDay() && to == lastDay.addDays(1).startOfDay()) {
        return lastDay == from.date() ? first
                                      : u"%1 – %2"_s.arg(first, locale.toString(lastDay, day));
    }
    // The zone tells the hour that comes twice from itself.
    const bool turns = from.timeZoneAbbreviation() != to.timeZoneAbbreviation();
    const QString begins = from.toString(turns ? u"HH:mm t"_s : u"HH:mm"_s);
    const QString ends = to.toString(u"HH:mm t"_s);
    return lastDay == from.date()
        ? u"%1, %2–%3"_s.arg(first, begins, ends)
        : u"%1, %2 – %3, %4"_s.arg(first, begins, locale.toString(to, day), ends);
}

void paintReadout(
    QPainter *painter, const QPalette &palette, const QRectF &area, qreal x, const QString &text)
{
    const QStringList lines = text.split(u'\n');
    const qreal lineHeight = QFontMetricsF(theme::captionFont()).height();
    const qreal width = std::min(widthOf(lines) + 2 * Padding, area.width());
    const QRectF box(leftOf(area, x, width), area.top() + 2, width,
        double(lines.size()) * lineHeight + 2 * Padding - 2);
    painter->setPen(QPen(theme::quietText(palette), 1));
    painter->setBrush(palette.color(QPalette::ToolTipBase));
    painter->drawRoundedRect(box, theme::Radius, theme::Radius);
    painter->setPen(palette.color(QPalette::ToolTipText));
    QRectF line(box.left() + Padding, box.top() + Padding - 1, width - 2 * Padding, lineHeight);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QFont font = i == 0 ? theme::strong(theme::captionFont()) : theme::captionFont();
        painter->setFont(font);
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetricsF(font).elidedText(lines.at(i), Qt::ElideRight, line.width()));
        line.translate(0, lineHeight);
    }
}

} // namespace keydeck
