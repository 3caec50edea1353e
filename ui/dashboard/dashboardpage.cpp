#include "ui/dashboard/dashboardpage.h"

#include "ui/dashboard/dashboardlines.h"
#include "ui/dashboard/keylines.h"
#include "ui/dashboard/statuscard.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/textlabel.h"

#include <QGridLayout>
#include <QStackedLayout>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int CardWidth = 128;
constexpr int SectionWidth = 300;

/// The order in which cards stand: what is wrong comes first.
constexpr KeyStatus CardOrder[] = {KeyStatus::Failing, KeyStatus::Blocked, KeyStatus::NearLimit,
    KeyStatus::Expiring, KeyStatus::Expired, KeyStatus::Active};

/// Puts widgets into as many columns as there is room for.
void placeInColumns(QGridLayout *grid, const QList<QWidget *> &widgets, int columns)
{
    for (int i = 0; i < grid->columnCount(); ++i) {
        grid->setColumnStretch(i, 0);
    }
    for (int i = 0; i < widgets.size(); ++i) {
        grid->addWidget(widgets.at(i), i / columns, i % columns, Qt::AlignTop);
        grid->setColumnStretch(i % columns, 1);
    }
}

} // namespace

DashboardPage::DashboardPage(QWidget *parent)
    : ScrollArea(parent)
    , m_update([this] { render(); })
    , m_empty(new EmptyState(tr("There are no keys yet"),
          tr("Make the first one with New key. Then this page shows whether anything is wrong, who "
             "uses what, and what happens next.")))
    , m_body(new QWidget)
    , m_verdict(new TextLabel(TextLabel::Style::Body))
    , m_problem(new Notice)
    , m_cardGrid(new QGridLayout)
    , m_sectionGrid(new QGridLayout)
    , m_byWindow(new KeyLines)
    , m_byLifetime(new KeyLines)
    , m_upcoming(new KeyLines)
    , m_noWindow(
          new TextLabel(TextLabel::Style::Quiet, tr("No key has been used in the last 5 hours.")))
    , m_noLifetime(new TextLabel(TextLabel::Style::Quiet, tr("No key has ever been used.")))
    , m_noUpcoming(
          new TextLabel(TextLabel::Style::Quiet, tr("No window is open, and no key will expire.")))
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    // The sections reach out by the air around their lines, so that their text stands in line.
    const int edge = theme::Page - theme::Related;
    layout->setContentsMargins(edge, theme::Page, edge, theme::Page);
    layout->setSpacing(theme::Group);
    m_verdict->setObjectName(u"verdict"_s);
    m_verdict->setWordWrap(true);
    m_problem->setObjectName(u"problem"_s);
    auto *head = new QVBoxLayout;
    head->setSpacing(theme::Tight);
    head->setContentsMargins(theme::Related, 0, theme::Related, 0);
    head->addWidget(new TextLabel(TextLabel::Style::Title, tr("Dashboard")));
    head->addWidget(m_verdict);
    layout->addLayout(head);
    head->addWidget(m_problem);
    layout->addWidget(m_body);
    layout->addStretch();

    auto *content = new QWidget;
    m_stack = new QStackedLayout(content);
    m_stack->addWidget(page);
    m_stack->addWidget(m_empty);
    setWidget(content);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Dashboard"));
    fillBody();
    arrange();
}

void DashboardPage::fillBody()
{
    auto *layout = new QVBoxLayout(m_body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::Group);
    addCards();
    m_cardGrid->setContentsMargins(theme::Related, 0, theme::Related, 0);
    layout->addLayout(m_cardGrid);
    m_sections = {newSection(tr("Most used in this window"), m_byWindow, m_noWindow),
        newSection(tr("Most used ever"), m_byLifetime, m_noLifetime),
        newSection(tr("What happens next"), m_upcoming, m_noUpcoming)};
    m_sectionGrid->setSpacing(theme::Related);
    layout->addLayout(m_sectionGrid);
}

