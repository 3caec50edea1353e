#include "ui/forecast/whatifpanel.h"

#include "core/base/format.h"
#include "core/forecast/forecasttext.h"
#include "ui/charts/chartcard.h"
#include "ui/forecast/limitcontrol.h"
#include "ui/forecast/trialmodel.h"
#include "ui/forecast/trialview.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tooltip.h"

#include <QHBoxLayout>
#include <QPushButton>

#include <cmath>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr double AboveGreatest = 1.25; ///< where the slider ends

} // namespace

WhatIfPanel::WhatIfPanel(QWidget *parent)
    : QWidget(parent)
    , m_model(new TrialModel(this))
    , m_view(new TrialView(*m_model))
    , m_card(new ChartCard(m_view, *m_model, tr("Another limit"),
          tr("No closed window is on record yet: there is nothing to try a limit on."), this))
    , m_control(new LimitControl(this))
    , m_warning(new MessageBar(this))
    , m_note(new TextLabel(TextLabel::Style::Caption, this))
    , m_suggest(new QPushButton(this))
    , m_apply(new QPushButton(this))
    , m_present(std::nan(""))
{
    m_note->setObjectName(u"trialNote"_s);
    m_note->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Tight);
    column->addWidget(m_card, 1);
    column->addWidget(m_control);
    column->addWidget(m_warning);
    column->addWidget(newActions());
    connect(m_control, &LimitControl::limitChanged, this, &WhatIfPanel::render);
    render();
}

QWidget *WhatIfPanel::newActions()
{
    auto *actions = new QWidget(this);
    m_suggest->setObjectName(u"suggestLimit"_s);
    m_suggest->setToolTip(tr("Try the smallest round limit that 95 % of the windows fit in"));
    m_apply->setObjectName(u"applyLimit"_s);
    m_suggest->setAutoDefault(false);
    m_apply->setAutoDefault(false);
    connect(m_suggest, &QPushButton::clicked, this,
        [this] { setLimit(m_model->trial().trial.suggestion()); });
    connect(m_apply, &QPushButton::clicked, this, [this] { Q_EMIT applyRequested(limit()); });
    auto *row = new QHBoxLayout(actions);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::Related);
    row->addWidget(m_note, 1);
    row->addWidget(m_suggest);
    row->addWidget(m_apply);
    return actions;
}

void WhatIfPanel::startKeys()
{
    m_begun = false;
    m_present = std::nan("");
    m_open = {};
    m_model->setTrial(nullptr);
    render();
}

void WhatIfPanel::showTrial(const WindowTrialPointer &trial)
{
    m_model->setTrial(trial);
    begin();
    render();
}

void WhatIfPanel::setPresentLimit(double limit)
{
    m_present = limit;
    begin();
    renderApply();
}

void WhatIfPanel::setOpenWindows(const OpenWindows &open)
{
    m_open = open;
    renderApply();
}

/// Sets the slider's end and, for new keys, what is tried first.
void WhatIfPanel::begin()
{
    const LimitTrial &trial = m_model->trial().trial;
    if (trial.isEmpty())
        return;
    const double greatest
        = roundedUp(AboveGreatest * std::max(trial.greatest(), trial.suggestion()));
    if (greatest != m_control->greatest()) {
        m_control->setGreatest(greatest);
        m_view->setGreatest(greatest);
    }
    if (!std::exchange(m_begun, true))
        setLimit(m_present >= 0 ? m_present : trial.suggestion());
}

void WhatIfPanel::setLocked(const QString &reason)
{
    m_lock = reason;
    renderApply();
}

double WhatIfPanel::limit() const
{
    return m_control->limit();
}

void WhatIfPanel::setLimit(double limit)
{
    m_control->setLimit(limit);
}

QString WhatIfPanel::sentence() const
{
    return trialSentence(m_model->trial().trial, limit());
}

QString WhatIfPanel::warning() const
{
    const bool changes = !m_model->trial().trial.isEmpty() && limit() != m_present;
    return changes ? effectSentence(m_open, limit()) : QString();
}

void WhatIfPanel::focusLimit()
{
    m_control->focusSlider();
}

void WhatIfPanel::render()
{
    const LimitTrial &trial = m_model->trial().trial;
    m_model->setLimit(limit());
    m_control->setEnabled(!trial.isEmpty());
    m_note->setText(trialNote(trial));
    m_suggest->setVisible(!trial.isEmpty());
    m_suggest->setText(tr("&Try %1").arg(formatCount(trial.suggestion())));
    m_suggest->setEnabled(trial.suggestion() != limit());
    if (trial.isEmpty())
        m_card->showEmpty();
    else
        m_card->showVerdict(sentence());
    renderApply();
}

void WhatIfPanel::renderApply()
{
    const bool isEmpty = m_model->trial().trial.isEmpty();
    QString reason = m_lock;
    if (reason.isEmpty() && limit() == m_present)
        reason = tr("This is the limit already.");
    m_apply->setVisible(!isEmpty);
    m_apply->setText(tr("&Apply %1").arg(formatCount(limit())));
    m_apply->setEnabled(!isEmpty && reason.isEmpty());
    renderWarning();
    const QString does = (QStringList{warning()} << tr("Make this the limit; it can be undone"))
                             .join(u' ')
                             .trimmed();
    setPlainToolTip(*m_apply, reason.isEmpty() ? does : reason);
}

void WhatIfPanel::renderWarning()
{
    const QString text = warning();
    if (text.isEmpty())
        m_warning->dismiss();
    else if (text != m_warning->text())
        m_warning->showMessage({theme::Role::Warning, text, {}, 0, false});
}

} // namespace keydeck
