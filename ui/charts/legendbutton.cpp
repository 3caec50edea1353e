#include "ui/charts/legendbutton.h"

#include "ui/charts/hatch.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tooltip.h"

#include <QEvent>
#include <QPainter>
#include <QStyleOptionFocusRect>

namespace keydeck {

namespace {

constexpr int SwatchWidth = 14;
constexpr int SwatchHeight = 9;
constexpr float Pale = 0.3F;

} // namespace

LegendButton::LegendButton(const LegendEntry &entry, QWidget *parent)
    : QAbstractButton(parent)
    , m_entry(entry)
{
    setCheckable(true);
    setChecked(true);
    setFocusPolicy(Qt::TabFocus);
    setFont(theme::captionFont());
    setCursor(Qt::PointingHandCursor);
    say();
}

void LegendButton::setEntry(const LegendEntry &entry)
{
    if (entry != m_entry) {
        m_entry = entry;
        say();
    }
}

void LegendButton::say()
{
    setText(m_entry.label);
    setAccessibleName(tr("%1 in the chart").arg(m_entry.label));
    setPlainToolTip(*this,
        (isChecked() ? tr("Hide “%1” in the chart") : tr("Show “%1” in the chart again"))
            .arg(m_entry.label));
    updateGeometry();
    update();
}

void LegendButton::checkStateSet()
{
    QAbstractButton::checkStateSet();
    say();
}

void LegendButton::nextCheckState()
{
    QAbstractButton::nextCheckState();
    say();
}

QSize LegendButton::sizeHint() const
{
    const int text = fontMetrics().horizontalAdvance(m_entry.label);
    return {theme::Tight + SwatchWidth + theme::Tight + text + theme::Tight,
        fontMetrics().height() + theme::Tight};
}

void LegendButton::changeEvent(QEvent *event)
{
    QAbstractButton::changeEvent(event);
    const QFont font = theme::captionFont();
    if (event->type() == QEvent::ApplicationFontChange && font != this->font()) {
        setFont(font);
    }
}

void LegendButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF swatch(theme::Tight, (height() - SwatchHeight) / 2.0, SwatchWidth, SwatchHeight);
    paintSwatch(&painter, swatch);
    QFont text = font();
    text.setStrikeOut(!isChecked());
    painter.setFont(text);
    painter.setPen(theme::quietText(palette()));
    painter.drawText(rect().adjusted(int(swatch.right()) + theme::Tight, 0, 0, 0),
        Qt::AlignLeft | Qt::AlignVCenter, m_entry.label);
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        option.rect = rect();
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

void LegendButton::paintSwatch(QPainter *painter, const QRectF &box) const
{
    if (!isChecked()) {
        painter->setPen(theme::quietText(palette()));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
        return;
    }
    QColor pale = m_entry.color;
    pale.setAlphaF(Pale);
    const qreal middle = box.center().y();
    switch (m_entry.shape) {
    case LegendEntry::Shape::Filled:
        painter->fillRect(box, m_entry.color);
        painter->setPen(QPen(theme::edgeColor(m_entry.color, palette()), 1));
        painter->drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
        break;
    case LegendEntry::Shape::Outlined:
        painter->setPen(QPen(m_entry.color, 1.4));
        painter->setBrush(pale);
        painter->drawRect(box.adjusted(0.7, 0.7, -0.7, -0.7));
        break;
    case LegendEntry::Shape::Hatched:
        painter->setPen(QPen(m_entry.color, 1));
        painter->drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
        painter->drawLines(hatchLines(box, SwatchWidth / 3.0));
        break;
    case LegendEntry::Shape::Line:
        painter->setPen(QPen(m_entry.color, 2));
        painter->drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle));
        break;
    case LegendEntry::Shape::DottedLine:
        painter->setPen(QPen(m_entry.color, 2, Qt::DotLine));
        painter->drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle));
        break;
    case LegendEntry::Shape::DashedLine:
        painter->setPen(QPen(m_entry.color, 2, Qt::CustomDashLine));
        QPen pen = painter->pen();
        pen.setDashPattern({2, 1.5});
        painter->setPen(pen);
        painter->drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle));
        break;
    }
}

} // namespace keydeck
