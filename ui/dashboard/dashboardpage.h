// The page that answers three questions: is anything wrong, who uses what, what happens next.
#pragma once

#include "core/rules/keystatus.h"
#include "core/store/keyset.h"
#include "ui/dashboard/dashboardsummary.h"
#include "ui/session/latestwork.h"
#include "ui/widgets/pacedupdate.h"
#include "ui/widgets/scrollarea.h"

class QGridLayout;
class QStackedLayout;

namespace keydeck {

class EmptyState;
class KeyLines;
class Notice;
class StatusCard;
class TextLabel;

/// Many keys are summed up on a worker. While it is not visible it only keeps what it was given.
class DashboardPage final : public ScrollArea
{
    Q_OBJECT

public:
    explicit DashboardPage(QWidget *parent = nullptr);

    void showKeys(const KeySet &keys, qint64 nowMs);
    /// Another store is opened: nothing more is summed up of this one.
    void leaveStore();

Q_SIGNALS:
    void keyActivated(const keydeck::KeyRef &ref);
    void statusActivated(keydeck::KeyStatus status);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fillBody();
    void addCards();
    [[nodiscard]] QWidget *newSection(const QString &heading, KeyLines *lines, TextLabel *empty);
    void arrange();
    void render();
    void renderSummary(const DashboardSummary &summary, const KeySet &keys, qint64 nowMs);

    KeySet m_keys;
    qint64 m_nowMs = 0;
    bool m_pending = false;
    PacedUpdate m_update;
    LatestWork m_summing{LatestWork::Kind::Background};

    QStackedLayout *m_stack;
    EmptyState *m_empty;
    QWidget *m_body; ///< cards and sections
    TextLabel *m_verdict;
    Notice *m_problem;
    QGridLayout *m_cardGrid;
    QList<StatusCard *> m_cards; ///< by KeyStatus
    QGridLayout *m_sectionGrid;
    QList<QWidget *> m_sections;
    KeyLines *m_byWindow;
    KeyLines *m_byLifetime;
    KeyLines *m_upcoming;
    TextLabel *m_noWindow;
    TextLabel *m_noLifetime;
    TextLabel *m_noUpcoming;
};

} // namespace keydeck
