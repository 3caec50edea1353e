#include "ui/widgets/emptystate.h"

#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace keydeck {

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_heading(new TextLabel(TextLabel::Style::Heading, this))
    , m_sentence(new TextLabel(TextLabel::Style::Quiet, this))
    , m_buttons(new QHBoxLayout)
{
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(theme::Tight);
    layout->addStretch();
    for (TextLabel *label : {m_heading, m_sentence}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    m_buttons->setAlignment(Qt::AlignCenter);
    layout->addLayout(m_buttons);
    layout->addStretch();
}

EmptyState::EmptyState(const QString &heading, const QString &sentence, QWidget *parent)
    : EmptyState(parent)
{
    setTexts(heading, sentence);
}

void EmptyState::setTexts(const QString &heading, const QString &sentence)
{
    m_heading->setText(heading);
    m_heading->setVisible(!heading.isEmpty());
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
}

QPushButton *EmptyState::addButton(const QString &text)
{
    auto *button = new QPushButton(text, this);
    m_buttons->setContentsMargins(0, theme::Related, 0, 0);
    m_buttons->addWidget(button);
    return button;
}

} // namespace keydeck
