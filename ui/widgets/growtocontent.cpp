#include "ui/widgets/growtocontent.h"

#include <QLayout>
#include <QScreen>
#include <QWidget>

#include <algorithm>

namespace keydeck {

void growToContent(QWidget &window)
{
    const QLayout *layout = window.layout();
    if (!layout || !layout->hasHeightForWidth() || !window.isVisible())
        return;
    const int needed = std::min(
        layout->totalHeightForWidth(window.width()), window.screen()->availableSize().height());
    if (needed > window.height())
        window.resize(window.width(), needed);
}

} // namespace keydeck
