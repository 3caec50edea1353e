#include "ui/health/clearlockdialog.h"

#include "core/base/format.h"
#include "ui/health/lockcard.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/textlabel.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int TextWidth = 520;

TextLabel *newText(TextLabel::Style style, const QString &text, QWidget *parent)
{
    auto *label = new TextLabel(style, text, parent);
    label->setWordWrap(true);
    label->setMinimumWidth(TextWidth);
    return label;
}

} // namespace

ClearLockDialog::ClearLockDialog(const LockReport &report, const QString &gateway, QWidget *parent)
    : QDialog(parent)
    , m_report(report)
    , m_changed(new Notice(this))
    , m_word(new QCheckBox(tr("&The gateway is stopped, or I have checked that it does not hold "
                              "this lock"),
          this))
{
    setWindowTitle(tr("Clear the lock"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_changed->hide();
    m_word->setToolTip(tr("A lock that is taken from a gateway at work loses usage."));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_clear = buttons->addButton(tr("Clear lock"), QDialogButtonBox::DestructiveRole);
    m_clear->setAutoDefault(false);
    connect(m_clear, &QPushButton::clicked, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_word, &QCheckBox::toggled, this, &ClearLockDialog::updateButton);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Page, theme::Page, theme::Page, theme::Group);
    column->setSpacing(theme::Related);
    column->addWidget(new TextLabel(TextLabel::Style::Title, tr("Clear the lock?"), this));
    column->addWidget(newText(TextLabel::Style::Quiet, displayText(report.path), this));
    column->addWidget(newText(TextLabel::Style::Body, evidenceLines(report), this));
    if (!gateway.isEmpty())
        column->addWidget(new Notice(theme::Role::Warning, Mark::Triangle, gateway, this));
    column->addWidget(m_changed);
    column->addSpacing(theme::Related);
    column->addWidget(m_word);
    column->addStretch(1);
    column->addWidget(buttons);
    tabInLayoutOrder(*this);
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setFocus();
    updateButton();
}

void ClearLockDialog::followLock(const LockReport &report)
{
    if (!m_isTheSame || (report.lock.identity == m_report.lock.identity && report.clearable()))
        return;
    m_isTheSame = false;
    m_changed->setNotice(theme::Role::Info, Mark::Info,
        tr("The lock has changed since: somebody is at work with it. There is nothing to clear."));
    m_changed->show();
    m_word->setEnabled(false);
    updateButton();
}

void ClearLockDialog::updateButton()
{
    m_clear->setEnabled(m_isTheSame && m_word->isChecked());
}

} // namespace keydeck
