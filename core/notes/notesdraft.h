// The content of a notes file while it is changed.
#pragma once

#include "core/notes/keynotes.h"

#include <QJsonObject>

#include <map>

namespace keydeck {

/// For NotesFile. Members that Keydeck does not know stay as they are.
class NotesDraft final
{
public:
    /// root: as it stands in the file; empty: a new one.
    NotesDraft(QJsonObject root, QByteArray secret);

    [[nodiscard]] KeyNote noteOf(const QString &key) const;
    /// An empty note takes the key's entry away.
    void setNote(const QString &key, const KeyNote &note);

    /// False where the file was written under another secret, so that no key would be found.
    [[nodiscard]] bool isOfThisSecret() const;
    [[nodiscard]] bool isChanged() const { return m_isChanged; }
    [[nodiscard]] QJsonObject root() const;
    [[nodiscard]] KeyNotes notes() const;

private:
    [[nodiscard]] QString entryName(const QString &key) const;

    QJsonObject m_root; ///< without the entries
    /// By the key's name under the secret, in hex. A QJsonObject would move the rest of its members
    /// at each insertion.
    std::map<QString, QJsonObject> m_entries;
    QByteArray m_secret;
    bool m_isChanged = false;
};

} // namespace keydeck
