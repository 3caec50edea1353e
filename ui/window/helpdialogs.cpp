#include "ui/window/helpdialogs.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"
#include "ui/window/actions.h"

#include <QAction>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QMessageBox>

namespace keydeck {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Help", text);
}

QString plainText(const QAction &action)
{
    return action.text().remove(u'&').remove(QStringLiteral("…"));
}

QString shortcutsOf(const QAction &action)
{
    QStringList texts;
    for (const QKeySequence &keys : action.shortcuts())
        texts.append(keys.toString(QKeySequence::NativeText));
    return texts.join(QStringLiteral(", "));
}

} // namespace

void showShortcuts(const Actions &actions, QWidget *parent)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Keyboard shortcuts"));
    auto *form = new QFormLayout(dialog);
    form->setContentsMargins(theme::Page, theme::Page, theme::Page, theme::Group);
    form->setHorizontalSpacing(theme::Page);
    form->addRow(new TextLabel(TextLabel::Style::Title, dialog->windowTitle(), dialog));
    for (const QAction *action : actions.findChildren<QAction *>()) {
        if (!action->shortcut().isEmpty())
            form->addRow(new TextLabel(TextLabel::Style::Fixed, shortcutsOf(*action), dialog),
                new TextLabel(TextLabel::Style::Body, plainText(*action), dialog));
    }
    form->addRow(new TextLabel(TextLabel::Style::Fixed, tr("Esc"), dialog),
        new TextLabel(TextLabel::Style::Body, tr("Clear the search, close a dialog"), dialog));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    form->addRow(buttons);
    dialog->open();
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
