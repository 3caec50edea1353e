#include "ui/details/detailspanel.h"

#include "core/forecast/forecasttext.h"
#include "core/rules/keystatus.h"
#include "core/rules/shadowed.h"
#include "ui/details/changestab.h"
#include "ui/details/coursetab.h"
#include "ui/details/factstab.h"
#include "ui/details/figurestab.h"
#include "ui/details/gatewaytab.h"
#include "ui/details/jsontab.h"
#include "ui/details/keycharts.h"
#include "ui/details/keyheader.h"
#include "ui/details/notebar.h"
#include "ui/details/overviewtab.h"
#include "ui/forecast/forecasttab.h"
#include "ui/keys/keytext.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/scrollarea.h"

#include <QStackedLayout>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int ForecastTabNumber = 1;
constexpr int FactsTabNumber = 2;
constexpr int GatewayTabNumber = 5;

/// A tab's content that scrolls where the panel is low.
ScrollArea *scrolling(QWidget *content, const QString &name)
{
    auto *area = new ScrollArea;
    area->setWidget(content);
    area->setAccessibleName(name);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return area;
}

} // namespace

DetailsPanel::DetailsPanel(QWidget *parent) : QWidget(parent), m_stack(new QStackedLayout(this))
{
    m_stack->addWidget(new EmptyState(tr("No key is selected"),
        tr("Select a key to see its usage, its history and what the gateway says about it."),
        this));
    connect(&m_outlooks, &OutlookMaker::made, this, [this](const KeyOutlookPointer &outlook) {
        m_outlook = outlook;
        refreshForecast(m_nowMs);
    });
    setAccessibleName(tr("Details of the selected key"));
}

void DetailsPanel::build()
{
    if (m_page)
        return;
    buildPage();
    connectPage();
    m_stack->addWidget(m_page);
    m_changes->showChanges(m_entries);
    setLocked(m_lockReason);
    Q_EMIT built();
}

void DetailsPanel::buildPage()
{
    m_page = new QWidget(this);
    m_header = new KeyHeader(m_page);
    m_note = new NoteBar(m_page);
    m_tabs = new QTabWidget(m_page);
    m_forecast = new ForecastTab;
    m_charts = new KeyCharts(m_page);
    m_facts = new FactsTab;
    m_gateway = new GatewayTab;
    m_changes = new ChangesTab;
    m_json = new JsonTab;
    fillTabs();

    auto *layout = new QVBoxLayout(m_page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_note);
    layout->addWidget(m_tabs, 1);
}

void DetailsPanel::connectPage()
{
    connect(m_header, &KeyHeader::editRequested, this, &DetailsPanel::editRequested);
    connect(m_header, &KeyHeader::copyKeyRequested, this, &DetailsPanel::copyKeyRequested);
    connect(m_gateway, &GatewayTab::askRequested, this, &DetailsPanel::askRequested);
    connect(m_header, &KeyHeader::deleteRequested, this, &DetailsPanel::deleteRequested);
    connect(m_note, &NoteBar::deleteRequested, this, &DetailsPanel::deleteRequested);
    connect(m_note, &NoteBar::resumeRequested, this, &DetailsPanel::resumeRequested);
    connect(m_note, &NoteBar::extendRequested, this, &DetailsPanel::extendRequested);
    connect(
        m_gateway, &GatewayTab::settingsRequested, this, &DetailsPanel::gatewaySettingsRequested);
    connect(m_forecast, &ForecastTab::limitRequested, this, &DetailsPanel::limitRequested);
    connect(m_charts, &KeyCharts::rangeChanged, this, [this](HistoryRange range) {
        m_range = range;
        Q_EMIT rangeChanged(range);
    });
}

void DetailsPanel::fillTabs()
{
    m_tabs->setDocumentMode(true);
    m_tabs->setFocusProxy(nullptr); // else Tab comes to its bar a second time, through it
    m_tabs->setFocusPolicy(Qt::NoFocus);
    m_tabs->addTab(scrolling(m_charts->overview(), tr("Overview")), tr("Overview"));
    m_tabs->addTab(scrolling(m_forecast, tr("Forecast")), tr("Forecast"));
    m_tabs->addTab(scrolling(m_facts, tr("Facts")), tr("Facts"));
    m_tabs->addTab(m_charts->windows(), tr("Windows"));
    m_tabs->addTab(m_charts->course(), tr("Lifetime"));
    m_tabs->addTab(scrolling(m_gateway, tr("Gateway")), tr("Gateway"));
    m_tabs->addTab(m_changes, tr("Changes"));
    m_tabs->addTab(m_json, tr("JSON"));
    m_tabs->setCornerWidget(m_charts->corner());
    connect(m_tabs, &QTabWidget::currentChanged, this, &DetailsPanel::showCorner);
}

