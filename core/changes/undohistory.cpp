#include "core/changes/undohistory.h"

#include <QHash>

namespace keydeck {

namespace {

/// Takes the entry of that id from the top of the stack, or from wherever it is.
void take(QList<const ChangeEntry *> &stack, const QString &id)
{
    stack.removeIf([&](const ChangeEntry *entry) { return entry->id == id; });
}

std::optional<ChangeEntry> top(const QList<const ChangeEntry *> &stack)
{
    return stack.isEmpty() ? std::nullopt : std::optional(*stack.back());
}

} // namespace

UndoHistory UndoHistory::of(const QList<ChangeEntry> &entries)
{
    QList<const ChangeEntry *> undo;
    QList<const ChangeEntry *> redo;
    for (const ChangeEntry &entry : entries) {
        if (!entry.isUndoable || entry.kind == ChangeEntry::Kind::Accepted)
            continue;
        if (entry.reverts.isEmpty()) {
            redo.clear();
            undo.append(&entry);
        } else if (entry.isRedo) {
            take(redo, entry.reverts);
            undo.append(&entry);
        } else {
            take(undo, entry.reverts);
            redo.append(&entry);
        }
    }
    return {top(undo), top(redo)};
}

QString UndoHistory::undoTitle() const
{
    return toUndo ? toUndo->title : QString();
}

QString UndoHistory::redoTitle() const
{
    return toRedo ? toRedo->title : QString();
}

} // namespace keydeck
