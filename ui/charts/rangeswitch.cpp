#include "ui/charts/rangeswitch.h"

#include "ui/widgets/taborder.h"
#include "ui/widgets/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

namespace keydeck {

namespace {

constexpr HistoryRange AllRanges[] = {HistoryRange::Day, HistoryRange::Week, HistoryRange::Month,
    HistoryRange::Year, HistoryRange::All};

int daysOf(HistoryRange range)
{
    switch (range) {
    case HistoryRange::Day:
        return 1;
    case HistoryRange::Week:
        return 7;
    case HistoryRange::Month:
        return 30;
    case HistoryRange::Year:
        return 365;
    case HistoryRange::All:
        return 100 * 365; // longer than anybody has been recording
    }
    return 1;
}

QString buttonText(HistoryRange range)
{
    switch (range) {
    case HistoryRange::Day:
        return RangeSwitch::tr("24 h");
    case HistoryRange::Year:
        return RangeSwitch::tr("1 y");
    case HistoryRange::All:
        return RangeSwitch::tr("All");
    default:
        return RangeSwitch::tr("%1 d").arg(daysOf(range));
    }
}

} // namespace

qint64 rangeMs(HistoryRange range)
{
    return daysOf(range) * 24LL * 60 * 60 * 1000;
}

QString rangePhrase(HistoryRange range)
{
    switch (range) {
    case HistoryRange::Day:
        return RangeSwitch::tr("in 24 hours");
    case HistoryRange::All:
        return RangeSwitch::tr("in all");
    default:
        return RangeSwitch::tr("in %1 days").arg(daysOf(range));
    }
}

RangeSwitch::RangeSwitch(QWidget *parent) : QWidget(parent), m_buttons(new QButtonGroup(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (const HistoryRange range : AllRanges) {
        auto *button = new QToolButton(this);
        const QKeySequence shortcut(Qt::ALT | Qt::Key(Qt::Key_1 + int(range)));
        button->setText(buttonText(range));
        button->setToolTip(
            tr("Show what happened %1 (%2)")
                .arg(rangePhrase(range), shortcut.toString(QKeySequence::NativeText)));
        button->setAccessibleName(rangePhrase(range));
        button->setShortcut(shortcut);
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        m_buttons->addButton(button, int(range));
        layout->addWidget(button);
    }
    m_buttons->button(int(UsualHistoryRange))->setChecked(true);
    tabToTheChecked(m_buttons->buttons());
    connect(m_buttons, &QButtonGroup::idClicked, this,
        [this](int id) { Q_EMIT rangeChanged(HistoryRange(id)); });
}

HistoryRange RangeSwitch::range() const
{
    return HistoryRange(m_buttons->checkedId());
}

} // namespace keydeck
