#pragma once

class QWidget;

namespace keydeck {

class Actions;

/// Every shortcut, in a window of its own.
void showShortcuts(const Actions &actions, QWidget *parent);

void showAbout(QWidget *parent);

} // namespace keydeck
