#include "ui/details/keycharts.h"

#include "core/base/axisticks.h"
#include "core/base/format.h"
#include "ui/details/coursetab.h"
#include "ui/details/figurestab.h"
#include "ui/details/overviewtab.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QDateTime>
#include <QHBoxLayout>

namespace keydeck {

namespace {

/// The charts move on in steps: within one, they are drawn anew only for news.
constexpr qint64 StepMs = 60 * 1000;

} // namespace

KeyCharts::KeyCharts(QWidget *parent)
    : QObject(parent)
    , m_overview(new OverviewTab(m_windows, m_lifetime, parent))
    , m_windowsCard(new WindowsCard(m_windows))
    , m_windowsTab(new FiguresTab(m_windowsCard, &m_windows,
          {UsageWindowsModel::SortRole, UsageWindowsModel::EndColumn},
          tr("No usage has been recorded yet. Keydeck records while it is open."), parent))
    , m_course(new CourseTab(&m_lifetime, &m_hours, &m_days, parent))
    , m_range(new RangeSwitch(parent))
    , m_zone(new TextLabel(TextLabel::Style::Caption, parent))
    , m_corner(newCorner(parent))
{
    connect(m_range, &RangeSwitch::rangeChanged, this, &KeyCharts::changeRange);
}

QWidget *KeyCharts::newCorner(QWidget *parent)
{
    auto *corner = new QWidget(parent);
    auto *layout = new QHBoxLayout(corner);
    layout->setContentsMargins(0, 0, theme::Related, theme::Tight);
    layout->setSpacing(theme::Related);
    layout->addWidget(m_zone);
    layout->addWidget(m_range);
    return corner;
}

QList<ChartCard *> KeyCharts::cards() const
{
    QList<ChartCard *> cards;
    for (const QWidget *tab : {static_cast<QWidget *>(m_overview),
             static_cast<QWidget *>(m_windowsTab), static_cast<QWidget *>(m_course)}) {
        cards << tab->findChildren<ChartCard *>();
    }
    return cards;
}

void KeyCharts::clear()
{
    m_windows.clear();
    m_lifetime.clear();
    m_hours.clear();
    m_days.clear();
    for (ChartCard *card : cards()) {
        card->setWatched({});
        card->resetZoom();
    }
}

void KeyCharts::showHistory(const KeyHistory &history)
{
    m_windows.setRecorded(history.windows, history.unobserved);
    m_lifetime.setRecorded(history.lifetime, history.unobserved);
    m_hours.setRecorded(history.buckets, history.unobserved);
    m_days.setRecorded(history.buckets, history.unobserved);
    for (ChartCard *card : cards()) {
        card->setWatched(history.watched);
    }
}

void KeyCharts::showKey(const ApiKey &key, qint64 nowMs)
{
    m_windows.setLive(key, nowMs);
    m_lifetime.setLive(key, nowMs);
    m_limit = key.value(KeyField::TokenLimitPer5h).toNumber();
    m_nowMs = nowMs;
    m_zone->setText(zoneNote(nowMs));
    const QString subject = displayText(key.value(KeyField::Name).toString());
    if (subject != m_subject) {
        m_subject = subject;
        for (ChartCard *card : cards()) {
            card->setSubject(subject);
        }
    }
    refresh();
}

void KeyCharts::changeRange(HistoryRange range)
{
    for (ChartCard *card : cards()) {
        card->resetZoom();
    }
    refresh();
    Q_EMIT rangeChanged(range);
}

qint64 KeyCharts::earliestMs() const
{
    qint64 earliest = m_nowMs - rangeMs(HistoryRange::Day);
    if (!m_windows.bars().isEmpty()) {
        earliest = std::min(earliest, m_windows.bars().first().startMs);
    }
    if (!m_lifetime.samples().isEmpty()) {
        earliest = std::min(earliest, m_lifetime.samples().first().atMs);
    }
    if (!m_days.rows().isEmpty()) {
        earliest = std::min(earliest, m_days.rows().first().fromMs);
    }
    return earliest;
}

void KeyCharts::refresh()
{
    const qint64 now = (m_nowMs / StepMs + 1) * StepMs;
    const qint64 from = range() == HistoryRange::All ? earliestMs() : now - rangeMs(range());
    // How far "all" goes back is not what a person would take for all: it says since when.
    const QString phrase = range() == HistoryRange::All
        ? tr("since %1").arg(QDateTime::fromMSecsSinceEpoch(from).date().toString(Qt::ISODate))
        : rangePhrase(range());
    const ChartRange shown{from, m_nowMs, phrase};
    m_overview->showRange(shown, m_limit);
    m_windowsCard->showRange(shown, m_limit);
    m_windowsTab->showSince(from);
    m_course->showRange(shown);
}

} // namespace keydeck
