#include "ui/keys/createdkeyscard.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "ui/keys/keytext.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace keydeck {

namespace {

QString maskedLines(const std::vector<NewKey> &keys)
{
    QStringList lines;
    for (const NewKey &key : keys)
        lines += QStringLiteral("%1   %2").arg(displayText(key.name), maskedKey(key.key));
    return lines.join(u'\n');
}

} // namespace

CreatedKeysCard::CreatedKeysCard(const std::vector<NewKey> &keys, QWidget *parent)
    : QDialog(parent)
    , m_keys(keys)
    , m_advice(new TextLabel(TextLabel::Style::Quiet, this))
{
    const QString count = keyCount(qsizetype(keys.size()));
    setWindowTitle(tr("Keys created"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_advice->setWordWrap(true);
    m_advice->setText(tr("Copied, they are a table of names and keys for a spreadsheet or a "
                         "message. They stay in the store and can be copied there one by one."));
    auto *lines = new QPlainTextEdit(maskedLines(keys), this);
    lines->setReadOnly(true);
    lines->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    lines->setTabChangesFocus(true);
    lines->setLineWrapMode(QPlainTextEdit::NoWrap);
    lines->setAccessibleName(tr("New keys, masked"));
    auto *buttons = new QDialogButtonBox(this);
    auto *copy = buttons->addButton(tr("Copy %1").arg(count), QDialogButtonBox::ActionRole);
    copy->setDefault(true);
    auto *page = buttons->addButton(tr("Save page…"), QDialogButtonBox::ActionRole);
    page->setToolTip(tr("A page that prints a sheet for each key, to give to whoever is going to "
                        "use it"));
    page->setAutoDefault(false);
    m_close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    connect(page, &QPushButton::clicked, this, [this] {
        noteTaken();
        Q_EMIT pageRequested();
    });
    connect(copy, &QPushButton::clicked, this, &CreatedKeysCard::copyAll);
    connect(buttons, &QDialogButtonBox::rejected, this, &CreatedKeysCard::reject);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Page, theme::Page, theme::Page, theme::Group);
    column->setSpacing(theme::Related);
    column->addWidget(new TextLabel(TextLabel::Style::Title, tr("%1 are ready").arg(count), this));
    column->addWidget(m_advice);
    column->addWidget(lines, 1);
    column->addWidget(buttons);
    tabInLayoutOrder(*this);
    copy->setFocus();
}

void CreatedKeysCard::copyAll()
{
    QString secrets;
    for (const NewKey &key : m_keys)
        secrets += key.name + u'\t' + key.key + u'\n';
    noteTaken();
    Q_EMIT copyRequested(secrets);
}

void CreatedKeysCard::noteTaken()
{
    m_taken = true;
    m_close->setText(tr("Close"));
}

void CreatedKeysCard::reject()
{
    if (m_taken || std::exchange(m_warned, true)) {
        QDialog::reject();
        return;
    }
    m_advice->setText(tr("Nobody has copied these keys yet. They stay in the store and can be "
                         "copied from there later, one by one; close this anyway?"));
    m_close->setText(tr("Close without copying"));
}

} // namespace keydeck
