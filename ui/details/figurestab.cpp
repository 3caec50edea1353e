#include "ui/details/figurestab.h"

#include "ui/charts/chartcard.h"
#include "ui/charts/figurestable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/keptplace.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace keydeck {

namespace {

constexpr int HeightForBoth = 420;
constexpr QSize LeastTableSize(180, 90);
constexpr int LeastChartWidth = 220; ///< else the table's later columns are scrolled to

int timeWidth(const QTableView &table)
{
    return table.fontMetrics().horizontalAdvance(QStringLiteral("2026-00-00 00:00:00 CEST"))
        + theme::Related;
}

bool isFigure(const QAbstractItemModel &model, int column)
{
    return model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
}

} // namespace

FiguresTab::FiguresTab(ChartCard *card, QAbstractItemModel *model,
    const SinceProxyModel::Roles &roles, const QString &emptyText, QWidget *parent)
    : QWidget(parent)
    , m_rows(new SinceProxyModel(roles, this))
    , m_table(newFiguresTable(this))
    , m_both(new QSplitter(this))
    , m_empty(new EmptyState({}, emptyText, this))
    , m_stack(new QStackedLayout)
{
    m_rows->setSourceModel(model);
    m_table->setModel(m_rows);
    m_table->setAccessibleName(tr("Figures of the chart “%1”").arg(card->title()));
    new KeptPlace(
        *m_table, [role = roles.sortRole](const QModelIndex &index) { return index.data(role); });
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(0, Qt::DescendingOrder);
    for (int column = 0; column < model->columnCount(); ++column) {
        if (!isFigure(*model, column)) {
            m_table->setColumnWidth(column, timeWidth(*m_table));
        }
    }
    m_table->setMinimumSize(LeastTableSize);
    m_both->addWidget(card);
    m_both->addWidget(m_table);
    m_both->setStretchFactor(0, 3);
    m_both->setStretchFactor(1, 2);
    m_both->setChildrenCollapsible(true);
    connect(m_both, &QSplitter::splitterMoved, this, [this] { m_isMoved = true; });
    m_both->setHandleWidth(theme::Group);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::Group, theme::Tight, theme::Group, theme::Tight);
    layout->addLayout(m_stack);
    m_stack->addWidget(m_both);
    m_stack->addWidget(m_empty);
    connect(model, &QAbstractItemModel::modelReset, this, [this, model] { followModel(*model); });
    connect(model, &QAbstractItemModel::rowsInserted, this, [this, model] { followModel(*model); });
    followModel(*model);
}

void FiguresTab::followModel(const QAbstractItemModel &model)
{
    m_stack->setCurrentWidget(model.rowCount() > 0 ? static_cast<QWidget *>(m_both) : m_empty);
}

/// Smaller than both together: the splitter gives one of them up.
QSize FiguresTab::minimumSizeHint() const
{
    return {LeastTableSize.width(), LeastTableSize.height()};
}

void FiguresTab::showSince(qint64 sinceMs)
{
    m_rows->setSince(sinceMs);
}

int FiguresTab::tableWidth(bool all) const
{
    int width = m_table->verticalScrollBar()->sizeHint().width() + 2 * m_table->frameWidth();
    bool hasFigure = false;
    for (int column = 0; column < m_rows->columnCount() && (all || !hasFigure); ++column) {
        width += m_table->columnWidth(column);
        hasFigure = isFigure(*m_rows, column);
    }
    return width;
}

void FiguresTab::arrange()
{
    const bool isHigh = height() >= HeightForBoth;
    m_both->setOrientation(isHigh ? Qt::Vertical : Qt::Horizontal);
    if (isHigh || m_isMoved) {
        return;
    }
    const int room = m_both->width() - m_both->handleWidth();
    const int wanted = std::min(tableWidth(true), std::max(room / 2, tableWidth(false)));
    const int table = std::clamp(
        wanted, LeastTableSize.width(), std::max(LeastTableSize.width(), room - LeastChartWidth));
    m_both->setSizes({room - table, table});
}

void FiguresTab::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace keydeck
