#include "ui/keys/hintlabel.h"

#include "ui/widgets/icons.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

namespace keydeck {

HintLabel::HintLabel(QWidget *parent)
    : QWidget(parent)
    , m_sign(new QLabel(this))
    , m_text(new QLabel(this))
{
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setFont(theme::captionFont());
    m_text->setMinimumHeight(m_text->fontMetrics().height());
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, theme::Tight);
    row->setSpacing(theme::Tight);
    row->addWidget(m_sign, 0, Qt::AlignTop);
    row->addWidget(m_text, 1, Qt::AlignTop);
    render();
}

void HintLabel::setField(QWidget *field)
{
    m_field = field;
    render();
}

void HintLabel::setHint(const FieldHint &hint)
{
    m_hint = hint;
    render();
}

void HintLabel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        render();
}

void HintLabel::render()
{
    const bool quiet = m_hint.role == theme::Role::Neutral;
    const theme::RoleColors colors = theme::colors(m_hint.role, palette());
    m_sign->setVisible(!quiet);
    m_sign->setPixmap(tintedIcon(
        m_hint.isAcceptable() ? QStringLiteral("dialog-warning") : QStringLiteral("dialog-error"),
        colors.shape)
                          .pixmap(m_text->fontMetrics().height()));
    QPalette text = m_text->palette();
    text.setColor(QPalette::WindowText, quiet ? theme::quietText(palette()) : colors.text);
    m_text->setPalette(text);
    m_text->setText(m_hint.text);
    if (m_field)
        m_field->setAccessibleDescription(m_hint.text);
}

} // namespace keydeck
