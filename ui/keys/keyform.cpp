#include "ui/keys/keyform.h"

#include "core/rules/validator.h"
#include "ui/keys/hintlabel.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace keydeck {

namespace {

constexpr int ExpiryPresets[] = {7, 30, 90, 365};
constexpr int FieldWidth = 420;
constexpr int DateWidth = 180;

} // namespace

KeyForm::KeyForm(const QStringList &models, const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_layout(new QFormLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setHorizontalSpacing(theme::Group);
    m_layout->setVerticalSpacing(theme::Tight);
    m_layout->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);

    auto *name = new QLineEdit(this);
    auto *limit = new QLineEdit(this);
    limit->setPlaceholderText(tr("Tokens per five hours, like 100,000 or 1.5M"));
    auto *expiry = new QLineEdit(this);
    expiry->setPlaceholderText(tr("2027-12-31, an ISO time, or +30d"));
    m_model = new QComboBox(this); // with its line, or Shift+Tab would come to that out of turn
    m_model->setEditable(true);
    m_model->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_model->setInsertPolicy(QComboBox::NoInsert);
    m_model->addItem(QString());
    m_model->addItems(models);
    m_model->lineEdit()->setPlaceholderText(tr("The gateway's default"));

    addField(Name, tr("&Name"), name, name);
    addField(Limit, tr("Token &limit"), limit, limit);
    addField(Expiry, tr("E&xpires"), makeExpiryEditor(expiry), expiry);
    addField(Model, tr("&Model"), m_model, m_model->lineEdit());
    showHints();
}

void KeyForm::addField(Field field, const QString &label, QWidget *editor, QLineEdit *line)
{
    editor->setMinimumWidth(FieldWidth);
    auto *hintLabel = new HintLabel(this);
    QWidget *focused = line->focusProxy() ? line->focusProxy() : line; // a list has its line's
    hintLabel->setField(focused);
    m_layout->addRow(label, editor);
    m_layout->addRow(QString(), hintLabel);
    if (auto *buddy = qobject_cast<QLabel *>(m_layout->labelForField(editor)))
        buddy->setBuddy(focused);
    line->setAccessibleName(QString(label).remove(u'&'));
    m_rows[field].editor = editor;
    m_rows[field].line = line;
    m_rows[field].hint = hintLabel;
    connect(line, &QLineEdit::textChanged, this, [this, field] {
        m_rows[field].touched = true;
        showHints();
        Q_EMIT changed();
    });
}

QWidget *KeyForm::makeExpiryEditor(QLineEdit *line)
{
    line->setMinimumWidth(DateWidth);
    auto *editor = new QWidget(this);
    auto *row = new QHBoxLayout(editor);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::Tight);
    row->addWidget(line, 1);
    for (const int days : ExpiryPresets) {
        auto *preset = new QToolButton(editor);
        preset->setText(tr("+%1 d").arg(days));
        preset->setToolTip(tr("%1 days from now").arg(days));
        preset->setAccessibleName(tr("Expires %1 days from now").arg(days));
        connect(preset, &QToolButton::clicked, line,
            [line, days] { line->setText(QStringLiteral("+%1d").arg(days)); });
        row->addWidget(preset);
    }
    return editor;
}

QString KeyForm::label(Field field) const
{
    return m_rows[field].line->accessibleName();
}

QString KeyForm::text(Field field) const
{
    return m_rows[field].line->text();
}

void KeyForm::setText(Field field, const QString &text)
{
    m_rows[field].line->setText(text);
}

void KeyForm::setKept(Field field, const QString &text, const FieldHint &hint)
{
    Row &row = m_rows[field];
    row.hasKept = true;
    row.keptText = text;
    row.keptHint = hint;
    row.line->setText(text);
    row.keptText = row.line->text(); // what a line can hold of it
    row.line->setCursorPosition(0);
    showHints();
}

bool KeyForm::isKept(Field field) const
{
    const Row &row = m_rows[field];
    return row.hasKept && row.line->text() == row.keptText;
}

bool KeyForm::isAcceptable() const
{
    for (int field = 0; field < FieldCount; ++field) {
        if (!hint(Field(field)).isAcceptable())
            return false;
    }
    return true;
}

void KeyForm::setBlankKeeps(Field field, const QString &placeholder)
{
    m_rows[field].line->setPlaceholderText(placeholder);
    setKept(field, {});
}

void KeyForm::hideField(Field field)
{
    setKept(field, {});
    m_layout->setRowVisible(m_rows[field].editor, false);
    m_layout->setRowVisible(m_rows[field].hint, false);
}

void KeyForm::setFieldEnabled(Field field, bool enabled)
{
    m_rows[field].editor->setEnabled(enabled);
}

KeyField KeyForm::storeField(Field field)
{
    switch (field) {
    case Name:
        return KeyField::Name;
    case Limit:
        return KeyField::TokenLimitPer5h;
    case Expiry:
        return KeyField::ExpiryDate;
    default:
        return KeyField::Model;
    }
}

QByteArray KeyForm::json(Field field) const
{
    const QString typed = text(field);
    switch (field) {
    case Name:
        return jsonStringText(checkName(typed).value_or(typed));
    case Limit:
        return QByteArray::number(checkLimit(typed).value_or(0));
    case Expiry:
        return jsonStringText(checkExpiry(typed, m_clock.nowMs()).value_or(typed));
    default:
        break;
    }
    const QString model = checkModel(typed).value_or(typed);
    return model.isEmpty() ? QByteArray() : jsonStringText(model);
}

void KeyForm::focusFirst()
{
    for (const Row &row : m_rows) {
        if (row.editor->isVisibleTo(this)) {
            row.line->setFocus();
            row.line->selectAll();
            return;
        }
    }
}

void KeyForm::addRow(const QString &label, QWidget *editor, QWidget *hint)
{
    m_layout->addRow(label, editor);
    m_layout->addRow(QString(), hint);
}

FieldHint KeyForm::hint(Field field) const
{
    if (isKept(field))
        return m_rows[field].keptHint;
    switch (field) {
    case Name:
        return nameHint(text(Name));
    case Limit:
        return limitHint(text(Limit));
    case Expiry:
        return expiryHint(text(Expiry), m_clock.nowMs());
    default:
        return modelHint(text(Model));
    }
}

void KeyForm::showHints()
{
    for (int field = 0; field < FieldCount; ++field) {
        const Row &row = m_rows[size_t(field)];
        FieldHint shown = hint(Field(field));
        if (!row.touched && !shown.isAcceptable())
            shown.role = theme::Role::Neutral;
        if (row.hint)
            row.hint->setHint(shown);
    }
}

} // namespace keydeck
