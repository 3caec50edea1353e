#include "ui/keys/keyformdialog.h"

#include "ui/widgets/growtocontent.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/textlabel.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace keydeck {

KeyFormDialog::KeyFormDialog(
    const Words &words, const QStringList &models, const Clock &clock, QWidget *parent)
    : QDialog(parent)
    , m_clock(clock)
    , m_words(words)
    , m_bar(new MessageBar(this))
    , m_form(new KeyForm(models, clock, this))
{
    setWindowTitle(words.title);
    setAttribute(Qt::WA_DeleteOnClose);
    auto *heading = new TextLabel(TextLabel::Style::Title, words.title, this);
    heading->setElided(true);
    auto *subtitle = new TextLabel(TextLabel::Style::Fixed, words.subtitle, this);
    subtitle->setVisible(!words.subtitle.isEmpty());

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_submit = buttons->addButton(words.verb, QDialogButtonBox::AcceptRole);
    m_submit->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &KeyFormDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_form, &KeyForm::changed, this, &KeyFormDialog::updateButton);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Page, theme::Page, theme::Page, theme::Group);
    column->setSpacing(theme::Related);
    column->addWidget(heading);
    column->addWidget(subtitle);
    column->addWidget(m_bar);
    column->addSpacing(theme::Related);
    column->addWidget(m_form);
    column->addStretch(1);
    column->addSpacing(theme::Related);
    column->addWidget(buttons);
    tabInLayoutOrder(*this);
    m_form->focusFirst();
}

bool KeyFormDialog::event(QEvent *event)
{
    const bool handled = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest)
        growToContent(*this);
    return handled;
}

void KeyFormDialog::showDone()
{
    accept();
}

void KeyFormDialog::showFailure(const Error &error)
{
    setBusy(false);
    m_bar->showMessage({theme::Role::Danger, error.message, {}, 0, true});
}

void KeyFormDialog::setVerb(const QString &verb)
{
    m_words.verb = verb;
    if (!m_busy)
        m_submit->setText(verb);
}

void KeyFormDialog::updateButton()
{
    m_submit->setEnabled(!m_busy && isReady());
}

void KeyFormDialog::submit()
{
    if (m_busy || !isReady())
        return;
    m_bar->dismiss();
    setBusy(true);
    Q_EMIT submitted(makeCommand());
}

void KeyFormDialog::setBusy(bool busy)
{
    m_busy = busy;
    if (busy)
        m_focused = focusWidget();
    m_form->setEnabled(!busy);
    m_submit->setText(busy ? m_words.busy : m_words.verb);
    updateButton();
    if (!busy && m_focused)
        m_focused->setFocus(); // what is disabled gives it away, to Cancel
}

} // namespace keydeck
