#include "ui/keys/createkeydialog.h"

#include "core/command/createkeys.h"
#include "core/rules/jsdate.h"
#include "core/rules/validator.h"
#include "ui/keys/hintlabel.h"

#include <QLineEdit>

namespace keydeck {

CreateKeyDialog::CreateKeyDialog(const QStringList &models, const Clock &clock, QWidget *parent)
    : KeyFormDialog({tr("New key"), {}, tr("Create key"), tr("Creating…")}, models, clock, parent)
    , m_prefix(new QLineEdit(QStringLiteral("pk_"), this))
    , m_prefixHint(new HintLabel(this))
{
    form().setText(KeyForm::Limit, QStringLiteral("100,000"));
    form().setText(KeyForm::Expiry, QStringLiteral("+365d"));
    m_prefix->setAccessibleName(tr("Prefix of the key"));
    form().addRow(tr("&Prefix"), m_prefix, m_prefixHint);
    connect(m_prefix, &QLineEdit::textChanged, this, &CreateKeyDialog::checkPrefix);
    checkPrefix();
}

void CreateKeyDialog::checkPrefix()
{
    const Result<QString> usable = checkKey(generateKey(m_prefix->text()));
    m_prefixHint->setHint(usable
            ? FieldHint{theme::Role::Neutral,
                tr("The key is this and 32 random digits. It can be read here again later.")}
            : FieldHint{theme::Role::Danger, usable.error().message});
    updateButton();
}

bool CreateKeyDialog::isReady() const
{
    return form().isAcceptable() && m_prefixHint->hint().isAcceptable();
}

std::shared_ptr<const Command> CreateKeyDialog::makeCommand()
{
    const qint64 now = clock().nowMs();
    m_newKey
        = {generateKey(m_prefix->text()), checkName(form().text(KeyForm::Name)).value_or(QString()),
            checkModel(form().text(KeyForm::Model)).value_or(QString()),
            checkLimit(form().text(KeyForm::Limit)).value_or(0),
            checkExpiry(form().text(KeyForm::Expiry), now).value_or(QString()), toIsoString(now)};
    return std::make_shared<CreateKeys>(std::vector{m_newKey});
}

} // namespace keydeck
