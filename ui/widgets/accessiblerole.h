// What a widget that paints itself is to a screen reader.
#pragma once

#include <QAccessible>

class QWidget;

namespace keydeck {

/// Says that the widget is a chart, a heading, a line of text, or of a button that it is one of
/// several to choose from: Qt takes what it does not know for a container. Its name is its
/// accessible name, else its text. A chart or a text is told as a whole, without what it is made
/// of. For its constructor.
void setAccessibleRole(QWidget &widget, QAccessible::Role role);

} // namespace keydeck
