#include "ui/details/gatewaytab.h"

#include "core/base/format.h"
#include "ui/details/gatewaycomparison.h"
#include "ui/details/gatewaywords.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tooltip.h"

#include <QHeaderView>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int LeastColumn = 180;

/// Text that follows a column which is aligned to the right.
class IndentedDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->rect.setLeft(option->rect.left() + theme::Group);
    }
};

QTableView *newTable(GatewayComparison *model, QWidget *parent)
{
    auto *table = new QTableView(parent);
    table->setModel(model);
    table->setFrameShape(QFrame::NoFrame);
    table->viewport()->setAutoFillBackground(false);
    table->setShowGrid(false);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + theme::Tight);
    table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the tab scrolls as a whole
    table->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setMinimumSectionSize(LeastColumn);
    table->horizontalHeader()->setStretchLastSection(true);
    table->setItemDelegateForColumn(GatewayComparison::CauseColumn, new IndentedDelegate(table));
    table->setAccessibleName(GatewayTab::tr("The file's figures beside the gateway's"));
    return table;
}

} // namespace

GatewayTab::GatewayTab(QWidget *parent)
    : QWidget(parent)
    , m_comparison(new GatewayComparison(this))
    , m_verdict(new TextLabel(TextLabel::Style::Body, this))
    , m_meta(new TextLabel(TextLabel::Style::Caption, this))
    , m_notice(new Notice(this))
    , m_table(newTable(m_comparison, this))
    , m_build(new TextLabel(TextLabel::Style::Caption, this))
    , m_ask(new QPushButton(tr("Ask now"), this))
    , m_settings(new QPushButton(tr("Gateway settings…"), this))
{
    m_verdict->setObjectName(u"gatewayVerdict"_s);
    m_verdict->setElided(true);
    m_meta->setObjectName(u"gatewayMeta"_s);
    m_notice->setObjectName(u"gatewayNotice"_s);
    m_build->setObjectName(u"gatewayBuild"_s);
    m_build->setWordWrap(true);
    m_ask->setObjectName(u"askNow"_s);
    m_ask->setToolTip(tr("Asks for this key at once. Asking is use: the gateway then goes on with "
                         "what it remembers of the key for as long again."));
    connect(m_ask, &QPushButton::clicked, this, &GatewayTab::askRequested);
    m_settings->setObjectName(u"gatewaySettings"_s);
    m_settings->setToolTip(tr("The gateway's address, its build, and how often it is asked"));
    connect(m_settings, &QPushButton::clicked, this, &GatewayTab::settingsRequested);
    layOut();
    render();
}

void GatewayTab::layOut()
{
    auto *line = new QHBoxLayout;
    line->addWidget(m_verdict, 1);
    line->addWidget(m_meta);
    line->addWidget(m_ask);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_build, 1);
    foot->addWidget(m_settings);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::Group, theme::Related, theme::Group, theme::Tight);
    layout->setSpacing(theme::Tight);
    layout->addLayout(line);
    layout->addWidget(m_notice);
    layout->addWidget(m_table);
    layout->addLayout(foot);
    layout->addStretch(1);
}

void GatewayTab::startKey()
{
    m_comparison->setGateway({});
    m_drifts.clear();
    m_answer = {};
    m_key = {};
    m_changedMs = 0;
    m_knowledge.spread.reset();
    m_staleSinceMs = 0;
    if (m_source == Source::Answered) {
        m_source = Source::Waiting;
    }
    render();
}

void GatewayTab::setFile(const ApiKey &key, const KeyState &state, qint64 nowMs)
{
    if (m_key.isObject() && key.text() != m_key.text()) {
        m_changedMs = nowMs;
    }
    m_key = key;
    m_comparison->setFile(key, state);
    m_nowMs = nowMs;
    render();
}

void GatewayTab::showStats(const StatsAnswer &answer, qint64 nowMs)
{
    m_source = Source::Answered;
    m_answer = answer;
    m_nowMs = nowMs;
    m_comparison->setGateway(answer.sample);
    render();
}

void GatewayTab::showKnowledge(const GatewayKnowledge &knowledge)
{
    m_knowledge = knowledge;
    render();
}

void GatewayTab::showFailure(const QString &message, qint64 staleSinceMs)
{
    m_source = Source::Failed;
    m_failure = message;
    m_staleSinceMs = staleSinceMs > 0 ? staleSinceMs : m_answer.receivedMs;
    render();
}

