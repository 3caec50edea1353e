// The saved filters in the rail.
#pragma once

#include "core/query/savedfilter.h"

#include <QHash>
#include <QListWidget>

namespace keydeck {

/// One line a filter, with how many keys it finds. A click or Return chooses, F2 renames in place,
/// Delete deletes; the context menu has all three. It only shows and asks: who owns the filters
/// decides. As high as its lines, up to MostLines; hidden while there are none.
class SavedFilterList final : public QListWidget
{
    Q_OBJECT

public:
    static constexpr int MostLines = 8;

    explicit SavedFilterList(QWidget *parent = nullptr);

    void setFilters(const QList<SavedFilter> &filters);
    /// By their queries.
    void setCounts(const QHash<QString, int> &counts);
    /// Marks the one with that query; none where there is none.
    void setQuery(const QString &query);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(int row);
    /// The name as it was typed: not checked, and not shown yet.
    void renameRequested(int row, const QString &name);
    void removeRequested(int row);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void showLine(int row);
    void noteRename(QListWidgetItem *item);
    void openMenu(int row, const QPoint &at);

    QList<SavedFilter> m_filters;
    QHash<QString, int> m_counts;
};

} // namespace keydeck
