// Where somebody is in a list or a tree, while its rows are made anew.
#pragma once

#include <QObject>
#include <QPoint>
#include <QVariant>

#include <functional>

class QAbstractItemView;
class QModelIndex;

namespace keydeck {

/// Keeps the current row, the selected ones, the folds and the scrolling of a view while its model
/// is reset: by what the rows are about rather than by their places. What is gone is not selected.
///
/// It is the view's, which must have its model. Thread: the GUI's.
class KeptPlace final : public QObject
{
public:
    /// What a row is about, among those with the same parent.
    using Identity = std::function<QVariant(const QModelIndex &)>;

    KeptPlace(QAbstractItemView &view, Identity identity);

    /// Once more, for one who folds and unfolds after a reset.
    void restore();

private:
    using Path = QVariantList; ///< from the root

    void keep();
    void keepFolds();
    void restoreFolds();
    [[nodiscard]] Path pathOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex find(const Path &path) const;

    QAbstractItemView &m_view;
    Identity m_identity;
    Path m_current;
    int m_column = 0;
    QList<Path> m_selected;
    QList<std::pair<Path, bool>> m_folds; ///< of the first level: whether it is unfolded
    QPoint m_scrolled;
};

} // namespace keydeck
