// The figures behind a chart, exactly.
#pragma once

#include <QWidget>

class QAbstractItemModel;
class QStackedLayout;
class QTableView;

namespace keydeck {

/// A chart's model as a table, newest first, or a sentence while it is empty.
class FiguresTab final : public QWidget
{
    Q_OBJECT

public:
    /// Sorts by sortRole of the model, which outlives the tab.
    FiguresTab(QAbstractItemModel *model, int sortRole, const QString &emptyText,
        QWidget *parent = nullptr);

private:
    void followModel(const QAbstractItemModel &model);

    QTableView *m_table;
    QWidget *m_empty;
    QStackedLayout *m_stack;
};

} // namespace keydeck
