#include "ui/details/figurestab.h"

#include "ui/widgets/emptystate.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

namespace keydeck {

namespace {

constexpr int ColumnWidth = 170;

QTableView *newTable(QWidget *parent)
{
    auto *table = new QTableView(parent);
    table->setFrameShape(QFrame::NoFrame);
    table->viewport()->setAutoFillBackground(false);
    table->setShowGrid(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + theme::Related);
    table->horizontalHeader()->setDefaultSectionSize(ColumnWidth);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setStretchLastSection(false);
    return table;
}

} // namespace

FiguresTab::FiguresTab(
    QAbstractItemModel *model, int sortRole, const QString &emptyText, QWidget *parent)
    : QWidget(parent)
    , m_table(newTable(this))
    , m_empty(new EmptyState({}, emptyText, this))
    , m_stack(new QStackedLayout)
{
    auto *sorted = new QSortFilterProxyModel(this);
    sorted->setSortRole(sortRole);
    sorted->setSourceModel(model);
    m_table->setModel(sorted);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(0, Qt::DescendingOrder);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::Group, theme::Tight, 0, 0);
    layout->addLayout(m_stack);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    connect(model, &QAbstractItemModel::modelReset, this, [this, model] { followModel(*model); });
    connect(model, &QAbstractItemModel::rowsInserted, this, [this, model] { followModel(*model); });
    followModel(*model);
}

void FiguresTab::followModel(const QAbstractItemModel &model)
{
    m_stack->setCurrentWidget(model.rowCount() > 0 ? static_cast<QWidget *>(m_table) : m_empty);
}

} // namespace keydeck
