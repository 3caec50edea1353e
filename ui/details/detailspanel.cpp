#include "ui/details/detailspanel.h"

#include "core/rules/keystatus.h"
#include "ui/charts/axisticks.h"
#include "ui/charts/lifetimemodel.h"
#include "ui/charts/rangeswitch.h"
#include "ui/charts/usagewindowsmodel.h"
#include "ui/details/changestab.h"
#include "ui/details/factstab.h"
#include "ui/details/figurestab.h"
#include "ui/details/gatewaytab.h"
#include "ui/details/jsontab.h"
#include "ui/details/keyheader.h"
#include "ui/details/overviewtab.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QScrollArea>
#include <QStackedLayout>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

/// A tab's content that scrolls where the panel is low.
QScrollArea *scrolling(QWidget *content)
{
    auto *area = new QScrollArea;
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return area;
}

} // namespace

DetailsPanel::DetailsPanel(QWidget *parent)
    : QWidget(parent)
    , m_windows(new UsageWindowsModel(this))
    , m_lifetime(new LifetimeModel(this))
    , m_stack(new QStackedLayout(this))
    , m_page(newPage())
{
    m_stack->addWidget(new EmptyState(tr("No key is selected"),
        tr("Select a key to see its usage, its history and what the gateway says about it."),
        this));
    m_stack->addWidget(m_page);
    connect(m_header, &KeyHeader::editRequested, this, &DetailsPanel::editRequested);
    connect(m_header, &KeyHeader::copyKeyRequested, this, &DetailsPanel::copyKeyRequested);
    connect(m_header, &KeyHeader::deleteRequested, this, &DetailsPanel::deleteRequested);
    connect(m_range, &RangeSwitch::rangeChanged, m_overview, &OverviewTab::setRange);
    setAccessibleName(tr("Details of the selected key"));
}

QWidget *DetailsPanel::newPage()
{
    auto *page = new QWidget(this);
    m_header = new KeyHeader(page);
    m_tabs = new QTabWidget(page);
    m_overview = new OverviewTab(*m_windows, *m_lifetime);
    m_facts = new FactsTab;
    m_gateway = new GatewayTab;
    m_changes = new ChangesTab;
    m_json = new JsonTab;
    m_range = new RangeSwitch;
    m_zone = new TextLabel(TextLabel::Style::Caption);
    m_overview->setRange(m_range->range());
    fillTabs();

    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_tabs, 1);
    return page;
}

void DetailsPanel::fillTabs()
{
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(scrolling(m_overview), tr("Overview"));
    m_tabs->addTab(scrolling(m_facts), tr("Facts"));
    m_tabs->addTab(new FiguresTab(m_windows, UsageWindowsModel::SortRole,
                       tr("No usage has been recorded yet. Keydeck records while it is open.")),
        tr("Windows"));
    m_tabs->addTab(new FiguresTab(m_lifetime, LifetimeModel::SortRole,
                       tr("The lifetime total will be listed from the key's first use on.")),
        tr("Lifetime"));
    m_tabs->addTab(scrolling(m_gateway), tr("Gateway"));
    m_tabs->addTab(m_changes, tr("Changes"));
    m_tabs->addTab(m_json, tr("JSON"));
    auto *corner = new QWidget;
    auto *layout = new QHBoxLayout(corner);
    layout->setContentsMargins(0, 0, theme::Related, theme::Tight);
    layout->setSpacing(theme::Related);
    layout->addWidget(m_zone);
    layout->addWidget(m_range);
    m_tabs->setCornerWidget(corner);
    connect(m_tabs, &QTabWidget::currentChanged, corner,
        [corner](int index) { corner->setVisible(index == 0); });
}

void DetailsPanel::showKey(const ApiKey &key, const QList<Finding> &findings, qint64 nowMs)
{
    if (!m_hasKey || key.key() != m_key.key()) {
        m_windows->clear();
        m_lifetime->clear();
        m_gateway->startKey();
    }
    m_key = key;
    m_hasKey = true;
    const KeyState state = keyState(key, nowMs);
    m_header->showKey(key, state, nowMs);
    m_facts->showKey(key, state, findings, nowMs);
    m_tabs->setTabText(1, findings.isEmpty() ? tr("Facts") : tr("Facts · %1").arg(findings.size()));
    m_changes->showKey(key.key(), nowMs);
    m_json->showKey(key);
    m_gateway->setFile(key, state, nowMs);
    refreshCharts(nowMs);
    m_stack->setCurrentWidget(m_page);
}

void DetailsPanel::clear()
{
    m_hasKey = false;
    m_key = {};
    m_header->hideSecret();
    m_stack->setCurrentIndex(0);
}

void DetailsPanel::showHistory(const KeyHistory &history, qint64 nowMs)
{
    m_windows->setRecorded(history.windows);
    m_lifetime->setRecorded(history.lifetime);
    refreshCharts(nowMs);
}

void DetailsPanel::showChanges(const QList<ChangeEntry> &entries)
{
    m_changes->showChanges(entries);
}

void DetailsPanel::refreshCharts(qint64 nowMs)
{
    m_windows->setLive(m_key, nowMs);
    m_lifetime->setLive(m_key, nowMs);
    m_overview->refresh(m_key.value(KeyField::TokenLimitPer5h).toNumber(), nowMs);
    m_zone->setText(zoneNote(nowMs));
}

void DetailsPanel::showStats(const StatsAnswer &answer, qint64 nowMs)
{
    m_gateway->showStats(answer, nowMs);
}

void DetailsPanel::showGatewayFailure(const QString &message, qint64 staleSinceMs)
{
    m_gateway->showFailure(message, staleSinceMs);
}

void DetailsPanel::showNoGateway()
{
    m_gateway->showNoGateway();
}

void DetailsPanel::setLocked(const QString &reason)
{
    m_header->setLocked(reason);
}

} // namespace keydeck