void GatewayTab::showNoGateway()
{
    m_source = Source::None;
    m_comparison->setGateway({});
    render();
}

void GatewayTab::render()
{
    m_notice->hide();
    m_meta->clear();
    m_table->setVisible(m_source != Source::None);
    renderKnowledge();
    switch (m_source) {
    case Source::None:
        m_verdict->clear();
        m_notice->setNotice(theme::Role::Info, Mark::Info,
            tr("No gateway is configured, so only the file is shown. Start Keydeck with "
               "--gateway URL, for example --gateway http://127.0.0.1:3000, to see what the "
               "gateway says about this key."));
        m_notice->show();
        break;
    case Source::Waiting:
        renderWaiting();
        break;
    case Source::Answered:
        renderAnswer();
        break;
    case Source::Failed:
        renderFailure();
        break;
    }
}

void GatewayTab::renderWaiting()
{
    m_verdict->setText(waitingVerdict(m_knowledge, m_nowMs));
    renderNotice();
}

void GatewayTab::renderAnswer()
{
    m_drifts = driftOf(sides());
    m_comparison->setDrifts(m_drifts, sides());
    m_verdict->setText(m_drifts.isEmpty() && m_comparison->figuresDiffer()
            ? tr("The figures have moved on since this answer.")
            : gatewayVerdict(m_answer, m_drifts));
    m_meta->setText(tr("status %1 · %2 ms · %3")
                        .arg(m_answer.httpStatus)
                        .arg(m_answer.latencyMs)
                        .arg(formatRelative(m_answer.receivedMs, m_nowMs)));
    setPlainToolTip(*m_meta, tr("Answered at %1").arg(formatExact(m_answer.receivedMs)));
    renderNotice();
}

/// What matters most, in one place: an alarm, a refusal, why the figures differ, an edit on its
/// way.
void GatewayTab::renderNotice()
{
    const bool isOdd = std::any_of(m_drifts.begin(), m_drifts.end(),
        [](const Drift &drift) { return drift.cause == DriftCause::OtherFile; });
    if (!m_knowledge.alarm.isEmpty()) {
        m_notice->setNotice(theme::Role::Danger, Mark::Octagon, m_knowledge.alarm);
    } else if (m_source == Source::Answered && !m_answer.sample) {
        m_notice->setNotice(theme::Role::Warning, Mark::Triangle,
            refusalText(m_answer, driftCauses(m_drifts, sides())));
    } else if (!m_drifts.isEmpty()) {
        m_notice->setNotice(isOdd ? theme::Role::Warning : theme::Role::Info,
            isOdd ? Mark::Triangle : Mark::Info, driftCauses(m_drifts, sides()));
    } else if (m_knowledge.spread && m_knowledge.spread->stage != KeySpread::Stage::Confirmed) {
        m_notice->setNotice(theme::Role::Info, Mark::Info,
            spreadAdvice(*m_knowledge.spread, m_knowledge.traits, m_nowMs));
    } else {
        return;
    }
    m_notice->show();
}

/// What is known of the gateway itself.
void GatewayTab::renderKnowledge()
{
    m_build->setVisible(m_source != Source::None);
    m_ask->setVisible(m_source != Source::None && m_knowledge.pollsPerMinute > 0
        && m_nowMs < m_knowledge.quietUntilMs);
    m_settings->setVisible(m_source != Source::None && m_knowledge.canBeSet);
    m_build->setText(gatewayDescription(m_knowledge));
}

DriftSides GatewayTab::sides() const
{
    DriftSides sides;
    sides.record = m_key;
    sides.answer = m_answer;
    sides.traits = m_knowledge.traits;
    sides.spread = m_knowledge.spread;
    sides.clockSkewMs = m_knowledge.clockSkewMs;
    sides.changedMs = m_changedMs;
    sides.nowMs = m_nowMs;
    return sides;
}

void GatewayTab::renderFailure()
{
    m_verdict->setText(m_comparison->hasGateway()
            ? tr("These figures are stale since %1.").arg(formatExact(m_staleSinceMs))
            : tr("The gateway has not answered for this key yet."));
    if (m_comparison->hasGateway()) {
        m_meta->setText(tr("stale · %1").arg(formatRelative(m_staleSinceMs, m_nowMs)));
        m_meta->setToolTip({});
    }
    m_notice->setNotice(theme::Role::Danger, Mark::Octagon, displayText(m_failure));
    m_notice->show();
}

} // namespace keydeck
