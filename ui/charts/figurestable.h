// A table of the figures behind a chart.
#pragma once

class QTableView;
class QWidget;

namespace keydeck {

/// Flat, a row a line, whole rows are selected; Tab leaves it.
[[nodiscard]] QTableView *newFiguresTable(QWidget *parent);

} // namespace keydeck
