#include "ui/widgets/notice.h"

#include "ui/widgets/accessiblerole.h"
#include "ui/widgets/textlabel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

namespace keydeck {

namespace {

int markSize(const QWidget *widget)
{
    return widget->fontMetrics().ascent() + 1;
}

} // namespace

Notice::Notice(QWidget *parent)
    : QWidget(parent)
    , m_text(new TextLabel(TextLabel::Style::Body, this))
{
    setAccessibleRole(*this, QAccessible::StaticText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::Related + markSize(this) + theme::Related, theme::Tight + 2,
        theme::Related, theme::Tight + 2);
    layout->addWidget(m_text);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

Notice::Notice(theme::Role role, Mark mark, const QString &text, QWidget *parent) : Notice(parent)
{
    setNotice(role, mark, text);
}

void Notice::setNotice(theme::Role role, Mark mark, const QString &text)
{
    m_role = role;
    m_mark = mark;
    m_text->setText(text);
    setAccessibleName(text);
    applyPalette();
    update();
}

QString Notice::text() const
{
    return m_text->text();
}

void Notice::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        applyPalette();
    }
}

void Notice::applyPalette()
{
    QPalette own;
    own.setColor(QPalette::WindowText, theme::colors(m_role, palette()).text);
    m_text->setPalette(own);
}

void Notice::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const theme::RoleColors colors = theme::colors(m_role, palette());
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.fill);
    painter.drawRoundedRect(rect(), theme::Radius, theme::Radius);

    const int size = markSize(this);
    const int top = m_text->geometry().top() + (m_text->fontMetrics().height() - size) / 2;
    paintMark(&painter, QRectF(theme::Related, top, size, size), m_mark, colors.shape);
}

} // namespace keydeck
