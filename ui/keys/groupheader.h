// The row of a group in the table of keys, as it is painted.
#pragma once

class QPainter;
class QRect;
class QStyle;
class QWidget;

namespace keydeck {

struct KeyGroup;

/// Over the whole row: an arrow that says whether the group is open, its title and its summary.
void paintGroupHeader(
    QPainter &painter, const QRect &row, const KeyGroup &group, const QWidget &view, bool hasFocus);

} // namespace keydeck
