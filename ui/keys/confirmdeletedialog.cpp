#include "ui/keys/confirmdeletedialog.h"

#include "ui/keys/keytext.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

namespace keydeck {

ConfirmDeleteDialog::ConfirmDeleteDialog(const QStringList &lines, QWidget *parent)
    : QDialog(parent)
    , m_asked(lines.size())
    , m_heading(new TextLabel(TextLabel::Style::Title, this))
    , m_missing(new TextLabel(TextLabel::Style::Body, this))
    , m_names(new QPlainTextEdit(this))
{
    setWindowTitle(tr("Delete keys"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *advice = new TextLabel(TextLabel::Style::Quiet,
        tr("The gateway will answer 401 to whoever uses them. This can be undone."), this);
    advice->setWordWrap(true);
    m_missing->setObjectName(QStringLiteral("deletedMeanwhile"));
    m_names->setReadOnly(true);
    m_names->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_names->setTabChangesFocus(true);
    m_names->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_names->setAccessibleName(tr("Keys to delete"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_remove = buttons->addButton(QString(), QDialogButtonBox::DestructiveRole);
    m_remove->setAutoDefault(false);
    connect(m_remove, &QPushButton::clicked, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Page, theme::Page, theme::Page, theme::Group);
    column->setSpacing(theme::Related);
    for (QWidget *each : std::initializer_list<QWidget *>{m_heading, advice, m_missing})
        column->addWidget(each);
    column->addWidget(m_names, 1);
    column->addWidget(buttons);
    showLines(lines);
    tabInLayoutOrder(*this);
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setFocus();
}

void ConfirmDeleteDialog::follow(const QStringList &lines)
{
    if (lines.join(u'\n') != m_names->toPlainText())
        showLines(lines);
}

void ConfirmDeleteDialog::showLines(const QStringList &lines)
{
    const QString count = keyCount(lines.size());
    m_heading->setText(
        lines.isEmpty() ? tr("There is no key left to delete") : tr("Delete %1?").arg(count));
    m_remove->setText(tr("Delete %1").arg(count));
    m_remove->setEnabled(!lines.isEmpty());
    m_missing->setVisible(lines.size() < m_asked);
    m_missing->setText(tr("Deleted meanwhile: %1.").arg(keyCount(m_asked - lines.size())));
    const int scrolled = m_names->verticalScrollBar()->value();
    m_names->setPlainText(lines.join(u'\n'));
    m_names->verticalScrollBar()->setValue(scrolled);
}

} // namespace keydeck
