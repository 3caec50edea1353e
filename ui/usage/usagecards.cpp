#include "ui/usage/usagecards.h"

#include "ui/charts/figurestable.h"
#include "ui/usage/barcelldelegate.h"
#include "ui/usage/rhythmview.h"
#include "ui/usage/usagestackview.h"
#include "ui/usage/usagetext.h"
#include "ui/widgets/keptplace.h"
#include "ui/widgets/theme.h"

#include <QHash>
#include <QHeaderView>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QWheelEvent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int LeastNameWidth = 120;
constexpr int FigureWidth = 96;
constexpr int PlaceWidth = 40;
constexpr int RowsSeen = 10;
constexpr int MostShares = 8; ///< seen without scrolling
constexpr int DaysOfAWeek = 7;

/// Until it has the focus the wheel scrolls the page past it, as it does past a chart.
class WheelPast final : public QObject
{
public:
    explicit WheelPast(QTableView *table) : QObject(table), m_table(table)
    {
        table->setFocusPolicy(Qt::StrongFocus); // without the wheel
        table->viewport()->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::Wheel) {
            return QObject::eventFilter(watched, event);
        }
        const auto *wheel = static_cast<const QWheelEvent *>(event);
        const QScrollBar *bar = m_table->verticalScrollBar();
        const int delta = wheel->angleDelta().y();
        const bool isAtEnd
            = delta > 0 ? bar->value() == bar->minimum() : bar->value() == bar->maximum();
        const bool isAlong = delta == 0; // to the side there is no page
        if (isAlong || (m_table->hasFocus() && !isAtEnd)) {
            return false;
        }
        event->ignore();
        return true;
    }

private:
    QTableView *m_table;
};

/// A table that sorts by exact values, with bars where the model has them.
QTableView *newTable(QAbstractItemModel &model, int sortedBy, Qt::SortOrder order)
{
    QTableView *table = newFiguresTable(nullptr);
    auto *sorted = new QSortFilterProxyModel(table);
    sorted->setSortRole(SortRole);
    sorted->setSortLocaleAware(true);
    sorted->setSourceModel(&model);
    table->setModel(sorted);
    table->setSortingEnabled(true);
    table->sortByColumn(sortedBy, order);
    table->setItemDelegate(new BarCellDelegate(table));
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->verticalHeader()->setDefaultSectionSize(
        table->fontMetrics().height() + theme::Related + theme::Tight);
    new WheelPast(table);
    return table;
}

int heightOf(const QTableView &table, int rows)
{
    return table.horizontalHeader()->sizeHint().height()
        + rows * table.verticalHeader()->defaultSectionSize() + 2;
}

QTableView *newShareTable(ShareModel &model, const QString &name)
{
    QTableView *table = newTable(model, ShareModel::TokensColumn, Qt::DescendingOrder);
    table->setAccessibleName(name);
    table->horizontalHeader()->setSectionResizeMode(ShareModel::NameColumn, QHeaderView::Stretch);
    table->horizontalHeader()->setSectionResizeMode(ShareModel::TokensColumn, QHeaderView::Stretch);
    table->setColumnWidth(ShareModel::KeysColumn, PlaceWidth + theme::Group);
    table->setColumnWidth(ShareModel::PercentColumn, FigureWidth - theme::Group);
    return table;
}

/// Columns as wide as what they say. The names get what is left of the width, so that no figure is
/// cut in two by the edge: where not all fit, the last ones are scrolled to.
class RankingColumns final : public QObject
{
public:
    explicit RankingColumns(QTableView *table) : QObject(table), m_table(table)
    {
        table->viewport()->installEventFilter(this);
    }

    void arrange()
    {
        int all = 0, first = 0;
        for (int column = 0; column < RankingModel::ColumnCount; ++column) {
            const int width = column == RankingModel::NameColumn ? 0 : widthOf(column);
            all += width;
            first += column <= RankingModel::UnobservedColumn ? width : 0;
            m_table->setColumnWidth(column, width);
        }
        const int room = m_table->viewport()->width();
        const int left = room - (room - all >= LeastNameWidth ? all : first);
        m_table->setColumnWidth(RankingModel::NameColumn, std::max(left, LeastNameWidth));
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Resize) {
            arrange();
        }
        return QObject::eventFilter(watched, event);
    }

private:
    [[nodiscard]] int widthOf(int column) const
    {
        static const QHash<int, QString> Widest{{RankingModel::PlaceColumn, u"0000"_s},
            {RankingModel::TokensColumn, u"000,000,000"_s},
            {RankingModel::ShareColumn, u"over 99 %"_s},
            {RankingModel::ChangeColumn, u"none before"_s},
            {RankingModel::BeforeColumn, u"000,000,000"_s},
            {RankingModel::UnobservedColumn, u"00,000,000"_s},
            {RankingModel::ModelColumn, u"glm-4.5-airx"_s},
            {RankingModel::StatusColumn, u"Near limit"_s}};
        const int text = m_table->fontMetrics().horizontalAdvance(Widest.value(column));
        return std::max(
            text + theme::Related, m_table->horizontalHeader()->sectionSizeHint(column));
    }

    QTableView *m_table;
};

