// Windows that follow what they say.
#pragma once

class QWidget;

namespace keydeck {

/// Makes a window as high as its layout needs at its width, within its screen: where text that
/// wraps came or grew, which the layout's own minimum size does not know of. Never smaller, so that
/// nothing jumps. Call it after each QEvent::LayoutRequest.
void growToContent(QWidget &window);

} // namespace keydeck
