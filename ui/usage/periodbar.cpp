#include "ui/usage/periodbar.h"

#include "ui/usage/usagetext.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QButtonGroup>
#include <QDateEdit>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

using Kind = PeriodChoice::Kind;

constexpr int UsualDays = 14; ///< of the dates, before anybody chose any

} // namespace

PeriodBar::PeriodBar(QWidget *parent)
    : QWidget(parent)
    , m_buttons(new QButtonGroup(this))
    , m_dates(new QWidget(this))
    , m_first(newDate(tr("First day")))
    , m_last(newDate(tr("Last day")))
{
    auto *dates = new QHBoxLayout(m_dates);
    dates->setContentsMargins(0, 0, 0, 0);
    dates->setSpacing(theme::Tight);
    dates->addWidget(m_first);
    dates->addWidget(new TextLabel(TextLabel::Style::Quiet, u"–"_s, m_dates));
    dates->addWidget(m_last);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_dates);
    row->addSpacing(theme::Related);
    addButton(Kind::Hours, tr("24 h"), tr("The last 24 hours"));
    addButton(Kind::Week, tr("7 d"), tr("Today and the 6 days before"));
    addButton(Kind::Month, tr("30 d"), tr("Today and the 29 days before"));
    addButton(Kind::Dates, tr("Dates"), tr("From one day to another"));
    m_buttons->button(int(Kind::Week))->setChecked(true);
    tabToTheChecked(m_buttons->buttons());
    m_told = choice();
    showDates();
    connect(m_buttons, &QButtonGroup::idClicked, this, [this] {
        showDates();
        tell();
    });
    connect(m_first, &QDateEdit::dateChanged, this, &PeriodBar::tell);
    connect(m_last, &QDateEdit::dateChanged, this, &PeriodBar::tell);
}

void PeriodBar::addButton(Kind kind, const QString &text, const QString &toolTip)
{
    auto *button = new QToolButton(this);
    const QKeySequence shortcut(Qt::ALT | Qt::Key(Qt::Key_1 + int(kind)));
    button->setText(text);
    button->setToolTip(u"%1 (%2)"_s.arg(toolTip, shortcut.toString(QKeySequence::NativeText)));
    button->setAccessibleName(toolTip);
    button->setShortcut(shortcut);
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    m_buttons->addButton(button, int(kind));
    layout()->addWidget(button);
}

QDateEdit *PeriodBar::newDate(const QString &name)
{
    auto *date = new QDateEdit(m_dates);
    date->setDisplayFormat(u"yyyy-MM-dd"_s);
    date->setCalendarPopup(true);
    date->setKeyboardTracking(false); // half a date is none
    date->setAccessibleName(name);
    date->findChild<QLineEdit *>()->setAccessibleName(name);
    date->setToolTip(name);
    return date;
}

void PeriodBar::setNow(qint64 nowMs)
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(nowMs).date();
    if (m_last->maximumDate() == today) {
        return;
    }
    const QSignalBlocker first(m_first);
    const QSignalBlocker last(m_last);
    m_first->setMaximumDate(today);
    m_last->setMaximumDate(today);
    if (!m_isDated) {
        m_isDated = true;
        m_last->setDate(today);
        m_first->setDate(today.addDays(1 - UsualDays));
    }
}

PeriodChoice PeriodBar::choice() const
{
    const auto kind = Kind(m_buttons->checkedId());
    if (kind != Kind::Dates) {
        return {kind};
    }
    return {
        kind, std::min(m_first->date(), m_last->date()), std::max(m_first->date(), m_last->date())};
}

void PeriodBar::setChoice(const PeriodChoice &choice)
{
    if (choice.kind == Kind::Dates) {
        const QSignalBlocker first(m_first);
        const QSignalBlocker last(m_last);
        m_isDated = true;
        m_first->setDate(choice.first);
        m_last->setDate(choice.last);
    }
    m_buttons->button(int(choice.kind))->setChecked(true);
    showDates();
    tell();
}

void PeriodBar::showDates()
{
    m_dates->setVisible(m_buttons->checkedId() == int(Kind::Dates));
}

void PeriodBar::tell()
{
    const PeriodChoice now = choice();
    if (now != m_told) {
        m_told = now;
        Q_EMIT choiceChanged(now);
    }
}

} // namespace keydeck
