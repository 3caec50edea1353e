#include "ui/keys/keysstack.h"

#include "ui/keys/keycelldelegate.h"
#include "ui/keys/keyfilter.h"
#include "ui/keys/keytext.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/skeleton.h"
#include "ui/window/actions.h"

#include <QAction>
#include <QPushButton>

namespace keydeck {

KeysStack::KeysStack(QWidget *table, Actions &actions, QWidget *parent)
    : QStackedWidget(parent)
    , m_table(table)
    , m_loading(new Skeleton(tr("Reading the keys"), KeyCellDelegate::rowHeight(), this))
    , m_noKeys(new EmptyState(tr("No keys yet"),
          tr("This store is empty: the gateway refuses every request until there is a key.")))
    , m_noMatch(new EmptyState)
{
    auto *newKey = m_noKeys->addButton(actions.create->text().remove(u'&'));
    connect(newKey, &QPushButton::clicked, actions.create, &QAction::trigger);
    auto *importKeys = m_noKeys->addButton(actions.importKeys->text().remove(u'&'));
    connect(importKeys, &QPushButton::clicked, actions.importKeys, &QAction::trigger);
    auto *clear = m_noMatch->addButton(tr("Clear search"));
    connect(clear, &QPushButton::clicked, this, &KeysStack::clearRequested);
    for (QWidget *page : std::initializer_list<QWidget *>{m_table, m_loading, m_noKeys, m_noMatch})
        addWidget(page);
}

void KeysStack::follow(const KeyFilter &filter, bool isLoaded)
{
    const int keys = filter.sourceModel()->rowCount();
    const QString &search = filter.search();
    if (filter.rowCount() > 0) {
        setCurrentWidget(m_table);
    } else if (keys > 0 && filter.isBehind()) {
        // Nobody knows yet whether any matches.
    } else if (keys > 0) {
        m_noMatch->setTexts(tr("No key matches"),
            search.isEmpty() ? tr("No key has this status.")
                             : tr("None of %1 matches “%2”.").arg(keyCount(keys), search));
        setCurrentWidget(m_noMatch);
    } else {
        setCurrentWidget(isLoaded ? static_cast<QWidget *>(m_noKeys) : m_loading);
    }
}

} // namespace keydeck
