// What a person changes about the notes of one or several keys.
#pragma once

#include "core/base/result.h"
#include "core/notes/keynote.h"

#include <optional>

namespace keydeck {

/// What all of some notes have in common; nothing where they differ.
struct CommonNote
{
    QStringList tags; ///< that every one has
    std::optional<QString> note, owner, contact;

    [[nodiscard]] static CommonNote of(const QList<KeyNote> &notes);
};

/// Fields without a value stay as each note has them.
struct NoteEdit
{
    QStringList addedTags = {};
    QStringList removedTags = {};
    std::optional<QString> note = {}, owner = {}, contact = {};

    [[nodiscard]] bool isEmpty() const { return *this == NoteEdit(); }
    [[nodiscard]] KeyNote applied(KeyNote note) const;

    friend bool operator==(const NoteEdit &, const NoteEdit &) = default;
};

/// What was typed: tags with blanks or commas between them.
struct TypedNote
{
    QString tags, note, owner, contact;
};

/// The edit that leads from what the notes have in common to what was typed. InvalidInput, in a
/// sentence, for what cannot be kept.
[[nodiscard]] Result<NoteEdit> noteEdit(const CommonNote &before, const TypedNote &typed);

} // namespace keydeck
