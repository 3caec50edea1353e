#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/keptnotes.h"
#include "app/keydeckctl/labelledlines.h"
#include "app/keydeckctl/selection.h"
#include "core/base/fingerprint.h"
#include "core/notes/notetext.h"
#include "core/report/notejson.h"

#include <QJsonObject>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

/// The parts that the command line gives; an empty one takes that part away.
struct NoteChange
{
    std::optional<QString> text;
    std::optional<QString> owner;
    std::optional<QString> contact;

    [[nodiscard]] bool isEmpty() const { return !text && !owner && !contact; }
    [[nodiscard]] KeyNote appliedTo(KeyNote note) const
    {
        note.note = text.value_or(note.note);
        note.owner = owner.value_or(note.owner);
        note.contact = contact.value_or(note.contact);
        return note;
    }
};

template <typename Check>
Result<> take(const Context &context, Option option, std::optional<QString> &into, Check check)
{
    if (!context.has(option))
        return {};
    return check(context.value(option)).map([&](const QString &checked) { into = checked; });
}

Result<NoteChange> wantedChange(const Context &context)
{
    NoteChange change;
    const auto line = [](const QString &what) {
        return [what](const QString &text) { return checkNoteLine(what, text); };
    };
    return take(context, Option::Text, change.text, checkNoteText)
        .and_then([&] { return take(context, Option::Owner, change.owner, line(u"owner"_s)); })
        .and_then(
            [&] { return take(context, Option::Contact, change.contact, line(u"contact"_s)); })
        .map([&] { return change; });
}

Result<KeyNotes> changed(const Context &context, const NoteChange &change, const QString &key)
{
    if (change.isEmpty())
        return loadNotes(context);
    return changeNotes(context, [&](NotesDraft &draft) -> Result<> {
        draft.setNote(key, change.appliedTo(draft.noteOf(key)));
        return {};
    });
}

Result<> printNote(const Context &context, const ApiKey &record, const KeyNotes &notes)
{
    if (context.json()) {
        const QJsonObject named{{u"id"_s, fingerprint(record.key())}, {u"name"_s, record.name()}};
        return print(QJsonDocument(withNote(named, record, notes)));
    }
    LabelledLines lines(terminalColumns());
    lines.addNote(notes.noteOf(record.key()));
    return print(idAndName(record) + u'\n'
        + (lines.text().isEmpty() ? u"Nothing is noted about it.\n"_s : lines.text()));
}

Result<> noteOf(const Context &context, const NoteChange &change, const ApiKey &record)
{
    return changed(context, change, record.key()).and_then([&](const KeyNotes &notes) {
        return printNote(context, record, notes);
    });
}

} // namespace

Result<> runNote(const Context &context)
{
    return wantedChange(context).and_then([&](const NoteChange &change) {
        const auto work = [&](const KeySet &keys, const Selection &selected) {
            return onlyOne(context, selected).and_then([&](qsizetype index) {
                return noteOf(context, change, keys.at(index));
            });
        };
        return change.isEmpty() ? withShown(context, work) : withSelection(context, work);
    });
}

} // namespace keydeck
