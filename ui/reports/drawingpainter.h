// Drawings of reports on the screen.
#pragma once

class QPainter;

namespace keydeck {

struct Drawing;

/// In the drawing's own points, in its colours for a white ground.
void paintDrawing(QPainter &painter, const Drawing &drawing);

} // namespace keydeck
