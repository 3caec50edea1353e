// The table of all keys.
#pragma once

#include <QTableView>

#include <vector>

namespace keydeck {

class KeyFilter;

/// How keys are laid out: a row of two lines a key, each column painted by a delegate of its own,
/// and groups across all columns. A group opens and closes by a click, the space bar, Return,
/// Right and Left; Left in a key's row goes to its group. The selection stays where it was
/// meanwhile. Sorts the filter by name at first.
class KeysTable final : public QTableView
{
    Q_OBJECT

public:
    /// The filter must outlive it.
    explicit KeysTable(KeyFilter &filter, QWidget *parent = nullptr);

    /// Every column but the tags, in its usual place and width.
    void layOutColumns();

    /// Selects these rows besides, given from above.
    void selectToo(const std::vector<int> &rows);

    /// All that the person wishes to see, also where it is not listed yet.
    void selectAll() override;

Q_SIGNALS:
    /// A person is about to move or to select here, by mouse or keyboard.
    void choosing();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    QItemSelectionModel::SelectionFlags selectionCommand(
        const QModelIndex &index, const QEvent *event) const override;

private:
    void dressHeader();
    bool toggleGroupAt(const QMouseEvent &event);
    [[nodiscard]] bool isOnGroup() const;
    bool handleGroupKey(int key);

    KeyFilter &m_filter;
};

} // namespace keydeck
