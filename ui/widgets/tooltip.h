// Tooltips of text that somebody else wrote.
#pragma once

#include <QString>

namespace keydeck {

/// Qt takes a tooltip that looks like markup for markup; this one always shows the text itself.
/// Lines stay lines, long ones wrap.
[[nodiscard]] QString plainToolTip(const QString &text);

} // namespace keydeck
