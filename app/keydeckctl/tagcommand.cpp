#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/keptnotes.h"
#include "app/keydeckctl/selection.h"
#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/notes/tag.h"

#include <QJsonObject>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

/// What is to become of the tags of the selected keys.
struct TagChange
{
    QStringList added;
    QStringList removed;

    [[nodiscard]] bool isEmpty() const { return added.isEmpty() && removed.isEmpty(); }
    [[nodiscard]] QStringList appliedTo(QStringList tags) const
    {
        for (const QString &tag : removed)
            tags = withoutTag(tags, tag);
        for (const QString &tag : added)
            tags = withTag(tags, tag);
        return tags;
    }
};

Result<QStringList> checkedTags(const Context &context, Option option)
{
    QStringList tags;
    for (const QString &text : context.values(option)) {
        const auto tag = checkTag(text);
        if (!tag) {
            return failure(
                tag.error().code, u"%1: %2"_s.arg(optionName(option), tag.error().message));
        }
        tags += *tag;
    }
    return tags;
}

Result<TagChange> wantedChange(const Context &context)
{
    return checkedTags(context, Option::Add).and_then([&](const QStringList &added) {
        return checkedTags(context, Option::Remove)
            .and_then([&](const QStringList &removed) -> Result<TagChange> {
                for (const QString &tag : added) {
                    if (hasTag(removed, tag)) {
                        return failure(ErrorCode::InvalidInput,
                            u"The tag “%1” is both to be added and removed: decide for one."_s.arg(
                                tag));
                    }
                }
                return TagChange{added, removed};
            });
    });
}

Result<KeyNotes> changed(
    const Context &context, const TagChange &change, const KeySet &keys, const Selection &selected)
{
    if (change.isEmpty())
        return loadNotes(context);
    return changeNotes(context, [&](NotesDraft &draft) -> Result<> {
        for (const qsizetype index : selected) {
            const QString key = keys.at(index).key();
            KeyNote note = draft.noteOf(key);
            note.tags = change.appliedTo(note.tags);
            draft.setNote(key, note);
        }
        return {};
    });
}

Result<> printTags(
    const Context &context, const KeyNotes &notes, const KeySet &keys, const Selection &selected)
{
    QString lines;
    QJsonArray array;
    for (const qsizetype index : selected) {
        const ApiKey record = keys.at(index);
        const QStringList tags = notes.noteOf(record.key()).tags;
        lines += u"%1  %2\n"_s.arg(
            idAndName(record), tags.isEmpty() ? u"no tags"_s : displayText(tags.join(u", "_s)));
        array.append(QJsonObject{{u"id"_s, fingerprint(record.key())}, {u"name"_s, record.name()},
            {u"tags"_s, QJsonArray::fromStringList(tags)}});
    }
    return context.json() ? print(QJsonDocument(array)) : print(lines);
}

} // namespace

Result<> runTag(const Context &context)
{
    return wantedChange(context).and_then([&](const TagChange &change) {
        const auto work = [&](const KeySet &keys, const Selection &selected) {
            return changed(context, change, keys, selected).and_then([&](const KeyNotes &notes) {
                return printTags(context, notes, keys, selected);
            });
        };
        return change.isEmpty() ? withShown(context, work) : withSelection(context, work);
    });
}

} // namespace keydeck
