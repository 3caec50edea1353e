#include "ui/widgets/keptplace.h"

#include <QAbstractItemView>
#include <QScrollBar>
#include <QTreeView>

namespace keydeck {

KeptPlace::KeptPlace(QAbstractItemView &view, Identity identity)
    : QObject(&view)
    , m_view(view)
    , m_identity(std::move(identity))
{
    const QAbstractItemModel *model = view.model();
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &KeptPlace::keep);
    connect(model, &QAbstractItemModel::modelReset, this, &KeptPlace::restore);
}

KeptPlace::Path KeptPlace::pathOf(const QModelIndex &index) const
{
    Path path;
    for (QModelIndex at = index; at.isValid(); at = at.parent())
        path.prepend(m_identity(at.siblingAtColumn(0)));
    return path;
}

QModelIndex KeptPlace::find(const Path &path) const
{
    const QAbstractItemModel &model = *m_view.model();
    QModelIndex found;
    for (const QVariant &wanted : path) {
        const QModelIndex parent = found;
        found = {};
        for (int row = 0; row < model.rowCount(parent) && !found.isValid(); ++row) {
            const QModelIndex index = model.index(row, 0, parent);
            if (m_identity(index) == wanted)
                found = index;
        }
        if (!found.isValid())
            return {};
    }
    return found;
}

void KeptPlace::keep()
{
    m_current = pathOf(m_view.currentIndex());
    m_column = std::max(0, m_view.currentIndex().column());
    m_selected.clear();
    for (const QModelIndex &row : m_view.selectionModel()->selectedRows())
        m_selected += pathOf(row);
    m_scrolled = {m_view.horizontalScrollBar()->value(), m_view.verticalScrollBar()->value()};
    keepFolds();
}

void KeptPlace::keepFolds()
{
    m_folds.clear();
    const auto *tree = qobject_cast<QTreeView *>(&m_view);
    for (int row = 0; tree && row < tree->model()->rowCount(); ++row) {
        const QModelIndex index = tree->model()->index(row, 0);
        m_folds.emplaceBack(pathOf(index), tree->isExpanded(index));
    }
}

void KeptPlace::restoreFolds()
{
    auto *tree = qobject_cast<QTreeView *>(&m_view);
    for (const auto &[path, isUnfolded] : m_folds) {
        if (const QModelIndex index = find(path); index.isValid())
            tree->setExpanded(index, isUnfolded);
    }
}

void KeptPlace::restore()
{
    restoreFolds();
    m_view.doItemsLayout(); // else there is nowhere to scroll to yet
    QItemSelectionModel &selection = *m_view.selectionModel();
    if (const QModelIndex current = find(m_current); current.isValid())
        selection.setCurrentIndex(current.siblingAtColumn(m_column), QItemSelectionModel::NoUpdate);
    for (const Path &path : std::as_const(m_selected)) {
        if (const QModelIndex row = find(path); row.isValid())
            selection.select(row, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    m_view.horizontalScrollBar()->setValue(m_scrolled.x());
    m_view.verticalScrollBar()->setValue(m_scrolled.y());
}

} // namespace keydeck
