#include "app/keydeck/snapshotpicture.h"

#include "ui/widgets/theme.h"

#include <QAbstractButton>
#include <QDialog>
#include <QPainter>

namespace keydeck {

QDialog *openDialog(const QWidget &window)
{
    for (QDialog *dialog : window.findChildren<QDialog *>()) {
        if (dialog->isVisible())
            return dialog;
    }
    return nullptr;
}

void closeDialogs(const QWidget &window)
{
    for (QDialog *dialog : window.findChildren<QDialog *>())
        delete dialog;
    if (auto *jump = window.findChild<QWidget *>(QStringLiteral("jumpPalette")))
        jump->hide();
    if (auto *unlock = window.findChild<QAbstractButton *>(QStringLiteral("unlockWindow")))
        unlock->click();
}

QPixmap pictureOf(QWidget &window)
{
    QPixmap picture = window.grab();
    QDialog *dialog = openDialog(window);
    if (!dialog)
        return picture;
    const QPixmap front = dialog->grab();
    QRect place(QPoint(), dialog->size());
    place.moveCenter(window.rect().center());
    QPainter painter(&picture);
    painter.fillRect(window.rect(), QColor(0, 0, 0, 90));
    painter.drawPixmap(place.topLeft(), front);
    painter.setPen(theme::colors(theme::Role::Neutral, window.palette()).shape);
    painter.drawRect(place.adjusted(-1, -1, 0, 0));
    return picture;
}

} // namespace keydeck
