#include "ui/keys/bulkeditdialog.h"

#include "core/base/format.h"
#include "core/rules/jsdate.h"
#include "ui/keys/hintlabel.h"
#include "ui/keys/keytext.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/textlabel.h"

#include <QCheckBox>

namespace keydeck {

namespace {

constexpr int PreviewWidth = 420;
constexpr KeyForm::Field Fields[] = {KeyForm::Limit, KeyForm::Expiry, KeyForm::Model};

/// A value as people read it.
QString readable(KeyForm::Field field, const QByteArray &json)
{
    const JsonValue value(json);
    if (value.isMissing())
        return BulkEditDialog::tr("none");
    if (field == KeyForm::Limit && value.kind() == JsonKind::Number)
        return formatCount(value.toNumber());
    if (const auto atMs = parseJsDate(value.toString()); field == KeyForm::Expiry && atMs)
        return formatExact(*atMs);
    return displayText(value.isString() ? value.toString() : QString::fromUtf8(value.text()));
}

QString placeholder(KeyForm::Field field, const std::vector<HeldValue> &held)
{
    if (held.empty())
        return {};
    const QString most = readable(field, held.front().json);
    if (held.size() == 1)
        return BulkEditDialog::tr("Unchanged: %1").arg(most);
    const QString mostly
        = BulkEditDialog::tr("Unchanged: %1 (%2)").arg(most, keyCount(held.front().count));
    return held.size() == 2
        ? BulkEditDialog::tr("%1, and another value").arg(mostly)
        : BulkEditDialog::tr("%1, and %2 other values").arg(mostly).arg(held.size() - 1);
}

QString labelOf(KeyForm::Field field)
{
    switch (field) {
    case KeyForm::Limit:
        return BulkEditDialog::tr("The token limit");
    case KeyForm::Expiry:
        return BulkEditDialog::tr("The expiry");
    default:
        return BulkEditDialog::tr("The model");
    }
}

std::vector<KeyRef> refsOf(const std::vector<BulkEdit::Subject> &records)
{
    std::vector<KeyRef> refs;
    for (const BulkEdit::Subject &record : records)
        refs.push_back(record.ref);
    return refs;
}

} // namespace

BulkEditDialog::BulkEditDialog(
    const Subjects &subjects, const QStringList &models, const Clock &clock, QWidget *parent)
    : KeyFormDialog({tr("Edit %1").arg(keyCount(qsizetype(subjects.records.size()))), {},
                        tr("Change"), tr("Changing…")},
        models, clock, parent)
    , m_refs(refsOf(subjects.records))
    , m_defaultModel(new QCheckBox(tr("&Remove the model: the gateway's default applies"), this))
    , m_preview(new TextLabel(TextLabel::Style::Body, this))
    , m_effect(new HintLabel(this))
{
    form().hideField(KeyForm::Name);
    form().addRow({}, m_defaultModel, new HintLabel(this));
    m_preview->setWordWrap(true);
    m_preview->setFixedWidth(PreviewWidth);
    m_preview->setObjectName(QStringLiteral("bulkPreview"));
    form().addRow(tr("Changes"), m_preview, m_effect);
    tabInLayoutOrder(*this);
    takeOver(subjects);
    for (const KeyForm::Field field : Fields)
        form().setBlankKeeps(field, placeholder(field, m_edit.held(KeyForm::storeField(field))));
    connect(&form(), &KeyForm::changed, this, &BulkEditDialog::showPreview);
    connect(m_defaultModel, &QCheckBox::toggled, this, [this](bool isDefault) {
        form().setFieldEnabled(KeyForm::Model, !isDefault);
        showPreview();
    });
    form().focusFirst();
    showPreview();
}

void BulkEditDialog::follow(const Subjects &subjects)
{
    takeOver(subjects);
    showPreview();
}

void BulkEditDialog::takeOver(const Subjects &subjects)
{
    m_edit = BulkEdit(subjects.records);
    m_open = subjects.open;
}

void BulkEditDialog::fillEdit()
{
    for (const KeyForm::Field field : Fields) {
        if (form().isKept(field) || !form().isAcceptable(field))
            m_edit.leave(KeyForm::storeField(field));
        else
            m_edit.set(KeyForm::storeField(field), form().json(field));
    }
    if (m_defaultModel->isChecked())
        m_edit.set(KeyField::Model, {});
}

void BulkEditDialog::showPreview()
{
    fillEdit();
    QStringList lines;
    for (const KeyForm::Field field : Fields) {
        if (m_edit.isSet(KeyForm::storeField(field)))
            lines.append(changeLine(field));
    }
    lines.append(summary());
    m_preview->setText(lines.join(u'\n'));
    m_preview->setMinimumHeight(m_preview->heightForWidth(PreviewWidth));
    const bool hasLimit = m_edit.isSet(KeyField::TokenLimitPer5h);
    const QString effect = hasLimit
        ? effectSentence(m_open, JsonValue(form().json(KeyForm::Limit)).toNumber())
        : QString();
    m_effect->setHint({effect.isEmpty() ? theme::Role::Neutral : theme::Role::Warning, effect});
    setVerb(tr("Change %1").arg(keyCount(m_edit.changedRecords())));
    updateButton();
}

QString BulkEditDialog::changeLine(KeyForm::Field field) const
{
    const KeyField stored = KeyForm::storeField(field);
    const bool isRemoved = field == KeyForm::Model && m_defaultModel->isChecked();
    const QString value
        = isRemoved ? tr("the gateway's default") : readable(field, form().json(field));
    const qsizetype changed = m_edit.changesOf(stored);
    const qsizetype same = m_edit.size() - changed;
    if (changed == 0)
        return tr("%1 is %2 already.").arg(labelOf(field), value);
    const QString line = tr("%1 becomes %2 for %3").arg(labelOf(field), value, keyCount(changed));
    return same == 0 ? line + u'.' : tr("%1; %2 already so.").arg(line, keyCount(same));
}

QString BulkEditDialog::summary() const
{
    const qsizetype gone = qsizetype(m_refs.size()) - m_edit.size();
    const QString missing
        = gone == 0 ? QString() : tr("Deleted meanwhile: %1.").arg(keyCount(gone));
    const bool hasAny = std::any_of(std::begin(Fields), std::end(Fields),
        [this](KeyForm::Field field) { return m_edit.isSet(KeyForm::storeField(field)); });
    if (!hasAny)
        return joinSentences({tr("Nothing is filled in yet: every key stays as it is."), missing});
    const qsizetype changed = m_edit.changedRecords();
    if (changed == 0)
        return joinSentences({tr("No key changes: all have these values already."), missing});
    return joinSentences({tr("%1 of %2 will change, in one write, which can be undone as one.")
                              .arg(formatCount(double(changed)), keyCount(m_edit.size())),
        missing});
}

bool BulkEditDialog::isReady() const
{
    return form().isAcceptable() && m_edit.changedRecords() > 0;
}

std::shared_ptr<const Command> BulkEditDialog::makeCommand()
{
    fillEdit(); // a length of time counts from now
    return std::make_shared<EditKeys>(m_edit.edits());
}

} // namespace keydeck
