// The charts of the Usage page under their verdicts.
#pragma once

#include "core/usage/storeusageview.h"
#include "ui/charts/chartcard.h"
#include "ui/usage/rankingmodel.h"
#include "ui/usage/rhythmmodel.h"
#include "ui/usage/sharemodel.h"
#include "ui/usage/usagestackmodel.h"

class QModelIndex;
class QTableView;

namespace keydeck {

class UsageStackView;

/// What the cards are shown: the figures, and how a person calls their period ("in 7 days").
struct UsageShown
{
    const StoreUsageView &view;
    QString phrase;
    QString note; ///< from when to when, for pictures
};

// The models belong to somebody who outlives the cards.

class StackCard final : public ChartCard
{
    Q_OBJECT

public:
    explicit StackCard(const UsageStackModel &model, QWidget *parent = nullptr);
    void show(const UsageShown &shown);

private:
    StackCard(const UsageStackModel &model, UsageStackView *view, QWidget *parent);

    UsageStackView *m_view;
};

class RhythmCard final : public ChartCard
{
    Q_OBJECT

public:
    explicit RhythmCard(const RhythmModel &model, QWidget *parent = nullptr);
    /// A period of less than a week has no rhythm of the week.
    void show(const UsageShown &shown);

private:
    const RhythmModel &m_model;
};

class ShareCard final : public ChartCard
{
    Q_OBJECT

public:
    ShareCard(ShareModel &model, ShareBy by, QWidget *parent = nullptr);
    void show(const UsageShown &shown);

private:
    ShareCard(ShareModel &model, ShareBy by, QTableView *table, QWidget *parent);

    ShareModel &m_model;
    ShareBy m_by;
    QTableView *m_table;
};

/// A double click, or Enter, goes to the key.
class RankingCard final : public ChartCard
{
    Q_OBJECT

public:
    explicit RankingCard(RankingModel &model, QWidget *parent = nullptr);
    void show(const UsageShown &shown);

Q_SIGNALS:
    void keyActivated(const keydeck::KeyRef &ref);

private:
    RankingCard(RankingModel &model, QTableView *table, QWidget *parent);
    [[nodiscard]] const UsageRank &rankAt(const QModelIndex &index) const;
    void activate(const QModelIndex &index);

    RankingModel &m_model;
    QTableView *m_table;
};

} // namespace keydeck
