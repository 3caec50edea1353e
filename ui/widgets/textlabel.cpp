#include "ui/widgets/textlabel.h"

#include "ui/widgets/accessiblerole.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tooltip.h"

#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace keydeck {

namespace {

QFont fontOf(TextLabel::Style style)
{
    switch (style) {
    case TextLabel::Style::Title:
    case TextLabel::Style::Figure:
        return theme::titleFont();
    case TextLabel::Style::Heading:
        return theme::strong(theme::bodyFont());
    case TextLabel::Style::Body:
    case TextLabel::Style::Quiet:
        return theme::bodyFont();
    case TextLabel::Style::Caption:
        return theme::captionFont();
    case TextLabel::Style::Fixed:
        return theme::fixedFont();
    }
    return theme::bodyFont();
}

bool isQuiet(TextLabel::Style style)
{
    return style == TextLabel::Style::Quiet || style == TextLabel::Style::Caption;
}

} // namespace

TextLabel::TextLabel(Style style, QWidget *parent) : QLabel(parent), m_style(style)
{
    setTextFormat(Qt::PlainText);
    if (style == Style::Title || style == Style::Heading) {
        setAccessibleRole(*this, QAccessible::Heading);
    }
    applyStyle();
}

TextLabel::TextLabel(Style style, const QString &text, QWidget *parent) : TextLabel(style, parent)
{
    setText(text);
}

void TextLabel::setElided(bool elided)
{
    m_elided = elided;
    updateGeometry();
    update();
}

QSize TextLabel::minimumSizeHint() const
{
    if (!m_elided) {
        return QLabel::minimumSizeHint();
    }
    return {fontMetrics().averageCharWidth() * 4, QLabel::minimumSizeHint().height()};
}

void TextLabel::applyStyle()
{
    setFont(fontOf(m_style));
    if (!isQuiet(m_style)) {
        return;
    }
    const QPalette around = parentWidget() ? parentWidget()->palette() : QApplication::palette();
    const QColor color = theme::quietText(around);
    if (palette().color(QPalette::WindowText) != color) {
        QPalette own; // only this one role is ours; the rest stays inherited
        own.setColor(QPalette::WindowText, color);
        setPalette(own);
    }
}

void TextLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ParentChange) {
        applyStyle();
    }
}

bool TextLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ApplicationFontChange) {
        applyStyle();
    }
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty() && m_elided && isCut()) {
        QToolTip::showText(
            static_cast<QHelpEvent *>(event)->globalPos(), plainToolTip(text()), this);
        return true;
    }
    return QLabel::event(event);
}

bool TextLabel::isCut() const
{
    return fontMetrics().horizontalAdvance(text()) > contentsRect().width();
}

void TextLabel::paintEvent(QPaintEvent *event)
{
    if (!m_elided) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width());
    style()->drawItemText(&painter, contentsRect(), int(alignment()), palette(), isEnabled(), shown,
        foregroundRole());
}

} // namespace keydeck
