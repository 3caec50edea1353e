#include "ui/charts/chartbox.h"

#include <algorithm>

namespace keydeck {

void addBox(QList<ChartBox> *boxes, ChartBox box, const ChartScale &scale)
{
    box.fromMs = std::max(box.fromMs, double(scale.fromMs));
    box.toMs = std::min(box.toMs, double(scale.toMs));
    if (box.toMs > box.fromMs && box.top > box.bottom) {
        boxes->append(box);
    }
}

} // namespace keydeck
