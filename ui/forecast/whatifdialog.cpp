#include "ui/forecast/whatifdialog.h"

#include "ui/forecast/whatifpanel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace keydeck {

namespace {

constexpr QSize UsualSize(760, 480);

} // namespace

WhatIfDialog::WhatIfDialog(const Question &question, QWidget *parent)
    : QDialog(parent)
    , m_bar(new MessageBar(this))
    , m_panel(new WhatIfPanel(this))
    , m_waiting(new EmptyState({}, tr("Reading the history…"), this))
    , m_stack(new QStackedLayout)
{
    setWindowTitle(tr("Try another limit"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(parent ? UsualSize.boundedTo(parent->size()) : UsualSize);
    m_panel->setPresentLimit(question.present);
    m_stack->addWidget(m_waiting);
    m_stack->addWidget(m_panel);
    auto *heading
        = new TextLabel(TextLabel::Style::Title, tr("Another limit for %1").arg(question.of), this);
    heading->setElided(true);
    auto *sentence = new TextLabel(TextLabel::Style::Quiet,
        tr("What it would have done to the windows on record. Nothing changes until you apply it."),
        this);
    sentence->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_panel, &WhatIfPanel::applyRequested, this, [this](double limit) {
        m_bar->dismiss();
        Q_EMIT applyRequested(limit);
    });

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Page, theme::Page, theme::Page, theme::Group);
    column->setSpacing(theme::Related);
    column->addWidget(heading);
    column->addWidget(sentence);
    column->addWidget(m_bar);
    column->addLayout(m_stack, 1);
    column->addSpacing(theme::Related);
    column->addWidget(buttons);
    tabInLayoutOrder(*this);
}

void WhatIfDialog::setLocked(const QString &reason)
{
    m_panel->setLocked(reason);
}

void WhatIfDialog::setOpenWindows(const OpenWindows &open)
{
    m_panel->setOpenWindows(open);
}

void WhatIfDialog::showTrial(const WindowTrialPointer &trial)
{
    m_panel->showTrial(trial);
    m_stack->setCurrentWidget(m_panel);
    m_panel->focusLimit();
    m_settled = true;
}

void WhatIfDialog::showNoTrial(const QString &message)
{
    m_waiting->setTexts({}, message);
    m_stack->setCurrentWidget(m_waiting);
    m_settled = true;
}

void WhatIfDialog::showFailure(const Error &error)
{
    m_bar->showMessage({theme::Role::Danger, error.message, {}, 0, true});
}

} // namespace keydeck
