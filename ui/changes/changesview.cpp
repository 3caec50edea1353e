#include "ui/changes/changesview.h"

#include "ui/changes/changedelegate.h"
#include "ui/changes/changesmodel.h"

#include <QScrollBar>
#include <QShortcut>

namespace keydeck {

namespace {

constexpr int UnfoldedRows = 8; // edits of up to this many are open from the start

} // namespace

ChangesView::ChangesView(ChangesModel &model, QWidget *parent) : QTreeView(parent), m_model(model)
{
    // Before the view's own connections: it is about to forget where everything was.
    connect(&model, &QAbstractItemModel::rowsAboutToBeInserted, this, [this] { holdStill(); });
    setModel(&model);
    setItemDelegate(new ChangeDelegate(this));
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // rows elide what does not fit
    setFrameShape(QFrame::NoFrame);
    viewport()->setAutoFillBackground(false);
    setExpandsOnDoubleClick(false);
    setTabKeyNavigation(false);
    setAccessibleName(tr("Edits and the keys they changed"));
    connect(this, &QTreeView::clicked, this, &ChangesView::activate);
    // Not activated(): some styles send that along with a click.
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *enter = new QShortcut(key, this, nullptr, nullptr, Qt::WidgetShortcut);
        connect(enter, &QShortcut::activated, this, [this] { activate(currentIndex()); });
    }
}

void ChangesView::reset()
{
    QTreeView::reset();
    unfold(0, m_model.rowCount() - 1);
}

void ChangesView::holdStill()
{
    m_top
        = verticalScrollBar()->value() > 0 ? indexAt({viewport()->width() / 2, 0}) : QModelIndex();
    m_topY = visualRect(m_top).top();
}

void ChangesView::rowsInserted(const QModelIndex &parent, int first, int last)
{
    QTreeView::rowsInserted(parent, first, last);
    unfold(first, last);
    if (m_top.isValid()) {
        QScrollBar *bar = verticalScrollBar();
        const int moved = visualRect(m_top).top() - m_topY; // lays the rows out
        bar->setValue(bar->value() + moved);
    }
    m_top = QModelIndex();
}

/// Cheap before the view has laid its rows out, which it puts off after a reset and an insertion.
void ChangesView::unfold(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const QModelIndex edit = m_model.index(row, 0);
        if (m_model.rowCount(edit) <= UnfoldedRows)
            expand(edit);
    }
}

void ChangesView::activate(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    switch (m_model.kindOf(index)) {
    case ChangesModel::RowKind::Edit:
        setExpanded(index, !isExpanded(index));
        break;
    case ChangesModel::RowKind::Note:
        break;
    case ChangesModel::RowKind::Key:
        Q_EMIT keyActivated(index);
        break;
    }
}

} // namespace keydeck
