#include "core/changes/storeeditor.h"

#include "core/base/format.h"
#include "core/command/applychanges.h"
#include "core/command/givebackkeys.h"
#include "core/command/restorebackup.h"
#include "core/store/keycodec.h"

#include <QMutexLocker>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

tl::unexpected<Error> keepsNothing()
{
    return failure(ErrorCode::Failed,
        u"Keydeck has no folder to keep backups and changes in: set HOME or XDG_DATA_HOME."_s);
}

} // namespace

StoreEditor::StoreEditor(KeyStore &store, EditSurroundings surroundings, const Clock &clock)
    : m_store(store)
    , m_clock(clock)
    , m_records(std::move(surroundings), store.path(), clock)
{ }

/// Runs the work with the claim.
template <typename Work>
auto StoreEditor::claimed(Work work) -> decltype(work())
{
    if (!m_records.isKept())
        return keepsNothing();
    const auto claim = m_records.claim();
    if (!claim)
        return tl::make_unexpected(claim.error());
    return work();
}

Result<EditOutcome> StoreEditor::run(const Command &command)
{
    if (!m_records.isKept()) {
        return m_store.apply(command).map([&](const AppliedEdit &edit) {
            return EditOutcome{edit, command.title(), command.notes(edit.before)};
        });
    }
    return claimed([&] {
        return perform(command, m_records.newEntry(command.title()), Guard::AgainstShrinkage);
    });
}

/// Requires the claim.
Result<EditOutcome> StoreEditor::perform(const Command &command, ChangeEntry entry, Guard guard)
{
    if (const auto settled = m_records.settleInterrupted(m_store); !settled)
        return tl::make_unexpected(settled.error());
    const auto expected = guard == Guard::AgainstShrinkage ? expectedKeys() : std::nullopt;
    const auto copy = m_records.keepCopy();
    if (!copy)
        return tl::make_unexpected(copy.error());
    Result<AppliedEdit> edit = m_store.apply(ShrinkGuard(command, expected));
    if (!edit) {
        // It may have failed after the change was in place.
        if (const auto settled = m_records.settleInterrupted(m_store); !settled)
            edit.error().message += u' ' + settled.error().message;
        return tl::make_unexpected(edit.error());
    }
    EditOutcome outcome{*edit, entry.title, {}};
    if (edit->written) {
        outcome.notes
            = command.notes(edit->before) + m_records.note(std::move(entry), *edit, *copy);
        setExpectedKeys(edit->keys.size());
    } else {
        m_records.backups().remove(copy->backup.id);
    }
    return outcome;
}

Result<UndoHistory> StoreEditor::undoHistory() const
{
    return m_records.journal().read().map(UndoHistory::of);
}

Result<EditOutcome> StoreEditor::undo()
{
    return claimed([this] {
        return lastOf(&UndoHistory::toUndo, u"There is no edit to undo."_s)
            .and_then([this](const ChangeEntry &entry) { return revert(entry, u"Undo"_s, false); });
    });
}

Result<EditOutcome> StoreEditor::redo()
{
    return claimed([this] {
        return lastOf(&UndoHistory::toRedo, u"There is no undone edit to make again."_s)
            .and_then([this](const ChangeEntry &entry) { return revert(entry, u"Redo"_s, true); });
    });
}

/// Requires the claim.
Result<ChangeEntry> StoreEditor::lastOf(
    std::optional<ChangeEntry> UndoHistory::*which, const QString &none) const
{
    const auto history
        = m_records.settleInterrupted(m_store).and_then([this] { return undoHistory(); });
    if (!history)
        return tl::make_unexpected(history.error());
    const std::optional<ChangeEntry> &entry = (*history).*which;
    return entry ? Result<ChangeEntry>(*entry) : failure(ErrorCode::NotFound, none);
}

/// Requires the claim.
Result<EditOutcome> StoreEditor::revert(const ChangeEntry &entry, const QString &verb, bool isRedo)
{
    auto command = leadingBack(entry, u"%1: %2"_s.arg(verb, entry.title));
    if (!command)
        return tl::make_unexpected(command.error());
    // What was undone keeps its title, so that the menu says "Redo: Edit “Alice”" and so on.
    ChangeEntry back = m_records.newEntry(entry.title);
    back.kind = entry.kind;
    back.reverts = entry.id;
    back.isRedo = isRedo;
    auto outcome = perform(**command, back, Guard::AgainstShrinkage);
    if (outcome && !outcome->written) {
        // Somebody did the same by hand: that settles it as well.
        back.atMs = m_clock.nowMs();
        back.keyCount = outcome->keys.size();
        back.backup = entry.backup;
        if (const auto appended = m_records.journal().append(back); !appended)
            outcome->notes += appended.error().message;
    }
    return outcome;
}

