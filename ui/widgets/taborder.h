// The way that Tab takes.
#pragma once

#include <QList>

class QAbstractButton;
class QWidget;

namespace keydeck {

/// Has Tab go through all that is in the container in the order of its layouts, which is the order
/// of reading: Qt's own is that in which the widgets were made. For the end of the constructor of a
/// window or dialog; what is made later has to say for itself where it comes.
void tabInLayoutOrder(QWidget &container);

/// Buttons of which one is chosen are one stop, at the chosen one: the arrows go to the others. A
/// screen reader says that it is a choice. They may be of a QButtonGroup, unless they have actions.
void tabToTheChecked(const QList<QAbstractButton *> &buttons);

} // namespace keydeck
