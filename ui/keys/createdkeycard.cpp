#include "ui/keys/createdkeycard.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/report/handoverpage.h"
#include "ui/widgets/secretlabel.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace keydeck {

CreatedKeyCard::CreatedKeyCard(const NewKey &key, const QUrl &gateway, QWidget *parent)
    : QDialog(parent)
    , m_key(key)
    , m_gateway(gateway)
    , m_secret(new SecretLabel(this))
    , m_commandLine(new TextLabel(TextLabel::Style::Fixed, this))
    , m_advice(new TextLabel(TextLabel::Style::Quiet, this))
{
    setWindowTitle(tr("Key created"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_secret->setSecret(key.key);
    m_advice->setWordWrap(true);
    m_advice->setText(tr("Give the key to whoever is going to use it. It stays in the store and "
                         "can be shown and copied here again later."));
    auto *tryIt = new TextLabel(TextLabel::Style::Heading, tr("Try it"), this);
    auto *copyLine = new QPushButton(tr("Copy command"), this);
    copyLine->setAutoDefault(false);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(copyLine, QDialogButtonBox::ActionRole);
    auto *page = buttons->addButton(tr("Save page…"), QDialogButtonBox::ActionRole);
    page->setToolTip(tr("A page to give to whoever is going to use the key: the key, its limit and "
                        "expiry, and how to try it"));
    page->setAutoDefault(false);
    m_close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Page, theme::Page, theme::Page, theme::Group);
    column->setSpacing(theme::Related);
    column->addWidget(new TextLabel(
        TextLabel::Style::Title, tr("“%1” is ready").arg(displayText(key.name)), this));
    column->addWidget(m_secret);
    column->addWidget(m_advice);
    column->addSpacing(theme::Related);
    column->addWidget(tryIt);
    column->addWidget(m_commandLine);
    column->addStretch(1);
    column->addSpacing(theme::Related);
    column->addWidget(buttons);
    tabInLayoutOrder(*this);

    showCommandLine(false);
    connect(m_secret, &SecretLabel::revealedChanged, this, &CreatedKeyCard::showCommandLine);
    connect(m_secret, &SecretLabel::copyRequested, this, [this] {
        noteTaken();
        Q_EMIT copyRequested(m_key.key);
    });
    connect(copyLine, &QPushButton::clicked, this, [this] {
        noteTaken();
        Q_EMIT copyRequested(tryCommand(m_gateway, m_key.key));
    });
    connect(page, &QPushButton::clicked, this, [this] {
        noteTaken();
        Q_EMIT pageRequested();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &CreatedKeyCard::reject);
}

CreatedKeyCard::~CreatedKeyCard()
{
    m_secret->disconnect(this); // it hides its secret while it goes
}

void CreatedKeyCard::reject()
{
    if (m_taken || std::exchange(m_warned, true)) {
        QDialog::reject();
        return;
    }
    m_advice->setText(tr("Nobody has copied or looked at this key yet. It stays in the store and "
                         "can be copied from there later; close this anyway?"));
    m_close->setText(tr("Close without copying"));
}

void CreatedKeyCard::showCommandLine(bool revealed)
{
    if (revealed)
        noteTaken();
    m_commandLine->setText(tryCommand(m_gateway, revealed ? m_key.key : maskedKey(m_key.key)));
}

void CreatedKeyCard::noteTaken()
{
    m_taken = true;
    m_close->setText(tr("Close"));
}

} // namespace keydeck
