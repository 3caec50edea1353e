// A chart beside the figures behind it.
#pragma once

#include "ui/details/sinceproxymodel.h"

#include <QWidget>

class QAbstractItemModel;
class QSplitter;
class QStackedLayout;
class QTableView;

namespace keydeck {

class ChartCard;

/// A chart, and its model as a table, newest first; or a sentence while it is empty. Where there is
/// height the chart is above the table, where there is only width beside it: then the table is as
/// wide as its times and first figure, or as all of it where there is room, until somebody moves
/// the border.
class FiguresTab final : public QWidget
{
    Q_OBJECT

public:
    /// Takes the card over. The model outlives the tab.
    FiguresTab(ChartCard *card, QAbstractItemModel *model, const SinceProxyModel::Roles &roles,
        const QString &emptyText, QWidget *parent = nullptr);

    /// What ended before that is not listed, as the chart does not show it.
    void showSince(qint64 sinceMs);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void followModel(const QAbstractItemModel &model);
    void arrange();
    /// With a scroll bar: as far as the first figure, or of all columns.
    [[nodiscard]] int tableWidth(bool all) const;

    SinceProxyModel *m_rows;
    QTableView *m_table;
    QSplitter *m_both;
    QWidget *m_empty;
    QStackedLayout *m_stack;
    bool m_isMoved = false; ///< somebody gave the two their widths
};

} // namespace keydeck
