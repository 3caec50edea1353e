#include "ui/details/chartcard.h"

#include "ui/charts/timechartview.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QStackedLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keydeck {

ChartCard::ChartCard(TimeChartView *view, const QString &emptyText, QWidget *parent)
    : QWidget(parent)
    , m_view(view)
    , m_verdict(new TextLabel(TextLabel::Style::Body, this))
    , m_empty(new EmptyState({}, emptyText, this))
    , m_stack(new QStackedLayout)
{
    m_verdict->setObjectName(u"chartVerdict"_s);
    m_verdict->setElided(true);
    m_empty->setMinimumHeight(view->minimumHeight());
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::Tight);
    layout->addWidget(m_verdict);
    layout->addLayout(m_stack, 1);
    showEmpty();
}

void ChartCard::showVerdict(const QString &verdict)
{
    m_verdict->setText(verdict);
    m_view->setAccessibleDescription(verdict);
    m_stack->setCurrentWidget(m_view);
}

void ChartCard::showEmpty()
{
    m_verdict->clear();
    m_stack->setCurrentWidget(m_empty);
}

} // namespace keydeck
