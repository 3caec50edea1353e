#include "ui/charts/figurestable.h"

#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QTableView>

namespace keydeck {

namespace {

constexpr int FigureWidth = 104;

} // namespace

QTableView *newFiguresTable(QWidget *parent)
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
    table->horizontalHeader()->setDefaultSectionSize(FigureWidth);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setStretchLastSection(false);
    return table;
}

} // namespace keydeck
