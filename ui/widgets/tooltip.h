// Tooltips of text that somebody else wrote.
#pragma once

#include <QString>

class QWidget;

namespace keydeck {

/// Qt takes a tooltip that looks like markup for markup; this one always shows the text itself.
/// Lines stay lines, long ones wrap.
[[nodiscard]] QString plainToolTip(const QString &text);

/// The same as the widget's tooltip, and as its description, which Qt takes from the tooltip with
/// what makes it one: a screen reader would read that out.
void setPlainToolTip(QWidget &widget, const QString &text);

} // namespace keydeck
