#include "ui/usage/usagepage.h"

#include "core/base/format.h"
#include "ui/usage/periodbar.h"
#include "ui/usage/usagecards.h"
#include "ui/usage/usagetext.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QStackedLayout>

namespace keydeck {

namespace {

constexpr int WidthForTwoColumns = 900;
constexpr int RankingParts = 5; ///< of the width, beside the shares' parts
constexpr int ShareParts = 3;

} // namespace

UsagePage::UsagePage(QWidget *parent)
    : ScrollArea(parent)
    , m_period(new PeriodBar)
    , m_time(new TextLabel(TextLabel::Style::Caption))
    , m_body(new QWidget)
    , m_empty(new EmptyState)
    , m_grid(new QGridLayout(m_body))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(theme::Page);
    m_grid->setVerticalSpacing(theme::Page);
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(theme::Page, theme::Page, theme::Page, theme::Page);
    column->setSpacing(theme::Group);
    column->addWidget(newHead());
    m_content = new QStackedLayout;
    m_content->addWidget(m_body);
    m_content->addWidget(m_empty);
    column->addLayout(m_content, 1);
    setWidget(page);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Usage"));
    connect(m_period, &PeriodBar::choiceChanged, this, [this](const PeriodChoice &choice) {
        m_isSettled = false;
        Q_EMIT choiceChanged(choice);
    });
    clear();
}

void UsagePage::build()
{
    if (m_stack)
        return;
    m_stack = new StackCard(m_stackModel);
    m_ranking = new RankingCard(m_rankingModel);
    m_byModel = new ShareCard(m_models, ShareBy::Model);
    m_byStatus = new ShareCard(m_statuses, ShareBy::Status);
    m_rhythm = new RhythmCard(m_rhythmModel);
    auto *shares = new QWidget;
    auto *both = new QVBoxLayout(shares);
    both->setContentsMargins(0, 0, 0, 0);
    both->setSpacing(theme::Group);
    both->addWidget(newSection(tr("By model"), m_byModel));
    both->addWidget(newSection(tr("By status"), m_byStatus));
    both->addStretch();
    m_sections = {newSection(tr("Tokens by key"), m_stack), newSection(tr("Ranking"), m_ranking),
        shares, newSection(tr("Rhythm of the week"), m_rhythm)};
    connect(m_ranking, &RankingCard::keyActivated, this, &UsagePage::keyActivated);
    arrange();
    Q_EMIT built();
}

QWidget *UsagePage::newHead()
{
    auto *head = new QWidget;
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::Related);
    row->addWidget(new TextLabel(TextLabel::Style::Title, tr("Usage")));
    row->addStretch();
    row->addWidget(m_period);
    auto *both = new QWidget;
    auto *column = new QVBoxLayout(both);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Tight);
    column->addWidget(head);
    column->addWidget(m_time);
    return both;
}

QWidget *UsagePage::newSection(const QString &heading, QWidget *card)
{
    auto *section = new QWidget;
    auto *column = new QVBoxLayout(section);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Tight);
    column->addWidget(new TextLabel(TextLabel::Style::Heading, heading));
    column->addWidget(card, 1);
    return section;
}

PeriodChoice UsagePage::choice() const
{
    return m_period->choice();
}

void UsagePage::setChoice(const PeriodChoice &choice)
{
    m_period->setChoice(choice);
}

void UsagePage::setNow(qint64 nowMs)
{
    m_period->setNow(nowMs);
}

void UsagePage::showUsage(const StoreUsageView &view)
{
    if (view.beganMs == 0) {
        showMessage(tr("Nothing has been recorded yet"),
            tr("Keydeck keeps what the gateway deletes, from now on and while it is open. "
               "“keydeckctl record” does so while it is not."));
        return;
    }
    build();
    const TimeSpan span = view.period.span;
    const qint64 endMs = std::min(span.toMs, view.nowMs); // what is still to come is not shown
    const QString time = tr("%1 to %2").arg(formatExact(span.fromMs), formatExact(endMs));
    m_stackModel.show(view);
    m_rankingModel.show(view.ranking);
    m_rhythmModel.show(view.rhythm);
    m_models.show(view.ranking);
    m_statuses.show(view.ranking);
    const UsageShown shown{view, periodPhrase(choice()), time};
    m_stack->show(shown);
    m_ranking->show(shown);
    m_rhythm->show(shown);
    m_byModel->show(shown);
    m_byStatus->show(shown);
    m_time->setText(time);
    m_content->setCurrentWidget(m_body);
    m_isSettled = true;
}

void UsagePage::showFailure(const QString &message)
{
    showMessage(tr("The history cannot be read"), message);
}

void UsagePage::showNotRecorded()
{
    showMessage(tr("No history is kept"),
        tr("This store was opened without a place for its history, so that there is nothing to "
           "add up."));
}

void UsagePage::showMessage(const QString &heading, const QString &sentence)
{
    m_empty->setTexts(heading, sentence);
    m_time->clear();
    m_content->setCurrentWidget(m_empty);
    m_isSettled = true;
}

void UsagePage::clear()
{
    showMessage({}, tr("Adding up…"));
    m_isSettled = false;
}

void UsagePage::resizeEvent(QResizeEvent *event)
{
    ScrollArea::resizeEvent(event);
    arrange();
}

/// The ranking beside the shares where there is room.
void UsagePage::arrange()
{
    if (m_sections.isEmpty())
        return;
    const bool isWide = viewport()->width() >= WidthForTwoColumns;
    m_grid->addWidget(m_sections[0], 0, 0, 1, 2);
    m_grid->addWidget(m_sections[1], 1, 0, 1, isWide ? 1 : 2);
    m_grid->addWidget(m_sections[2], isWide ? 1 : 2, isWide ? 1 : 0, 1, isWide ? 1 : 2);
    m_grid->addWidget(m_sections[3], 3, 0, 1, 2);
    m_grid->setColumnStretch(0, RankingParts);
    m_grid->setColumnStretch(1, ShareParts);
}

} // namespace keydeck
