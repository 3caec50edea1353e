#include "ui/session/changescontroller.h"

#include "core/base/format.h"
#include "core/changes/changetext.h"
#include "core/command/recordfinder.h"
#include "core/store/keycodec.h"
#include "ui/session/onworker.h"

#include <QHash>

namespace keydeck {

namespace {

QList<BackupLine> backupLines(const Backups &backups)
{
    QList<BackupLine> lines;
    for (const Backup &backup : backups.list()) {
        if (const auto bytes = backups.read(backup.id)) {
            const KeySet keys = decodeStore(*bytes);
            lines.append({backup, keys.size(), keys.problem(), {}});
        }
    }
    return lines;
}

} // namespace

ChangesController::ChangesController(StoreEditor &editor, StoreController &store, QObject *parent)
    : QObject(parent)
    , m_editor(editor)
    , m_store(store)
{
    m_worker.setMaxThreadCount(1);
    connect(&store, &StoreController::commandDone, this, &ChangesController::refresh);
    connect(&store, &StoreController::glanced, this, &ChangesController::refresh);
}

ChangesController::~ChangesController()
{
    m_worker.waitForDone();
}

void ChangesController::refresh()
{
    if (!isKept() || std::exchange(m_refreshing, true))
        return;
    using List = std::shared_ptr<const ChangeList>;
    runOnWorker(
        m_worker, this,
        [this]() -> Result<List> {
            const ChangeJournal &journal = m_editor.records().journal();
            const FileIdentity now = StoreFile(journal.path()).identity();
            if (now == m_journal)
                return List();
            m_journal = now;
            return journal.read().map([](const QList<ChangeEntry> &entries) {
                return List(new ChangeList{entries, UndoHistory::of(entries)});
            });
        },
        [this](const Result<List> &list) {
            m_refreshing = false;
            if (!list) {
                Q_EMIT journalFailed(list.error().message);
            } else if (*list) {
                m_list = *list;
                m_isKnown = true;
                Q_EMIT changed();
            }
        });
}

void ChangesController::perform(
    std::function<Result<EditOutcome>()> work, std::function<QString(const EditOutcome &)> say)
{
    runOnWorker(m_worker, this, std::move(work),
        [this, say = std::move(say)](const Result<EditOutcome> &outcome) {
            refresh();
            if (!outcome) {
                Q_EMIT failed(outcome.error());
                return;
            }
            m_store.reload();
            Q_EMIT done(say(*outcome), outcome->notes);
        });
}

void ChangesController::undo()
{
    perform([this] { return m_editor.undo(); },
        [](const EditOutcome &edit) { return tr("Undone: %1.").arg(displayText(edit.title)); });
}

void ChangesController::redo()
{
    perform([this] { return m_editor.redo(); },
        [](const EditOutcome &edit) { return tr("Done again: %1.").arg(displayText(edit.title)); });
}

void ChangesController::restore(const QString &backupId)
{
    perform([this, backupId] { return m_editor.restore(backupId); },
        [backupId](const EditOutcome &) {
            return tr("Restored the backup of %1.").arg(formatExact(Backups::momentOf(backupId)));
        });
}

void ChangesController::accept()
{
    perform([this] { return m_editor.accept().map([](const Backup &) { return EditOutcome(); }); },
        [](const EditOutcome &) {
            return tr("The store is taken for right as it is, and a copy of it is kept.");
        });
}

void ChangesController::listBackups()
{
    runOnWorker(
        m_worker, this, [this] { return backupLines(m_editor.records().backups()); },
        [this](QList<BackupLine> lines) {
            nameEdits(&lines);
            Q_EMIT backupsListed(lines);
        });
}

void ChangesController::giveBack(const QStringList &trashIds)
{
    perform([this, trashIds] { return m_editor.giveBack(trashIds); },
        [](const EditOutcome &edit) {
            const ChangeSet changes = changesBetween(edit.before, edit.keys);
            return changes.size() == 1
                ? tr("Given back: %1.").arg(recordLabel(changes[0].name, changes[0].ref.key))
                : tr("Given back: %1 keys.").arg(changes.size());
        });
    listTrash();
}

void ChangesController::listTrash()
{
    runOnWorker(
        m_worker, this, [this] { return m_editor.trash(); },
        [this](const Result<QList<TrashedKey>> &keys) {
            if (keys)
                Q_EMIT trashListed(*keys);
            else
                Q_EMIT trashFailed(keys.error());
        });
}

void ChangesController::nameEdits(QList<BackupLine> *lines) const
{
    QHash<QString, QString> titles;
    for (const ChangeEntry &entry : m_list->entries)
        titles.insert(entry.backup, entryTitle(entry));
    for (BackupLine &line : *lines)
        line.edit = titles.value(line.backup.id);
}

void ChangesController::preview(const QString &backupId)
{
    runOnWorker(
        m_worker, this,
        [this, backupId] {
            return m_editor.previewRestore(backupId).map([](const RestorePreview &preview) {
                return BackupPreview{noted(preview.changes), preview.isWritten, preview.isUndoable};
            });
        },
        [this, backupId](const Result<BackupPreview> &preview) {
            if (preview)
                Q_EMIT previewed(backupId, *preview);
            else
                Q_EMIT previewFailed(backupId, preview.error());
        });
}

} // namespace keydeck
