#include "ui/keys/keysstack.h"

#include "ui/keys/keycelldelegate.h"
#include "ui/keys/keyfilter.h"
#include "ui/keys/keytext.h"
#include "ui/widgets/actionbutton.h"
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
    , m_unusable(new EmptyState)
    , m_noKeys(new EmptyState(tr("No keys yet"),
          tr("This store is empty: the gateway refuses every request until there is a key.")))
    , m_noMatch(new EmptyState)
{
    const auto add = [](EmptyState &state, const QString &text, QAction &action) {
        bindToAction(*state.addButton(text), action);
    };
    add(*m_unusable, tr("Read it again"), *actions.reload);
    add(*m_unusable, tr("See what can be done"), *actions.pages[Actions::HealthPageNumber]);
    add(*m_noKeys, actions.create->text().remove(u'&'), *actions.create);
    add(*m_noKeys, actions.importKeys->text().remove(u'&'), *actions.importKeys);
    auto *clear = m_noMatch->addButton(tr("Clear search"));
    connect(clear, &QPushButton::clicked, this, &KeysStack::clearRequested);
    for (QWidget *page :
        std::initializer_list<QWidget *>{m_table, m_loading, m_unusable, m_noKeys, m_noMatch})
        addWidget(page);
}

void KeysStack::follow(const KeyFilter &filter, bool isLoaded, const QString &problem)
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
    } else if (!problem.isEmpty()) {
        m_unusable->setTexts(tr("The keys cannot be read"), problem);
        setCurrentWidget(m_unusable);
    } else {
        setCurrentWidget(isLoaded ? static_cast<QWidget *>(m_noKeys) : m_loading);
    }
}

} // namespace keydeck
