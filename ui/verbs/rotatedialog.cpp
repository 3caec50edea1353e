#include "ui/verbs/rotatedialog.h"

#include "core/base/format.h"
#include "core/rules/grace.h"
#include "core/rules/jsvalue.h"
#include "ui/keys/hintlabel.h"
#include "ui/keys/keytext.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/textlabel.h"

#include <QButtonGroup>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

const QString Graces[] = {u"0"_s, u"1h"_s, u"24h"_s, u"7d"_s};
constexpr int UsualGrace = 2;
constexpr int OtherGrace = int(std::size(Graces));

} // namespace

RotateDialog::RotateDialog(const ApiKey &key, const Clock &clock, QWidget *parent)
    : QDialog(parent)
    , m_clock(clock)
    , m_expiresMs(jsDateMs(key.value(KeyField::ExpiryDate)))
    , m_bar(new MessageBar(this))
    , m_choices(new QButtonGroup(this))
    , m_date(new QLineEdit(this))
    , m_hint(new HintLabel(this))
{
    setWindowTitle(tr("Rotate %1").arg(displayName(key)));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *heading = new TextLabel(TextLabel::Style::Title, windowTitle(), this);
    heading->setElided(true);
    auto *sentence = new TextLabel(TextLabel::Style::Quiet,
        tr("A new key takes over name, model, limit and expiry. The old one goes on for a while, "
           "as “%1 (old)”, so that whoever uses it can change over.")
            .arg(displayName(key)),
        this);
    sentence->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_rotate = buttons->addButton(tr("Rotate"), QDialogButtonBox::AcceptRole);
    m_rotate->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &RotateDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Page, theme::Page, theme::Page, theme::Group);
    column->setSpacing(theme::Related);
    column->addWidget(heading);
    column->addWidget(sentence);
    column->addWidget(m_bar);
    column->addSpacing(theme::Related);
    column->addWidget(new TextLabel(TextLabel::Style::Heading, tr("The old key ends"), this));
    addChoices(column);
    column->addWidget(m_hint);
    column->addStretch(1);
    column->addSpacing(theme::Related);
    column->addWidget(buttons);
    tabInLayoutOrder(*this);
    showHint();
}

void RotateDialog::addChoices(QVBoxLayout *column)
{
    const QString texts[]
        = {tr("at &once"), tr("in &1 hour"), tr("in &24 hours"), tr("in &7 days"), tr("&at")};
    for (int id = 0; id <= OtherGrace; ++id) {
        auto *choice = new QRadioButton(texts[id], this);
        m_choices->addButton(choice, id);
        if (id < OtherGrace) {
            column->addWidget(choice);
            continue;
        }
        m_date->setPlaceholderText(tr("2027-12-31, or an ISO time"));
        m_date->setAccessibleName(tr("When the old key ends"));
        m_hint->setField(m_date);
        auto *row = new QHBoxLayout;
        row->setSpacing(theme::Related);
        row->addWidget(choice);
        row->addWidget(m_date, 1);
        column->addLayout(row);
    }
    m_choices->button(UsualGrace)->setChecked(true);
    tabToTheChecked(m_choices->buttons());
    m_choices->button(UsualGrace)->setFocus();
    connect(m_choices, &QButtonGroup::idToggled, this, &RotateDialog::showHint);
    connect(m_date, &QLineEdit::textChanged, this, [this] {
        m_choices->button(OtherGrace)->setChecked(true);
        showHint();
    });
}

QString RotateDialog::grace() const
{
    const int chosen = m_choices->checkedId();
    return chosen == OtherGrace ? m_date->text() : Graces[chosen];
}

void RotateDialog::showHint()
{
    const qint64 now = m_clock.nowMs();
    const Result<qint64> ends = graceEnd(grace(), now);
    FieldHint hint;
    if (!ends) {
        hint = {theme::Role::Danger, ends.error().message};
    } else if (*ends <= now) {
        hint = {theme::Role::Warning,
            tr("Whoever still uses the old key is answered 403 from now on.")};
    } else if (m_expiresMs && *m_expiresMs < *ends) {
        hint = {theme::Role::Neutral,
            tr("It expires on %1 by itself, before that.").arg(formatExact(*m_expiresMs))};
    } else {
        hint = {theme::Role::Neutral,
            tr("On %1, %2.").arg(formatExact(*ends), formatRelative(*ends, now))};
    }
    const bool isUntouched = m_choices->checkedId() == OtherGrace && m_date->text().isEmpty();
    m_rotate->setEnabled(!m_busy && hint.isAcceptable());
    if (isUntouched)
        hint.role = theme::Role::Neutral;
    m_hint->setHint(hint);
}

void RotateDialog::submit()
{
    const Result<qint64> ends = graceEnd(grace(), m_clock.nowMs());
    if (m_busy || !ends)
        return;
    m_bar->dismiss();
    setBusy(true);
    Q_EMIT rotateRequested(*ends);
}

void RotateDialog::showDone()
{
    accept();
}

void RotateDialog::showFailure(const Error &error)
{
    setBusy(false);
    m_bar->showMessage({theme::Role::Danger, error.message, {}, 0, true});
}

void RotateDialog::setBusy(bool busy)
{
    m_busy = busy;
    m_rotate->setText(busy ? tr("Rotating…") : tr("Rotate"));
    showHint();
}

} // namespace keydeck
