// The buttons above lists.
#pragma once

class QAbstractButton;
class QAction;
class QToolButton;
class QWidget;

namespace keydeck {

/// Icon and text of a shared action, flat, and reached by Tab.
[[nodiscard]] QToolButton *newActionButton(QAction *action, QWidget *parent);

/// A button with a text of its own does what the action does, and is enabled and described as that
/// is. The action must outlive it.
void bindToAction(QAbstractButton &button, QAction &action);

} // namespace keydeck
