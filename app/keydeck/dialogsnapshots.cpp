// The pictures of the dialogs about keys.
#include "app/keydeck/snapshots.h"

#include "app/keydeck/snapshotpicture.h"
#include "core/rules/validator.h"
#include "ui/changes/trashdialog.h"
#include "ui/import/importdialog.h"
#include "ui/keys/createdkeycard.h"
#include "ui/keys/keyspage.h"
#include "ui/keys/keystable.h"
#include "ui/window/workarea.h"

#include <QAction>
#include <QFile>

#include <algorithm>
#include <utility>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

/// A list of keys with a little of everything. Returns its path.
QString madeUpList(const QString &path)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(
            "Name;API key;Limit;Expires;Model;Tags;Owner\n"
            "Ada Lovelace;;250k;+90d;;research;Analytics\n"
            "Grace Hopper;pk_moved_from_elsewhere_0001;1.5M;2031-12-31;glm-4.7;prod;Compilers\n"
            "Alan Turing;;60.000;+30d;;;\n"
            "Edsger Dijkstra;;;31.12.2031;;;\n"
            "Barbara Liskov;;;;glm-4.5-air;research,prod;Types\n"
            "Old pilot;;5000;2024-01-01;;;\n");
    return path;
}

} // namespace

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
    const std::pair<QString, QAction *> dialogs[]
        = {{u"rotate"_s, actions.rotate}, {u"notes"_s, actions.notes},
            {u"profile"_s, actions.newProfile}, {u"shortcuts"_s, actions.shortcuts},
            {u"change-shortcuts"_s, actions.changeShortcuts}, {u"create"_s, actions.create}};
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
    addStep(
        u"import"_s,
        [this] {
            window().actions().importKeys->trigger();
            if (auto *dialog = qobject_cast<ImportDialog *>(openDialog(window())))
                dialog->readFile(madeUpList(m_scratch.filePath(u"staff.csv"_s)));
        },
        [this] {
            const auto *dialog = qobject_cast<ImportDialog *>(openDialog(window()));
            return !dialog || dialog->isSettled();
        });
    addStep(u"created"_s, [this] {
        // Nothing is written for a picture: this key is in no store.
        const NewKey key{generateKey(), tr("New colleague"), {}, 100'000, {}, {}};
        auto *card = new CreatedKeyCard(key, m_options.gateway, &window());
        card->open();
    });
    addStep(u"window-locked"_s, [this] { window().actions().lock->trigger(); });
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
