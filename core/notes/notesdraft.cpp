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
    , m_entries(m_root.take(Entries).toObject())
    , m_secret(std::move(secret))
{ }

QString NotesDraft::entryName(const QString &key) const
{
    return QString::fromLatin1(nameUnderSecret(key, m_secret).toHex());
}

KeyNote NotesDraft::noteOf(const QString &key) const
{
    return noteFromJson(m_entries.value(entryName(key)).toObject());
}

void NotesDraft::setNote(const QString &key, const KeyNote &note)
{
    const QString name = entryName(key);
    const QJsonObject before = m_entries.value(name).toObject();
    const QJsonObject after = noteToJson(note, before);
    if (after == before)
        return;
    m_isChanged = true;
    if (after.isEmpty())
        m_entries.remove(name);
    else
        m_entries.insert(name, after);
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
    root.insert(Entries, m_entries);
    return root;
}

KeyNotes NotesDraft::notes() const
{
    KeyNotes::ByName notes;
    notes.reserve(m_entries.size());
    for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry)
        notes.insert(
            QByteArray::fromHex(entry.key().toLatin1()), noteFromJson(entry.value().toObject()));
    return {m_secret, std::move(notes)};
}

} // namespace keydeck