Result<std::unique_ptr<Command>> StoreEditor::leadingBack(
    const ChangeEntry &entry, const QString &title) const
{
    const auto bytes = m_records.backups().read(entry.backup);
    const KeySet before = bytes ? decodeStore(*bytes) : KeySet();
    if (entry.kind == ChangeEntry::Kind::Restore) {
        if (!bytes)
            return tl::make_unexpected(bytes.error());
        return std::make_unique<RestoreBackup>(
            before, formatExact(Backups::momentOf(entry.backup)));
    }
    const auto current = m_store.load();
    if (!current)
        return tl::make_unexpected(current.error());
    auto changes = resolved(entry.changes, before, *current);
    if (!changes)
        return tl::make_unexpected(changes.error());
    return std::make_unique<ApplyChanges>(inverse(*changes), title);
}

Result<RestorePreview> StoreEditor::previewRestore(const QString &backupId) const
{
    const auto bytes = m_records.backups().read(backupId);
    if (!bytes)
        return tl::make_unexpected(bytes.error());
    const auto loaded = m_store.load();
    const KeySet current = loaded ? *loaded : KeySet(); // which may be gone
    return RestoreBackup(decodeStore(*bytes), {}).apply(current).map([&](const KeySet &after) {
        return RestorePreview{
            changesBetween(current, after), !after.sameContent(current), current.isEditable()};
    });
}

Result<EditOutcome> StoreEditor::restore(const QString &backupId)
{
    return claimed([&]() -> Result<EditOutcome> {
        const auto bytes = m_records.backups().read(backupId);
        if (!bytes)
            return tl::make_unexpected(bytes.error());
        const KeySet backup = decodeStore(*bytes);
        if (!backup.isEditable()) {
            return failure(ErrorCode::StoreUnusable,
                u"That backup is of a store that the gateway could not use, and was not restored. "_s
                    + backup.problem());
        }
        const RestoreBackup command(backup, formatExact(Backups::momentOf(backupId)));
        ChangeEntry entry = m_records.newEntry(command.title());
        entry.kind = ChangeEntry::Kind::Restore;
        if (!StoreFile(m_store.path()).identity().exists())
            return recreate(backup, entry);
        return perform(command, entry, Guard::None);
    });
}

/// The store itself is gone.
Result<EditOutcome> StoreEditor::recreate(const KeySet &backup, ChangeEntry entry)
{
    const auto created = StoreFile(m_store.path()).create(backup.bytes());
    if (!created)
        return tl::make_unexpected(created.error());
    m_store.invalidateCache();
    setExpectedKeys(backup.size());
    entry.atMs = m_clock.nowMs();
    entry.keyCount = backup.size();
    entry.isUndoable = false;
    EditOutcome outcome{{backup, true, 0, KeySet()}, entry.title, {}};
    if (const auto appended = m_records.journal().append(entry); !appended)
        outcome.notes += appended.error().message;
    return outcome;
}

Result<QList<TrashedKey>> StoreEditor::trash() const
{
    if (!m_records.isKept())
        return keepsNothing();
    return m_store.load().map([this](const KeySet &keys) { return m_records.trash().list(keys); });
}

Result<EditOutcome> StoreEditor::giveBack(const QStringList &trashIds)
{
    return claimed([&]() -> Result<EditOutcome> {
        const auto records = m_records.trash().read(trashIds);
        if (!records)
            return tl::make_unexpected(records.error());
        const GiveBackKeys command(*records);
        return perform(command, m_records.newEntry(command.title()), Guard::AgainstShrinkage);
    });
}

Result<Backup> StoreEditor::accept()
{
    return claimed([this]() -> Result<Backup> {
        if (const auto settled = m_records.settleInterrupted(m_store); !settled)
            return tl::make_unexpected(settled.error());
        const auto keys = m_store.load();
        if (!keys)
            return tl::make_unexpected(keys.error());
        auto backup = m_records.backups().keep(keys->bytes(), m_clock.nowMs());
        if (!backup)
            return backup;
        ChangeEntry entry = m_records.newEntry(u"Keep a copy of the store as it is"_s);
        entry.kind = ChangeEntry::Kind::Accepted;
        entry.atMs = m_clock.nowMs();
        entry.backup = backup->id;
        entry.keyCount = keys->size();
        if (const auto appended = m_records.journal().append(entry); !appended)
            return tl::make_unexpected(appended.error());
        setExpectedKeys(keys->size());
        m_records.backups().prune(m_clock.nowMs());
        return backup;
    });
}

std::optional<qint64> StoreEditor::expectedKeys() const
{
    const QMutexLocker locker(&m_mutex);
    if (m_expected)
        return m_expected;
    if (!m_records.isKept())
        return std::nullopt;
    const auto last = m_records.journal().last();
    return last && *last ? std::optional((*last)->keyCount) : std::nullopt;
}

void StoreEditor::setExpectedKeys(qint64 count)
{
    const QMutexLocker locker(&m_mutex);
    m_expected = count;
}

Shrinkage StoreEditor::saw(qint64 keyCount)
{
    Shrinkage shrinkage{expectedKeys().value_or(0), keyCount};
    if (shrinkage.isSuspicious() && m_records.isKept()) {
        // Another process of ours may have removed them, or taken the store for right.
        const auto last = m_records.journal().last();
        if (last && *last && (*last)->keyCount <= keyCount)
            shrinkage.before = (*last)->keyCount;
    }
    if (!shrinkage.isSuspicious())
        setExpectedKeys(keyCount);
    return shrinkage;
}

} // namespace keydeck
