#include "ui/filters/savefilterdialog.h"

#include "core/base/format.h"
#include "ui/keys/hintlabel.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace keydeck {

SaveFilterDialog::SaveFilterDialog(
    const QString &query, const QList<SavedFilter> &others, QWidget *parent)
    : QDialog(parent)
    , m_others(others)
    , m_name(new QLineEdit(this))
    , m_hint(new HintLabel(this))
{
    setWindowTitle(tr("Save filter"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *searched = new TextLabel(TextLabel::Style::Fixed, displayText(query), this);
    searched->setWordWrap(true);
    auto *label = new QLabel(tr("&Name"), this);
    label->setBuddy(m_name);
    m_name->setAccessibleName(tr("Name"));
    m_hint->setField(m_name);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_save = buttons->addButton(tr("Save filter"), QDialogButtonBox::AcceptRole);
    m_save->setDefault(true);
    connect(m_name, &QLineEdit::textChanged, this, &SaveFilterDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Page, theme::Page, theme::Page, theme::Group);
    column->setSpacing(theme::Related);
    column->addWidget(new TextLabel(TextLabel::Style::Title, windowTitle(), this));
    column->addWidget(searched);
    column->addWidget(label);
    column->addWidget(m_name);
    column->addWidget(m_hint);
    column->addWidget(buttons);
    tabInLayoutOrder(*this);
    setMinimumWidth(sizeHint().height() * 2);
    m_name->setFocus();
    check();
}

QString SaveFilterDialog::name() const
{
    return checkFilterName(m_name->text(), m_others).value_or(QString());
}

void SaveFilterDialog::check()
{
    const Result<QString> name = checkFilterName(m_name->text(), m_others);
    m_save->setEnabled(name.has_value());
    const bool isUntouched = m_name->text().isEmpty();
    FieldHint hint;
    if (!name && !isUntouched)
        hint = {theme::Role::Danger, name.error().message};
    else
        hint.text = tr("It stands below Keys, with how many keys it finds.");
    m_hint->setHint(hint);
}

} // namespace keydeck
