#include "ui/reports/templatebar.h"

#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>

namespace keydeck {

TemplateBar::TemplateBar(QWidget *parent) : QWidget(parent), m_names(new QComboBox(this))
{
    m_names->setEditable(true); // before the others, or Shift+Tab comes to its line out of turn
    m_keep = new QToolButton(this);
    m_forget = new QToolButton(this);
    m_names->setInsertPolicy(QComboBox::NoInsert);
    m_names->setAccessibleName(tr("Template"));
    m_names->lineEdit()->setAccessibleName(tr("Name of the template"));
    m_names->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_names->lineEdit()->setPlaceholderText(tr("A name to keep this under"));
    auto *label = new QLabel(tr("Te&mplate"), this);
    label->setBuddy(m_names);
    m_keep->setText(tr("Keep"));
    m_forget->setText(tr("Forget"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::Tight);
    row->addWidget(label);
    row->addWidget(m_names, 1);
    for (QToolButton *button : {m_keep, m_forget}) {
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
    }
    connect(m_names, &QComboBox::activated, this, [this](int index) {
        if (index >= 0 && index < m_templates.size())
            Q_EMIT chosen(m_templates[index].spec);
    });
    connect(m_names->lineEdit(), &QLineEdit::textChanged, this, &TemplateBar::follow);
    connect(m_names->lineEdit(), &QLineEdit::returnPressed, this, &TemplateBar::keep);
    connect(m_keep, &QToolButton::clicked, this, &TemplateBar::keep);
    connect(m_forget, &QToolButton::clicked, this,
        [this] { Q_EMIT forgetRequested(m_names->currentText().trimmed()); });
    follow();
}

void TemplateBar::setTemplates(const QList<ReportTemplate> &templates)
{
    const QSignalBlocker quiet(m_names);
    const QString text = m_names->currentText();
    m_templates = templates;
    m_names->clear();
    for (const ReportTemplate &each : templates)
        m_names->addItem(each.name);
    m_names->setCurrentIndex(-1);
    m_names->setEditText(text);
    follow();
}

void TemplateBar::keep()
{
    if (m_keep->isEnabled())
        Q_EMIT keepRequested(m_names->currentText().trimmed());
}

void TemplateBar::follow()
{
    const QString name = m_names->currentText().trimmed();
    const bool isThere = std::any_of(m_templates.begin(), m_templates.end(),
        [&name](const ReportTemplate &each) { return each.name == name; });
    m_keep->setEnabled(!name.isEmpty());
    m_keep->setToolTip(name.isEmpty() ? tr("Type a name first")
            : isThere                 ? tr("Replace the template of this name")
                                      : tr("Keep these choices under the name"));
    m_forget->setEnabled(isThere);
    m_forget->setToolTip(
        isThere ? tr("Forget the template of this name") : tr("There is no template of this name"));
}

} // namespace keydeck
