#include "ui/dashboard/statuscard.h"

#include "core/base/format.h"

#include <QFocusEvent>
#include <QPainter>

namespace keydeck {

namespace {

constexpr int Padding = 12;
constexpr int MinimumWidth = 116;

bool isAlarming(theme::Role role)
{
    return role == theme::Role::Danger || role == theme::Role::Warning;
}

} // namespace

StatusCard::StatusCard(
    Mark mark, theme::Role role, const QString &word, const QString &toolTip, QWidget *parent)
    : QAbstractButton(parent)
    , m_mark(mark)
    , m_role(role)
{
    setText(word);
    setToolTip(toolTip);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCount(0);
}

void StatusCard::setCount(qsizetype count)
{
    m_count = count;
    setAccessibleName(tr("%1: %2").arg(text(), formatCount(double(count))));
    update();
}

QSize StatusCard::sizeHint() const
{
    const QFontMetrics word(theme::captionFont());
    const int width = 2 * Padding + word.ascent() + theme::Tight + word.horizontalAdvance(text());
    return {qMax(MinimumWidth, width),
        2 * Padding + QFontMetrics(theme::titleFont()).height() + theme::Tight + word.height()};
}

void StatusCard::focusInEvent(QFocusEvent *event)
{
    m_ring = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    QAbstractButton::focusInEvent(event);
}

void StatusCard::focusOutEvent(QFocusEvent *event)
{
    m_ring = false;
    QAbstractButton::focusOutEvent(event);
}

void StatusCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const theme::RoleColors colors = theme::colors(m_role, palette());
    const bool alarming = m_count > 0 && isAlarming(m_role);
    const bool active = underMouse() || m_ring;

    painter.setBrush(alarming ? colors.fill : palette().color(QPalette::Base));
    painter.setPen(active ? QPen(palette().color(QPalette::Highlight), m_ring ? 2 : 1)
                          : QPen(alarming ? colors.fill : theme::hairline(palette()), 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), theme::Radius, theme::Radius);

    const QColor quiet = theme::quietText(palette());
    const QRect inner = rect().adjusted(Padding, Padding, -Padding, -Padding);
    painter.setFont(theme::titleFont());
    const int numberHeight = painter.fontMetrics().height();
    painter.setPen(m_count == 0 ? quiet : alarming ? colors.text : palette().color(QPalette::Text));
    painter.drawText(QRect(inner.topLeft(), QSize(inner.width(), numberHeight)),
        Qt::AlignLeft | Qt::AlignVCenter, formatCount(double(m_count)));

    painter.setFont(theme::captionFont());
    const int size = painter.fontMetrics().ascent();
    const QRect line(inner.left(), inner.top() + numberHeight + theme::Tight, inner.width(),
        painter.fontMetrics().height());
    paintMark(&painter, QRectF(line.left(), line.top() + (line.height() - size) / 2.0, size, size),
        m_mark, m_count == 0 ? quiet : colors.shape);
    painter.setPen(alarming ? colors.text : quiet);
    painter.drawText(
        line.adjusted(size + theme::Tight, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text());
}

} // namespace keydeck
