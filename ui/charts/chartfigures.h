// The exact figures behind a chart, for other programs.
#pragma once

#include "core/report/keyreport.h"

#include <Qt>

class QAbstractItemModel;

namespace keydeck {

/// In this role a model's cell is what a file should say: ISO 8601 text in UTC for a time, qint64
/// or double for a figure, invalid for none; and a column header is the field's name in snake_case.
inline constexpr int FigureRole = Qt::UserRole + 1;

/// All rows as they stand. A model that does not know FigureRole gives what it shows.
[[nodiscard]] ReportTable figuresOf(const QAbstractItemModel &model);

} // namespace keydeck
