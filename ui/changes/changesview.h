// The tree of edits, on the Changes page and beside a key.
#pragma once

#include <QPersistentModelIndex>
#include <QTreeView>

namespace keydeck {

class ChangesModel;

/// Edits of a few keys are unfolded from the start. What one looks at stays where it is when edits
/// are added above it, unless it is the newest.
class ChangesView final : public QTreeView
{
    Q_OBJECT

public:
    /// The model must outlive it.
    explicit ChangesView(ChangesModel &model, QWidget *parent = nullptr);

    void reset() override;

Q_SIGNALS:
    /// A key's row, by mouse or keyboard.
    void keyActivated(const QModelIndex &index);

protected:
    void rowsInserted(const QModelIndex &parent, int first, int last) override;

private:
    void holdStill();
    void unfold(int first, int last);
    void activate(const QModelIndex &index);

    ChangesModel &m_model;
    QPersistentModelIndex m_top; ///< what is at the upper edge while rows are inserted
    int m_topY = 0;
};

} // namespace keydeck
