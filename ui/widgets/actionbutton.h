// The buttons above lists.
#pragma once

class QAction;
class QToolButton;
class QWidget;

namespace keydeck {

/// Icon and text of a shared action, flat, and reached by Tab.
[[nodiscard]] QToolButton *newActionButton(QAction *action, QWidget *parent);

} // namespace keydeck
