// Where a key's present window is heading, how such forecasts did, and what another limit would
// have done.
#pragma once

#include "core/forecast/forecast.h"
#include "core/forecast/limiteffect.h"
#include "ui/forecast/outlookmaker.h"

#include <QWidget>

class QBoxLayout;
class QTableView;

namespace keydeck {

class ChartCard;
class ForecastModel;
class ForecastView;
class ScoreModel;
class TextLabel;
class WhatIfPanel;

/// The forecast's chart under its sentence and the what-if side by side, below one another where it
/// is narrow; the score of earlier forecasts below. While it is not visible it only keeps what it
/// was given.
class ForecastTab final : public QWidget
{
    Q_OBJECT

public:
    explicit ForecastTab(QWidget *parent = nullptr);

    /// Another key: nothing is known of it yet. The name is for titles.
    void startKey(const QString &name);
    /// outlook: nullptr while it is being made.
    void showForecast(const KeyOutlookPointer &outlook, const Forecast &forecast);
    void setLocked(const QString &reason);

    [[nodiscard]] WhatIfPanel &whatIf() { return *m_whatIf; }

Q_SIGNALS:
    void limitRequested(double limit);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QWidget *newForecast();
    [[nodiscard]] QWidget *newScore();
    [[nodiscard]] OpenWindows openWindow() const;
    void render();
    void renderForecast();
    void renderScore();

    ForecastModel *m_model;
    ScoreModel *m_scores;
    ForecastView *m_view = nullptr;
    ChartCard *m_card = nullptr;
    TextLabel *m_pace = nullptr;
    TextLabel *m_verdict = nullptr; ///< of the score
    QTableView *m_table = nullptr;
    WhatIfPanel *m_whatIf;
    QBoxLayout *m_halves;
    KeyOutlookPointer m_outlook;
    KeyOutlookPointer m_shown; ///< whose score and trial are shown
    Forecast m_forecast;
    bool m_pending = false;
};

} // namespace keydeck
