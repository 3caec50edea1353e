#include "ui/keys/createkeydialog.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/command/createkeys.h"
#include "core/rules/jsdate.h"
#include "core/rules/validator.h"
#include "ui/keys/hintlabel.h"
#include "ui/keys/keytext.h"
#include "ui/widgets/taborder.h"

#include <QLineEdit>
#include <QSpinBox>

namespace keydeck {

CreateKeyDialog::CreateKeyDialog(
    const QStringList &models, IsKnown isKnown, const Clock &clock, QWidget *parent)
    : KeyFormDialog({tr("New key"), {}, tr("Create key"), tr("Creating…")}, models, clock, parent)
    , m_isKnown(std::move(isKnown))
    , m_given(new QLineEdit(this))
    , m_givenHint(new HintLabel(this))
    , m_prefix(new QLineEdit(QStringLiteral("pk_"), this))
    , m_prefixHint(new HintLabel(this))
    , m_count(new QSpinBox(this))
    , m_countHint(new HintLabel(this))
{
    form().setText(KeyForm::Limit, QStringLiteral("100,000"));
    form().setText(KeyForm::Expiry, QStringLiteral("+365d"));
    m_given->setEchoMode(QLineEdit::Password);
    m_given->setPlaceholderText(tr("A new, random one"));
    m_given->setAccessibleName(tr("Key"));
    m_givenHint->setField(m_given);
    form().addRow(tr("&Key"), m_given, m_givenHint);
    m_prefix->setAccessibleName(tr("Prefix of the key"));
    m_prefixHint->setField(m_prefix);
    form().addRow(tr("&Prefix"), m_prefix, m_prefixHint);
    m_count->setRange(1, MostAtOnce);
    for (QWidget *named : {static_cast<QWidget *>(m_count), m_count->findChild<QWidget *>()})
        named->setAccessibleName(tr("How many keys")); // its line has the focus
    m_countHint->setField(m_count);
    form().addRow(tr("How man&y"), m_count, m_countHint);
    tabInLayoutOrder(*this);
    connect(m_given, &QLineEdit::textChanged, this, &CreateKeyDialog::checkGiven);
    connect(m_prefix, &QLineEdit::textChanged, this, &CreateKeyDialog::checkPrefix);
    connect(m_count, &QSpinBox::valueChanged, this, &CreateKeyDialog::showCount);
    connect(&form(), &KeyForm::changed, this, &CreateKeyDialog::showCount);
    checkPrefix();
    checkGiven();
    showCount();
}

QString CreateKeyDialog::given() const
{
    return m_given->text().trimmed(); // copying takes blanks along
}

void CreateKeyDialog::checkGiven()
{
    const QString key = given();
    FieldHint hint{theme::Role::Neutral, tr("Or paste one that somebody uses already.")};
    if (const Result<QString> usable = checkKey(key); !key.isEmpty() && !usable)
        hint = {theme::Role::Danger, usable.error().message};
    else if (!key.isEmpty() && m_isKnown(key))
        hint = {theme::Role::Danger, tr("The store has this key already.")};
    else if (!key.isEmpty())
        hint.text = tr("The key %1 is taken as it is.").arg(maskedKey(key));
    m_givenHint->setHint(hint);
    for (QWidget *each : std::initializer_list<QWidget *>{m_prefix, m_count}) {
        each->setEnabled(key.isEmpty());
        each->setToolTip(key.isEmpty() ? QString() : tr("A given key is one, as it is."));
    }
    if (!key.isEmpty())
        m_count->setValue(1);
    updateButton();
}

void CreateKeyDialog::startFrom(const ApiKey &record)
{
    const auto text = [&](KeyField field) {
        const JsonValue value = record.value(field);
        return value.isString() ? value.toString() : QString::fromUtf8(value.text());
    };
    form().setText(KeyForm::Name, tr("%1 (copy)").arg(record.name()));
    form().setText(KeyForm::Limit, text(KeyField::TokenLimitPer5h));
    form().setText(KeyForm::Expiry, text(KeyField::ExpiryDate));
    form().setText(KeyForm::Model, text(KeyField::Model));
    form().focusFirst();
    m_prefix->setText(keyPrefix(record.key()));
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

void CreateKeyDialog::showCount()
{
    const int count = m_count->value();
    const QString name = form().text(KeyForm::Name).trimmed();
    const QStringList names = numberedNames(name.isEmpty() ? tr("Name") : name, count);
    m_countHint->setHint({theme::Role::Neutral,
        count == 1 ? QString()
                   : tr("They are called “%1” to “%2”, and are made in one write.")
                         .arg(displayText(names.constFirst()), displayText(names.constLast()))});
    setVerb(count == 1 ? tr("Create key") : tr("Create %1").arg(keyCount(count)));
}

bool CreateKeyDialog::isReady() const
{
    const HintLabel *hint = given().isEmpty() ? m_prefixHint : m_givenHint;
    return form().isAcceptable() && hint->hint().isAcceptable();
}

std::shared_ptr<const Command> CreateKeyDialog::makeCommand()
{
    const qint64 now = clock().nowMs();
    NewKey key;
    key.model = checkModel(form().text(KeyForm::Model)).value_or(QString());
    key.tokenLimitPer5h = checkLimit(form().text(KeyForm::Limit)).value_or(0);
    key.expiryDate = checkExpiry(form().text(KeyForm::Expiry), now).value_or(QString());
    key.createdAt = toIsoString(now);
    m_newKeys.clear();
    const QString name = checkName(form().text(KeyForm::Name)).value_or(QString());
    for (const QString &each : numberedNames(name, m_count->value())) {
        key.key = given().isEmpty() ? generateKey(m_prefix->text()) : given();
        key.name = each;
        m_newKeys.push_back(key);
    }
    return std::make_shared<CreateKeys>(m_newKeys);
}

} // namespace keydeck
