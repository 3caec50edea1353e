#include "core/changes/changetext.h"

#include "core/base/format.h"
#include "core/store/merge.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

bool hasRightToLeft(const QString &text)
{
    return std::any_of(text.begin(), text.end(),
        [](QChar c) { return c.direction() == QChar::DirR || c.direction() == QChar::DirAL; });
}

/// Between two values that are written from right to left the whole would be, and read as the
/// opposite of what happened: invisible marks keep the arrow's direction.
QString withArrow(const QString &before, const QString &after)
{
    const bool turns = hasRightToLeft(before) || hasRightToLeft(after);
    return before + (turns ? u" \u200e→\u200e "_s : u" → "_s) + after;
}

} // namespace

QString fieldText(const FieldChange &change)
{
    const QString name = QString::fromLatin1(fieldName(change.field));
    if (change.field == KeyField::Key)
        return u"%1: another one"_s.arg(name);
    if (change.field == KeyField::UsageWindows)
        return u"%1: others"_s.arg(name);
    return u"%1: %2"_s.arg(
        name, withArrow(shownValue(JsonValue(change.before)), shownValue(JsonValue(change.after))));
}

QString changeText(const NotedChange &change)
{
    if (change.kind == ChangeKind::Created)
        return u"created"_s;
    if (change.kind == ChangeKind::Removed)
        return u"removed"_s;
    QStringList fields;
    for (const FieldChange &field : change.fields)
        fields += fieldText(field);
    return u"changed: "_s + fields.join(u", "_s);
}

QString changeSummary(const std::vector<NotedChange> &changes)
{
    const auto count = [&](ChangeKind kind) {
        return std::count_if(changes.begin(), changes.end(),
            [kind](const NotedChange &change) { return change.kind == kind; });
    };
    QStringList parts;
    const auto add = [&](ChangeKind kind, const QString &word) {
        if (const auto number = count(kind))
            parts += u"%1 %2"_s.arg(formatCount(double(number)), word);
    };
    add(ChangeKind::Created, u"created"_s);
    add(ChangeKind::Removed, u"removed"_s);
    add(ChangeKind::Edited, u"changed"_s);
    return parts.isEmpty() ? u"nothing changes"_s : parts.join(u", "_s);
}

QString entryNote(const ChangeEntry &entry)
{
    if (!entry.isConfirmed) {
        return u"Keydeck was ended in the middle of this edit and found these changes afterwards; "
               u"they may be somebody else's."_s;
    }
    return entry.isUndoable ? QString() : u"This edit cannot be undone."_s;
}

QString entryTitle(const ChangeEntry &entry)
{
    if (entry.reverts.isEmpty())
        return displayText(entry.title);
    return (entry.isRedo ? u"Redo: %1"_s : u"Undo: %1"_s).arg(displayText(entry.title));
}

} // namespace keydeck
