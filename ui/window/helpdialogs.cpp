#include "ui/window/helpdialogs.h"

#include "ui/widgets/icons.h"
#include "ui/window/shortcutsheet.h"

#include <QCoreApplication>
#include <QMessageBox>

namespace keydeck {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Help", text);
}

} // namespace

void showShortcuts(const Actions &actions, QWidget *parent)
{
    ShortcutSheet::open(actions, parent);
}

void showAbout(QWidget *parent)
{
    auto *box = new QMessageBox(parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Keydeck"));
    box->setTextFormat(Qt::PlainText);
    box->setIconPixmap(applicationIcon().pixmap(64));
    box->setText(tr("Keydeck %1").arg(QStringLiteral(KEYDECK_VERSION)));
    box->setInformativeText(
        tr("Administers the API keys of a small self-hosted LLM gateway, beside the running "
           "gateway and without ever standing in its way.\n\nBuilt with Qt %1.")
            .arg(QString::fromLatin1(qVersion())));
    box->open();
}

} // namespace keydeck
