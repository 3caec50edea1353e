#include "ui/verbs/noteedit.h"

#include "core/notes/notetext.h"
#include "core/notes/tag.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

Result<QStringList> tagsOf(const QString &typed)
{
    static const QRegularExpression between(u"[\\s,]+"_s);
    QStringList tags;
    for (const QString &word : typed.split(between, Qt::SkipEmptyParts)) {
        const auto tag = checkTag(word);
        if (!tag)
            return tl::make_unexpected(tag.error());
        tags = withTag(tags, *tag);
    }
    return tags;
}

/// The text where it was changed; nothing where it is as before.
std::optional<QString> changed(const std::optional<QString> &before, const QString &text)
{
    return text == before.value_or(QString()) ? std::nullopt : std::optional(text);
}

} // namespace

CommonNote CommonNote::of(const QList<KeyNote> &notes)
{
    if (notes.isEmpty())
        return {};
    const KeyNote &first = notes.constFirst();
    CommonNote common{first.tags, first.note, first.owner, first.contact};
    for (const KeyNote &each : notes) {
        common.tags.removeIf([&](const QString &tag) { return !hasTag(each.tags, tag); });
        if (each.note != first.note)
            common.note.reset();
        if (each.owner != first.owner)
            common.owner.reset();
        if (each.contact != first.contact)
            common.contact.reset();
    }
    return common;
}

KeyNote NoteEdit::applied(KeyNote edited) const
{
    for (const QString &tag : removedTags)
        edited.tags = withoutTag(edited.tags, tag);
    for (const QString &tag : addedTags)
        edited.tags = withTag(edited.tags, tag);
    edited.note = note.value_or(edited.note);
    edited.owner = owner.value_or(edited.owner);
    edited.contact = contact.value_or(edited.contact);
    return edited;
}

Result<NoteEdit> noteEdit(const CommonNote &before, const TypedNote &typed)
{
    const auto tags = tagsOf(typed.tags);
    const auto note = checkNoteText(typed.note);
    const auto owner = checkNoteLine(u"owner"_s, typed.owner);
    const auto contact = checkNoteLine(u"contact"_s, typed.contact);
    if (!tags)
        return tl::make_unexpected(tags.error());
    for (const Result<QString> *checked : {&note, &owner, &contact}) {
        if (!*checked)
            return tl::make_unexpected(checked->error());
    }
    NoteEdit edit;
    for (const QString &tag : *tags) {
        if (!hasTag(before.tags, tag))
            edit.addedTags += tag;
    }
    for (const QString &tag : before.tags) {
        if (!hasTag(*tags, tag))
            edit.removedTags += tag;
    }
    edit.note = changed(before.note, *note);
    edit.owner = changed(before.owner, *owner);
    edit.contact = changed(before.contact, *contact);
    return edit;
}

} // namespace keydeck
