// What all keys of the store used: who, when, and how that compares.
#pragma once

#include "core/store/keyset.h"
#include "ui/usage/rankingmodel.h"
#include "ui/usage/rhythmmodel.h"
#include "ui/usage/sharemodel.h"
#include "ui/usage/usagestackmodel.h"
#include "ui/widgets/scrollarea.h"

class QGridLayout;
class QStackedLayout;

namespace keydeck {

class EmptyState;
class PeriodBar;
class RankingCard;
class RhythmCard;
class ShareCard;
class StackCard;
class TextLabel;

/// Says which period it wants to show; is shown the figures. Its cards are made for the first of
/// them: a window starts without.
class UsagePage final : public ScrollArea
{
    Q_OBJECT

public:
    explicit UsagePage(QWidget *parent = nullptr);

    [[nodiscard]] PeriodChoice choice() const;
    void setChoice(const PeriodChoice &choice);
    /// The period's dates go no further than today.
    void setNow(qint64 nowMs);

    /// Makes the cards now, for who looks for what is in them.
    void build();
    void showUsage(const StoreUsageView &view);
    /// The history could not be read; a sentence.
    void showFailure(const QString &message);
    /// The store is opened without a history.
    void showNotRecorded();
    /// Nothing is known yet.
    void clear();

    /// What is shown is of the choice that stands.
    [[nodiscard]] bool isSettled() const { return m_isSettled; }

Q_SIGNALS:
    /// The cards were made.
    void built();
    void choiceChanged(const keydeck::PeriodChoice &choice);
    void keyActivated(const keydeck::KeyRef &ref);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QWidget *newHead();
    [[nodiscard]] QWidget *newSection(const QString &heading, QWidget *card);
    void arrange();
    void showMessage(const QString &heading, const QString &sentence);

    UsageStackModel m_stackModel;
    RankingModel m_rankingModel;
    RhythmModel m_rhythmModel;
    ShareModel m_models{ShareBy::Model};
    ShareModel m_statuses{ShareBy::Status};
    PeriodBar *m_period;
    TextLabel *m_time;
    StackCard *m_stack = nullptr;
    RankingCard *m_ranking = nullptr;
    ShareCard *m_byModel = nullptr;
    ShareCard *m_byStatus = nullptr;
    RhythmCard *m_rhythm = nullptr;
    QWidget *m_body;
    EmptyState *m_empty;
    QStackedLayout *m_content;
    QGridLayout *m_grid;
    QList<QWidget *> m_sections;
    bool m_isSettled = false;
};

} // namespace keydeck