void DashboardPage::addCards()
{
    m_cardGrid->setSpacing(theme::Related);
    for (const KeyStatus status : AllKeyStatuses) {
        auto *card = new StatusCard(markOf(status), roleOf(status), statusWord(status),
            tr("Show the keys that are in this state"));
        connect(
            card, &StatusCard::clicked, this, [this, status] { Q_EMIT statusActivated(status); });
        m_cards << card;
    }
}

QWidget *DashboardPage::newSection(const QString &heading, KeyLines *lines, TextLabel *empty)
{
    auto *section = new QWidget;
    auto *layout = new QVBoxLayout(section);
    layout->setContentsMargins(0, theme::Related, 0, 0);
    layout->setSpacing(theme::Tight);
    auto *title = new TextLabel(TextLabel::Style::Heading, heading);
    for (TextLabel *label : {title, empty}) { // in line with the text of the lines
        label->setWordWrap(true);
        label->setContentsMargins(theme::Related, 0, theme::Related, 0);
    }
    layout->addWidget(title);
    layout->addWidget(lines);
    layout->addWidget(empty);
    lines->setAccessibleName(heading);
    connect(lines, &KeyLines::keyActivated, this, &DashboardPage::keyActivated);
    return section;
}

void DashboardPage::showKeys(const KeySet &keys, qint64 nowMs)
{
    m_keys = keys;
    m_nowMs = nowMs;
    m_pending = true;
    if (isVisible()) {
        m_update.request();
    }
}

void DashboardPage::leaveStore()
{
    m_summing.drop();
    m_pending = false;
}

void DashboardPage::showEvent(QShowEvent *event)
{
    ScrollArea::showEvent(event);
    if (m_pending) {
        m_update.request();
    }
}

void DashboardPage::resizeEvent(QResizeEvent *event)
{
    ScrollArea::resizeEvent(event);
    arrange();
}

void DashboardPage::arrange()
{
    const int width = viewport()->width() - 2 * theme::Page;
    QList<QWidget *> cards;
    for (const KeyStatus status : CardOrder) {
        cards << m_cards.at(int(status));
    }
    const int cardsFit = qBound(1, width / CardWidth, int(cards.size()));
    // Two rows of three rather than five and one.
    placeInColumns(m_cardGrid, cards, cardsFit < cards.size() ? qMin(cardsFit, 3) : cardsFit);
    placeInColumns(
        m_sectionGrid, m_sections, qBound(1, width / SectionWidth, int(m_sections.size())));
}

void DashboardPage::render()
{
    if (!std::exchange(m_pending, false))
        return;
    m_problem->setVisible(!m_keys.isEditable());
    if (!m_keys.isEditable()) {
        m_problem->setNotice(theme::Role::Danger, Mark::Octagon, m_keys.problem());
    }
    m_body->setVisible(m_keys.size() > 0);
    if (m_keys.size() == 0 && m_keys.isEditable()) {
        m_summing.drop();
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    m_stack->setCurrentIndex(0);
    const auto summarise = [keys = m_keys, nowMs = m_nowMs] { return summariseKeys(keys, nowMs); };
    const auto show = [this, keys = m_keys, nowMs = m_nowMs](
                          const DashboardSummary &summary) { renderSummary(summary, keys, nowMs); };
    if (m_keys.size() <= AtOnceKeys) {
        m_summing.drop();
        show(summarise());
    } else {
        m_summing.run(this, summarise, show);
    }
}

void DashboardPage::renderSummary(const DashboardSummary &summary, const KeySet &keys, qint64 nowMs)
{
    m_verdict->setText(
        keys.isEditable() ? dashboardVerdict(summary) : tr("This store cannot be used."));
    for (const KeyStatus status : AllKeyStatuses) {
        m_cards.at(int(status))->setCount(summary.count(status));
    }
    const auto fill = [](KeyLines *lines, TextLabel *empty, const QList<KeyLine> &content) {
        lines->setLines(content);
        lines->setVisible(!content.isEmpty());
        empty->setVisible(content.isEmpty());
    };
    fill(m_byWindow, m_noWindow, windowLines(summary, keys, nowMs));
    fill(m_byLifetime, m_noLifetime, lifetimeLines(summary, keys));
    fill(m_upcoming, m_noUpcoming, upcomingLines(summary, keys, nowMs));
}

} // namespace keydeck
