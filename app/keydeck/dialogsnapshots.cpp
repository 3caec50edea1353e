// The pictures of the dialogs about keys.
#include "app/keydeck/snapshots.h"

#include "app/keydeck/snapshotpicture.h"
#include "core/rules/validator.h"
#include "ui/changes/trashdialog.h"
#include "ui/keys/createdkeycard.h"
#include "ui/keys/keyspage.h"
#include "ui/keys/keystable.h"
#include "ui/window/workarea.h"

#include <QAction>

#include <algorithm>
#include <utility>

namespace keydeck {

using namespace Qt::StringLiterals;

void Snapshots::planDialogs()
{
    addStep(u"edit"_s, [this] {
        window().workArea().keysPage().search({});
        selectKeys(1);
        window().actions().edit->trigger();
    });
    addStep(u"bulk-edit"_s, [this] {
        selectKeys(SeveralKeys);
        window().actions().edit->trigger();
    });
    const Actions &actions = window().actions();
    const std::pair<QString, QAction *> dialogs[] = {{u"rotate"_s, actions.rotate},
        {u"notes"_s, actions.notes}, {u"profile"_s, actions.newProfile},
        {u"shortcuts"_s, actions.shortcuts}, {u"create"_s, actions.create}};
    for (const auto &[page, action] : dialogs) {
        addStep(page, [this, action = action] {
            selectKeys(1);
            action->trigger();
        });
    }
    addStep(
        u"trash"_s, [this] { window().actions().trash->trigger(); },
        [this] {
            const auto *trash = qobject_cast<TrashDialog *>(openDialog(window()));
            return !trash || trash->isListed();
        });
    addStep(u"created"_s, [this] {
        // Nothing is written for a picture: this key is in no store.
        const NewKey key{generateKey(), tr("New colleague"), {}, 100'000, {}, {}};
        auto *card = new CreatedKeyCard(key, m_options.gateway, &window());
        card->open();
    });
}

/// The current one and those below it.
void Snapshots::selectKeys(int count)
{
    auto *table = window().workArea().keysPage().findChild<KeysTable *>();
    const int first = std::max(0, table->currentIndex().row());
    table->selectionModel()->clearSelection();
    for (int row = first; row < std::min(first + count, table->model()->rowCount()); ++row)
        table->selectionModel()->select(
            table->model()->index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
}

} // namespace keydeck
