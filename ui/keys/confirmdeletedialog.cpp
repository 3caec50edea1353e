#include "ui/keys/confirmdeletedialog.h"

#include "ui/keys/keytext.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace keydeck {

ConfirmDeleteDialog::ConfirmDeleteDialog(const QStringList &lines, QWidget *parent)
    : QDialog(parent)
{
    const QString count = keyCount(lines.size());
    setWindowTitle(tr("Delete keys"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *heading = new TextLabel(TextLabel::Style::Title, tr("Delete %1?").arg(count), this);
    auto *advice = new TextLabel(TextLabel::Style::Quiet,
        tr("The gateway will answer 401 to whoever uses them. This can be undone."), this);
    advice->setWordWrap(true);
    auto *names = new QPlainTextEdit(lines.join(u'\n'), this);
    names->setReadOnly(true);
    names->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    names->setTabChangesFocus(true);
    names->setLineWrapMode(QPlainTextEdit::NoWrap);
    names->setAccessibleName(tr("Keys to delete"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto *remove
        = buttons->addButton(tr("Delete %1").arg(count), QDialogButtonBox::DestructiveRole);
    remove->setAutoDefault(false);
    connect(remove, &QPushButton::clicked, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Page, theme::Page, theme::Page, theme::Group);
    column->setSpacing(theme::Related);
    column->addWidget(heading);
    column->addWidget(advice);
    column->addWidget(names, 1);
    column->addWidget(buttons);
    tabInLayoutOrder(*this);
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setFocus();
}

} // namespace keydeck
