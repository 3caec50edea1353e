// Documents as web pages.
#pragma once

#include "core/report/document.h"

#include <QByteArray>

namespace keydeck {

/// One page, complete in itself: its style and its drawings (as SVG) are in it, it has no script
/// and loads nothing. It prints well, on A4 and Letter, and follows the reader's light or dark
/// scheme. Valid HTML, UTF-8.
[[nodiscard]] QByteArray htmlText(const Document &document);

} // namespace keydeck
