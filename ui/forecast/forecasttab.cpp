#include "ui/forecast/forecasttab.h"

#include "core/forecast/forecasttext.h"
#include "ui/charts/chartcard.h"
#include "ui/forecast/forecastmodel.h"
#include "ui/forecast/forecastview.h"
#include "ui/forecast/scoremodel.h"
#include "ui/forecast/whatifpanel.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int SideBySideWidth = 700;
constexpr int ColumnWidth = 112;
constexpr int FirstColumnWidth = 140;

QTableView *newTable(ScoreModel *model, QWidget *parent)
{
    auto *table = new QTableView(parent);
    table->setModel(model);
    table->setAccessibleName(ForecastTab::tr("How earlier forecasts of this key did"));
    table->setFrameShape(QFrame::NoFrame);
    table->viewport()->setAutoFillBackground(false);
    table->setShowGrid(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false);
    table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + theme::Related);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultSectionSize(ColumnWidth);
    table->setColumnWidth(ScoreModel::MomentColumn, FirstColumnWidth);
    return table;
}

/// All of the rows: the page around it scrolls.
void fitHeight(QTableView *table)
{
    const int rows = table->model()->rowCount() * table->verticalHeader()->defaultSectionSize();
    table->setFixedHeight(table->horizontalHeader()->sizeHint().height() + rows + theme::Group);
}

} // namespace

ForecastTab::ForecastTab(QWidget *parent)
    : QWidget(parent)
    , m_model(new ForecastModel(this))
    , m_scores(new ScoreModel(this))
    , m_whatIf(new WhatIfPanel(this))
    , m_halves(new QBoxLayout(QBoxLayout::LeftToRight))
{
    m_halves->setSpacing(theme::Page);
    m_halves->addWidget(newForecast(), 1);
    m_halves->addWidget(m_whatIf, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Group, theme::Related, theme::Group, theme::Related);
    column->setSpacing(theme::Group);
    column->addLayout(m_halves, 1);
    column->addWidget(newScore());
    connect(m_whatIf, &WhatIfPanel::applyRequested, this, &ForecastTab::limitRequested);
}

QWidget *ForecastTab::newForecast()
{
    auto *half = new QWidget(this);
    m_view = new ForecastView(*m_model);
    m_card = new ChartCard(m_view, *m_model, tr("Forecast"),
        tr("No window is open. The forecast begins with the key's next use."), half);
    m_card->setObjectName(u"forecastCard"_s);
    m_pace = new TextLabel(TextLabel::Style::Caption, half);
    m_pace->setObjectName(u"pace"_s);
    m_pace->setWordWrap(true);
    auto *column = new QVBoxLayout(half);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Tight);
    column->addWidget(m_card, 1);
    column->addWidget(m_pace);
    return half;
}

QWidget *ForecastTab::newScore()
{
    auto *score = new QWidget(this);
    m_verdict = new TextLabel(TextLabel::Style::Body, score);
    m_verdict->setObjectName(u"score"_s);
    m_verdict->setWordWrap(true);
    m_table = newTable(m_scores, score);
    auto *column = new QVBoxLayout(score);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Tight);
    column->addWidget(m_verdict);
    column->addWidget(m_table);
    return score;
}

void ForecastTab::startKey(const QString &name)
{
    m_outlook.reset();
    m_forecast = {};
    m_whatIf->startKeys();
    m_card->setSubject(name);
    m_pending = true;
    render();
}

void ForecastTab::showForecast(const KeyOutlookPointer &outlook, const Forecast &forecast)
{
    m_outlook = outlook;
    m_forecast = forecast;
    m_pending = true;
    render();
}

void ForecastTab::setLocked(const QString &reason)
{
    m_whatIf->setLocked(reason);
}

void ForecastTab::render()
{
    if (!isVisible() || !std::exchange(m_pending, false))
        return;
    renderForecast();
    m_whatIf->setPresentLimit(m_forecast.window.limit);
    m_whatIf->setOpenWindows(openWindow());
    if (m_outlook != m_shown || !m_outlook) {
        m_shown = m_outlook;
        m_whatIf->showTrial(m_outlook ? m_outlook->trial : nullptr);
        renderScore();
    }
}

/// The forecast's own, where the gateway lets the key in.
OpenWindows ForecastTab::openWindow() const
{
    OpenWindows open{{}, 1, m_forecast.nowMs};
    const bool isOpen = m_forecast.kind != Forecast::Kind::Refused
        && m_forecast.kind != Forecast::Kind::NoWindow && m_forecast.nowMs < m_forecast.resetMs();
    if (isOpen)
        open.windows.append(m_forecast.window);
    return open;
}

void ForecastTab::renderForecast()
{
    m_pace->setText(paceSentence(m_forecast));
    m_pace->setVisible(!m_pace->text().isEmpty());
    const bool hasWindow = m_outlook && m_forecast.elapsedMs() > 0
        && m_forecast.kind != Forecast::Kind::NoWindow && m_forecast.window.used > 0
        && m_forecast.nowMs < m_forecast.resetMs();
    if (!hasWindow) {
        m_card->showEmpty();
        return;
    }
    const PresentWindow &window = m_forecast.window;
    m_model->setForecast(m_forecast,
        WindowCourse::of({window.startMs, window.used, window.limit}, m_outlook->past.curve(),
            m_forecast.nowMs));
    m_card->showVerdict(forecastSentence(m_forecast));
}

void ForecastTab::renderScore()
{
    m_verdict->setText(m_outlook ? scoreSentence(m_outlook->score) : QString());
    const ForecastScore score = m_outlook ? m_outlook->score : ForecastScore();
    m_scores->setScore(score);
    const bool said = std::any_of(score.moments.begin(), score.moments.end(),
        [](const MomentScore &moment) { return moment.said > 0; });
    m_table->setVisible(said);
    fitHeight(m_table);
}

void ForecastTab::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_halves->setDirection(
        width() < SideBySideWidth ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void ForecastTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    render();
}

} // namespace keydeck
