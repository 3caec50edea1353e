// The cards of the charts of one key.
#pragma once

#include "ui/charts/chartcard.h"
#include "ui/charts/lifetimemodel.h"
#include "ui/charts/usagebarsmodel.h"
#include "ui/charts/usagewindowsmodel.h"

namespace keydeck {

class LifetimeView;
class UsageBarsView;
class UsageWindowsView;

/// What the charts look at.
struct ChartRange
{
    qint64 fromMs = 0;
    qint64 nowMs = 0;
    QString phrase; ///< "in 7 days"
};

/// Until the open window ends. The models belong to somebody who outlives the cards.
class WindowsCard final : public ChartCard
{
    Q_OBJECT

public:
    explicit WindowsCard(const UsageWindowsModel &model, QWidget *parent = nullptr);
    /// The limit is NaN for none.
    void showRange(const ChartRange &range, double limit);

private:
    WindowsCard(const UsageWindowsModel &model, UsageWindowsView *view, QWidget *parent);

    const UsageWindowsModel &m_model;
    UsageWindowsView *m_view;
};

class LifetimeCard final : public ChartCard
{
    Q_OBJECT

public:
    explicit LifetimeCard(const LifetimeModel &model, QWidget *parent = nullptr);
    void showRange(const ChartRange &range);

private:
    LifetimeCard(const LifetimeModel &model, LifetimeView *view, QWidget *parent);

    const LifetimeModel &m_model;
    LifetimeView *m_view;
};

/// In whole hours or days: a part of one would look as if less had come in.
class UsageBarsCard final : public ChartCard
{
    Q_OBJECT

public:
    explicit UsageBarsCard(const UsageBarsModel &model, QWidget *parent = nullptr);
    void showRange(const ChartRange &range);

private:
    UsageBarsCard(const UsageBarsModel &model, UsageBarsView *view, QWidget *parent);

    const UsageBarsModel &m_model;
    UsageBarsView *m_view;
};

} // namespace keydeck