/// The range is of the tabs with charts alone.
void DetailsPanel::showCorner(int tab)
{
    const QWidget *shown = m_tabs->widget(tab);
    m_charts->corner()->setVisible(
        tab == 0 || shown == m_charts->windows() || shown == m_charts->course());
}

void DetailsPanel::showKey(const ApiKey &key, const QList<Finding> &findings, qint64 nowMs)
{
    build();
    if (!m_hasKey || key.key() != m_key.key()) {
        m_isOnItsWay = false;
        m_charts->clear();
        m_gateway->startKey();
        m_outlooks.startKey();
        m_outlook.reset();
        m_forecast->startKey(displayName(key));
    }
    m_key = key;
    m_hasKey = true;
    const KeyState state = keyState(key, nowMs);
    m_isShadowed = isShadowed(findings);
    m_header->showKey(key, state, nowMs);
    refreshForecast(nowMs);
    m_facts->showKey(key, state, findings, nowMs);
    m_tabs->setTabText(
        FactsTabNumber, findings.isEmpty() ? tr("Facts") : tr("Facts · %1").arg(findings.size()));
    m_changes->showKey(key.key(), nowMs);
    m_json->showKey(key);
    m_gateway->setFile(key, state, nowMs);
    m_charts->showKey(key, nowMs);
    m_stack->setCurrentWidget(m_page);
}

void DetailsPanel::showNote(const KeyNote &note, qint64 nowMs)
{
    if (m_hasKey) {
        m_note->showNote(note, m_key, nowMs);
    }
}

void DetailsPanel::clear()
{
    m_hasKey = false;
    m_key = {};
    if (m_header)
        m_header->hideSecret();
    m_stack->setCurrentIndex(0);
}

void DetailsPanel::showHistory(const KeyHistory &history, qint64 nowMs)
{
    build();
    m_charts->showHistory(history);
    m_outlooks.make(displayName(m_key), history, nowMs);
    m_charts->showKey(m_key, nowMs);
}

void DetailsPanel::openForecast()
{
    build();
    m_tabs->setCurrentIndex(ForecastTabNumber);
}

void DetailsPanel::openGateway()
{
    build();
    m_tabs->setCurrentIndex(GatewayTabNumber);
}

void DetailsPanel::showChanges(const QList<ChangeEntry> &entries)
{
    m_entries = entries;
    if (m_changes)
        m_changes->showChanges(entries);
}

void DetailsPanel::refreshForecast(qint64 nowMs)
{
    m_nowMs = nowMs;
    const KeyState state = keyState(m_key, nowMs);
    const Forecast forecast = forecastOf(state, m_outlook ? m_outlook->past : UsagePast(), nowMs);
    const QString verdict = keyVerdict(state, forecast);
    if (m_isShadowed)
        m_header->showShadowed(unusedDuplicate().message);
    else
        m_header->showVerdict(
            m_isOnItsWay ? tr("Once the edit is live: %1").arg(verdict) : verdict);
    m_forecast->showForecast(m_outlook, forecast);
}

void DetailsPanel::showStats(const StatsAnswer &answer, qint64 nowMs)
{
    build();
    m_gateway->showStats(answer, nowMs);
}

void DetailsPanel::showGatewayFailure(const QString &message, qint64 staleSinceMs)
{
    build();
    m_gateway->showFailure(message, staleSinceMs);
}

void DetailsPanel::showNoGateway()
{
    build();
    m_gateway->showNoGateway();
}

void DetailsPanel::showKnowledge(const GatewayKnowledge &knowledge, qint64 nowMs)
{
    build();
    m_gateway->showKnowledge(knowledge);
    const bool isOnItsWay = knowledge.spread && !knowledge.spread->isLive();
    if (std::exchange(m_isOnItsWay, isOnItsWay) != isOnItsWay)
        refreshForecast(nowMs);
    m_header->showSpread(knowledge.spread, knowledge.traits, nowMs);
}

void DetailsPanel::setLocked(const QString &reason)
{
    m_lockReason = reason;
    if (!m_page)
        return;
    m_note->setLocked(!reason.isEmpty());
    m_header->setLocked(reason);
    m_forecast->setLocked(reason);
}

} // namespace keydeck
