#include "ui/keys/editkeydialog.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/command/editkeys.h"
#include "ui/keys/keytext.h"
#include "ui/widgets/messagebar.h"

namespace keydeck {

namespace {

constexpr KeyForm::Field Fields[]
    = {KeyForm::Name, KeyForm::Limit, KeyForm::Expiry, KeyForm::Model};

/// The value as somebody would type it: a string's content, anything else as it stands.
QString editable(const JsonValue &value)
{
    return value.isString() ? value.toString() : QString::fromUtf8(value.text());
}

} // namespace

EditKeyDialog::EditKeyDialog(
    const Subject &subject, const QStringList &models, const Clock &clock, QWidget *parent)
    : KeyFormDialog({tr("Edit %1").arg(displayName(subject.record)), maskedKey(subject.ref.key),
                        tr("Save"), tr("Saving…")},
        models, clock, parent)
    , m_ref(subject.ref)
    , m_record(subject.record.detached())
{
    for (const KeyForm::Field field : Fields)
        keep(field);
    updateButton();
}

void EditKeyDialog::keep(KeyForm::Field field)
{
    const JsonValue value = m_record.value(KeyForm::storeField(field));
    FieldHint hint;
    if (field == KeyForm::Limit)
        hint = keptLimitHint(value);
    else if (field == KeyForm::Expiry)
        hint = keptExpiryHint(value, clock().nowMs());
    else if (field == KeyForm::Model)
        hint = modelHint(editable(value));
    if (!hint.isAcceptable())
        hint.role = theme::Role::Warning;
    form().setKept(field, editable(value), hint);
}

void EditKeyDialog::followRecord(const ApiKey &record)
{
    const ApiKey before = std::exchange(m_record, record.detached());
    QStringList notes;
    QList<KeyForm::Field> theirs;
    for (const KeyForm::Field field : Fields) {
        const JsonValue now = m_record.value(KeyForm::storeField(field));
        if (now.text() == before.value(KeyForm::storeField(field)).text())
            continue;
        if (form().isKept(field)) {
            keep(field);
            continue;
        }
        const QString typed = form().text(field);
        keep(field);
        form().setText(field, typed);
        theirs.append(field);
        notes.append(
            tr("Somebody set “%1” to “%2” meanwhile, and you to “%3”: saving replaces theirs.")
                .arg(form().label(field), displayText(editable(now)), displayText(typed)));
    }
    if (!notes.isEmpty())
        messageBar().showMessage({theme::Role::Warning, notes.join(u' '),
            {{tr("Take theirs"), [this, theirs] { takeTheirs(theirs); }}}, 0, true});
    updateButton();
}

void EditKeyDialog::takeTheirs(const QList<KeyForm::Field> &fields)
{
    for (const KeyForm::Field field : fields)
        keep(field);
    messageBar().dismiss();
    updateButton();
}

void EditKeyDialog::noteGone()
{
    if (std::exchange(m_gone, true))
        return;
    messageBar().showMessage({theme::Role::Danger,
        tr("This key is not in the store any more: somebody deleted it. What is typed here can "
           "still be copied."),
        {}, 0, false});
    updateButton();
}

bool EditKeyDialog::isReady() const
{
    const bool changed = std::any_of(std::begin(Fields), std::end(Fields),
        [this](KeyForm::Field field) { return !form().isKept(field); });
    return changed && !m_gone && form().isAcceptable();
}

std::shared_ptr<const Command> EditKeyDialog::makeCommand()
{
    EditKeys::Edit edit{m_ref, {}, m_record.name()};
    for (const KeyForm::Field field : Fields) {
        if (form().isKept(field))
            continue;
        edit.fields.push_back({KeyForm::storeField(field), form().json(field),
            m_record.value(KeyForm::storeField(field)).text().toByteArray()});
    }
    return std::make_shared<EditKeys>(std::vector{std::move(edit)});
}

} // namespace keydeck
