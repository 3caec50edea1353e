#include "app/demo/demonotes.h"

#include "core/store/keystore.h"

#include <array>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

struct DemoNote
{
    const char16_t *name;
    std::array<const char16_t *, 2> tags;
    const char16_t *owner = u"";
    const char16_t *contact = u"";
    const char16_t *note = u"";
};

constexpr DemoNote Notes[] = {
    {u"Aiko – notebook", {u"people", u"research"}},
    {u"Marco – old laptop", {u"people"}, u"", u"", u"Moves to the new laptop in January."},
    {u"Zoë Lindqvist", {u"people", u"research"}},
    {u"Priya – IDE", {u"people"}},
    {u"Jürgen (contractor)", {u"people", u"external"}, u"Priya", u"priya@example.org"},
    {u"Léa – thesis", {u"people", u"external"}},
    {u"Tomasz – phone", {u"people"}},
    {u"Intern <b>Sam</b>", {u"people"}},
    {u"山田 花子", {u"people", u"research"}},
    {u"O’Brien & daughters", {u"external"}},
    {u"Support team", {u"team"}, u"Ines", u"ines@example.org"},
    {u"Data platform", {u"team"}, u"Ben", u"ben@example.org"},
    {u"Design tools", {u"team"}},
    {u"Marketing drafts", {u"team"}},
    {u"Finance – quarter close", {u"team"}},
    {u"Legal review", {u"team"}},
    {u"CI summariser", {u"service"}, u"Ada", u"ada@example.org"},
    {u"support-bot", {u"prod", u"service"}, u"Ines", u"ines@example.org",
        u"Customers notice at once when it stops: call before changing anything."},
    {u"support-bot (staging)", {u"service"}, u"Ines", u"ines@example.org"},
    {u"log-triage", {u"service"}},
    {u"search-embeddings", {u"prod", u"service"}},
    {u"ticket-router", {u"prod", u"service"}, u"Ines", u"ines@example.org"},
    {u"translation-worker", {u"prod", u"service"}},
    {u"docs-indexer", {u"service"}},
    {u"alerts → chat", {u"prod", u"service"}, u"Ada", u"ada@example.org"},
    {u"mailer", {u"prod", u"service"}},
};

KeyNote noteOf(const DemoNote &demo)
{
    KeyNote note;
    for (const char16_t *tag : demo.tags) {
        if (tag)
            note.tags += QString::fromUtf16(tag);
    }
    note.owner = QString::fromUtf16(demo.owner);
    note.contact = QString::fromUtf16(demo.contact);
    note.note = QString::fromUtf16(demo.note);
    return note;
}

} // namespace

Result<> makeNotes(const DemoData &demo, const NotesFile &file)
{
    const auto keys = KeyStore(demo.storePath, {}, SystemClock::instance()).load();
    if (!keys)
        return tl::make_unexpected(keys.error());
    const auto changed = file.change([&](NotesDraft &draft) -> Result<> {
        for (const DemoNote &note : Notes) {
            for (qsizetype i = 0; i < keys->size(); ++i) {
                if (keys->at(i).name() == QString::fromUtf16(note.name))
                    draft.setNote(keys->at(i).key(), noteOf(note));
            }
        }
        return {};
    });
    return changed.map([](const ChangedNotes &) {});
}

} // namespace keydeck