QTableView *newRankingTable(RankingModel &model)
{
    QTableView *table = newTable(model, RankingModel::PlaceColumn, Qt::AscendingOrder);
    table->setAccessibleName(RankingCard::tr("Keys by tokens"));
    auto *columns = new RankingColumns(table);
    columns->arrange();
    table->setMinimumHeight(heightOf(*table, RowsSeen));
    return table;
}

QString emptyText()
{
    return RankingCard::tr("No key used any tokens in this time.");
}

} // namespace

StackCard::StackCard(const UsageStackModel &model, QWidget *parent)
    : StackCard(model, new UsageStackView(model), parent)
{ }

StackCard::StackCard(const UsageStackModel &model, UsageStackView *view, QWidget *parent)
    : ChartCard(view, model, tr("Tokens by key"), emptyText(), parent)
    , m_view(view)
{
    constexpr int ChartHeight = 230;
    view->setMinimumHeight(ChartHeight);
}

void StackCard::show(const UsageShown &shown)
{
    const TimeSpan span = shown.view.stack.times.span();
    m_view->setTimeRange(span.fromMs, span.toMs);
    m_view->setNow(shown.view.nowMs);
    m_view->setKnownUntil(std::min(shown.view.period.span.toMs, shown.view.nowMs));
    setWatched(shown.view.watched);
    if (shown.view.ranking.tokens > 0) {
        showVerdict(stackVerdict(shown.view, shown.phrase));
    } else {
        showEmpty();
    }
}

RhythmCard::RhythmCard(const RhythmModel &model, QWidget *parent)
    : ChartCard(new RhythmView(model), model, tr("Rhythm of the week"),
        tr("When a week is busy shows from 7 days on: choose a longer time above."), parent)
    , m_model(model)
{ }

void RhythmCard::show(const UsageShown &shown)
{
    setNote(shown.note);
    if (m_model.hasTokens() && shown.view.period.days >= DaysOfAWeek) {
        showVerdict(rhythmVerdict(shown.view));
    } else {
        showEmpty();
    }
}

ShareCard::ShareCard(ShareModel &model, ShareBy by, QWidget *parent)
    : ShareCard(model, by,
        newShareTable(model, by == ShareBy::Model ? tr("Tokens by model") : tr("Tokens by status")),
        parent)
{ }

ShareCard::ShareCard(ShareModel &model, ShareBy by, QTableView *table, QWidget *parent)
    : ChartCard(table, model, table->accessibleName(), emptyText(), parent)
    , m_model(model)
    , m_by(by)
    , m_table(table)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    new KeptPlace(*table, [](const QModelIndex &index) { return index.data(); });
}

void ShareCard::show(const UsageShown &shown)
{
    setNote(shown.note);
    m_table->setFixedHeight(heightOf(*m_table, std::clamp(m_model.rowCount(), 1, MostShares)));
    if (m_model.rowCount() > 0) {
        showVerdict(sharesVerdict(shown.view.ranking, m_by));
    } else {
        showEmpty();
    }
}

RankingCard::RankingCard(RankingModel &model, QWidget *parent)
    : RankingCard(model, newRankingTable(model), parent)
{ }

RankingCard::RankingCard(RankingModel &model, QTableView *table, QWidget *parent)
    : ChartCard(table, model, table->accessibleName(), emptyText(), parent)
    , m_model(model)
    , m_table(table)
{
    connect(table, &QTableView::activated, this, &RankingCard::activate);
    new KeptPlace(*table, [this](const QModelIndex &index) { return rankAt(index).key; });
}

void RankingCard::show(const UsageShown &shown)
{
    setNote(shown.note);
    if (m_model.rowCount() > 0) {
        showVerdict(rankingVerdict(shown.view.ranking, shown.phrase));
    } else {
        showEmpty();
    }
}

const UsageRank &RankingCard::rankAt(const QModelIndex &index) const
{
    const auto *sorted = qobject_cast<const QSortFilterProxyModel *>(m_table->model());
    return m_model.rankAt(sorted->mapToSource(index).row());
}

void RankingCard::activate(const QModelIndex &index)
{
    const UsageRank &rank = rankAt(index);
    if (!rank.isGone()) {
        Q_EMIT keyActivated(KeyRef{rank.key, 0});
    }
}

} // namespace keydeck
