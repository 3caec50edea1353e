#include "ui/keys/statusfilterbar.h"

#include "core/base/format.h"
#include "ui/keys/keyfilter.h"
#include "ui/keys/keytext.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace keydeck {

namespace {

constexpr KeyStatus Offered[] = {KeyStatus::Active, KeyStatus::NearLimit, KeyStatus::Blocked,
    KeyStatus::Expiring, KeyStatus::Expired, KeyStatus::Failing};

} // namespace

StatusFilterBar::StatusFilterBar(KeyFilter &filter, QWidget *parent)
    : QWidget(parent)
    , m_filter(filter)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::Tight);
    row->addWidget(addButton(std::nullopt));
    for (const KeyStatus status : Offered)
        row->addWidget(addButton(status));
    row->addStretch(1);
    connect(&filter, &KeyFilter::updated, this, &StatusFilterBar::update);
    update();
}

QToolButton *StatusFilterBar::addButton(std::optional<KeyStatus> status)
{
    auto *button = new QToolButton(this);
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setToolTip(status ? tr("Show only keys with the status “%1”").arg(statusWord(*status))
                              : tr("Show keys of every status"));
    connect(button, &QToolButton::clicked, this, [this, status] {
        Q_EMIT choosing();
        m_filter.setStatus(m_filter.status() == status ? std::nullopt : status);
        update();
    });
    m_buttons.append({status, button});
    return button;
}

void StatusFilterBar::update()
{
    int all = 0;
    for (const KeyStatus status : AllKeyStatuses)
        all += m_filter.count(status);
    for (const auto &[status, button] : m_buttons) {
        const int count = status ? m_filter.count(*status) : all;
        const QString word = status ? statusWord(*status) : tr("All");
        button->setText(QStringLiteral("%1  %2").arg(word, formatCount(count)));
        button->setAccessibleName(tr("%1: %2").arg(word, keyCount(count)));
        button->setChecked(m_filter.status() == status);
        if (status == KeyStatus::Failing)
            button->setVisible(count > 0 || button->isChecked());
    }
}

} // namespace keydeck
