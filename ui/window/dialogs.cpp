#include "ui/window/dialogs.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>

namespace keydeck {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Dialogs", text);
}

QFileDialog *makeDialog(QWidget *parent, const QString &title, const QString &filter)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters({filter, tr("All files (*)")});
    return dialog;
}

} // namespace

void FileDialogs::askStoreToOpen(QWidget *parent, Answer answer)
{
    QFileDialog *dialog = makeDialog(parent, tr("Open store"), tr("Key stores (*.json)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, answer);
    dialog->open();
}

void FileDialogs::askCertificateToOpen(QWidget *parent, Answer answer)
{
    QFileDialog *dialog
        = makeDialog(parent, tr("Choose a certificate"), tr("Certificates (*.pem *.crt *.cer)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, answer);
    dialog->open();
}

void FileDialogs::askImportToOpen(QWidget *parent, Answer answer)
{
    QFileDialog *dialog
        = makeDialog(parent, tr("Import keys"), tr("Lists of keys (*.csv *.tsv *.txt *.json)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, answer);
    dialog->open();
}

void FileDialogs::askWhereToSave(QWidget *parent, const SaveQuestion &question, Answer answer)
{
    QFileDialog *dialog = makeDialog(parent, question.title, question.filter);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(question.suffix);
    const QFileInfo suggestion(question.suggestion);
    dialog->setDirectory(suggestion.path());
    dialog->selectFile(suggestion.fileName());
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, answer);
    dialog->open();
}

} // namespace keydeck
