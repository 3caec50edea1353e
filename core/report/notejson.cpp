#include "core/report/notejson.h"

#include "core/notes/suspension.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

} // namespace

QJsonObject withNote(QJsonObject json, const ApiKey &record, const KeyNotes &notes)
{
    const KeyNote note = notes.noteOf(record.key());
    json.insert(u"tags"_s, QJsonArray::fromStringList(note.tags));
    json.insert(u"note"_s, textOrNull(note.note));
    json.insert(u"owner"_s, textOrNull(note.owner));
    json.insert(u"contact"_s, textOrNull(note.contact));
    json.insert(u"suspended"_s, suspensionOf(note, record).has_value());
    return json;
}

} // namespace keydeck
