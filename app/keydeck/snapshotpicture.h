// What a picture shows: a window, and the dialog that is open over it.
#pragma once

#include <QPixmap>

class QDialog;
class QWidget;

namespace keydeck {

/// nullptr: none is open.
[[nodiscard]] QDialog *openDialog(const QWidget &window);
void closeDialogs(const QWidget &window);

/// The window, and the dialog over it where somebody would see it.
[[nodiscard]] QPixmap pictureOf(QWidget &window);

} // namespace keydeck
