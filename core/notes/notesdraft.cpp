#include "core/notes/notesdraft.h"

#include "core/history/installationsecret.h"
#include "core/notes/notecodec.h"

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

const QString Entries = u"keys"_s;
const QString SecretCheck = u"secret_check"_s;

/// Tells one secret from another, and gives neither away.
QString secretCheck(const QByteArray &secret)
{
    return QString::fromLatin1(nameUnderSecret(u"keydeck notes", secret).toHex());
}

} // namespace

NotesDraft::NotesDraft(QJsonObject root, QByteArray secret)
    : m_root(std::move(root))
    , m_secret(std::move(secret))
{
    const QJsonObject entries = m_root.take(Entries).toObject();
    for (auto entry = entries.begin(); entry != entries.end(); ++entry)
        m_entries.emplace_hint(m_entries.end(), entry.key(), entry.value().toObject());
}

QString NotesDraft::entryName(const QString &key) const
{
    return QString::fromLatin1(nameUnderSecret(key, m_secret).toHex());
}

KeyNote NotesDraft::noteOf(const QString &key) const
{
    const auto entry = m_entries.find(entryName(key));
    return entry == m_entries.end() ? KeyNote() : noteFromJson(entry->second);
}

void NotesDraft::setNote(const QString &key, const KeyNote &note)
{
    const QString name = entryName(key);
    const auto entry = m_entries.find(name);
    const QJsonObject before = entry == m_entries.end() ? QJsonObject() : entry->second;
    const QJsonObject after = noteToJson(note, before);
    if (after == before)
        return;
    m_isChanged = true;
    if (after.isEmpty())
        m_entries.erase(name);
    else
        m_entries.insert_or_assign(name, after);
}

bool NotesDraft::isOfThisSecret() const
{
    const QJsonValue check = m_root.value(SecretCheck);
    return check.isUndefined() || check.toString() == secretCheck(m_secret);
}

QJsonObject NotesDraft::root() const
{
    QJsonObject root = m_root;
    root.insert(SecretCheck, secretCheck(m_secret));
    QJsonObject entries;
    for (const auto &[name, entry] : m_entries)
        entries.insert(name, entry);
    root.insert(Entries, entries);
    return root;
}

KeyNotes NotesDraft::notes() const
{
    KeyNotes::ByName notes;
    notes.reserve(qsizetype(m_entries.size()));
    for (const auto &[name, entry] : m_entries)
        notes.insert(QByteArray::fromHex(name.toLatin1()), noteFromJson(entry));
    return {m_secret, std::move(notes)};
}

} // namespace keydeck
