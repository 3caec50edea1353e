#include "ui/charts/rangeswitch.h"

#include "ui/widgets/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

namespace keydeck {

namespace {

constexpr HistoryRange AllRanges[] = {HistoryRange::Day, HistoryRange::Week, HistoryRange::Month};

int daysOf(HistoryRange range)
{
    switch (range) {
    case HistoryRange::Day:
        return 1;
    case HistoryRange::Week:
        return 7;
    case HistoryRange::Month:
        return 30;
    }
    return 1;
}

} // namespace

qint64 rangeMs(HistoryRange range)
{
    return daysOf(range) * 24LL * 60 * 60 * 1000;
}

QString rangePhrase(HistoryRange range)
{
    return range == HistoryRange::Day ? RangeSwitch::tr("in 24 hours")
                                      : RangeSwitch::tr("in %1 days").arg(daysOf(range));
}

RangeSwitch::RangeSwitch(QWidget *parent) : QWidget(parent), m_buttons(new QButtonGroup(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (const HistoryRange range : AllRanges) {
        auto *button = new QToolButton(this);
        const QKeySequence shortcut(Qt::ALT | Qt::Key(Qt::Key_1 + int(range)));
        button->setText(range == HistoryRange::Day ? tr("24 h") : tr("%1 d").arg(daysOf(range)));
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
    m_buttons->button(int(HistoryRange::Week))->setChecked(true);
    connect(m_buttons, &QButtonGroup::idClicked, this,
        [this](int id) { Q_EMIT rangeChanged(HistoryRange(id)); });
}

HistoryRange RangeSwitch::range() const
{
    return HistoryRange(m_buttons->checkedId());
}

} // namespace keydeck
