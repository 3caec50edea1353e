#include "core/notes/suspension.h"

#include <algorithm>

namespace keydeck {

namespace {

constexpr qsizetype KeptSuspensions = 8;

} // namespace

std::optional<RememberedExpiry> suspensionOf(const KeyNote &note, const ApiKey &record)
{
    const QByteArrayView current = record.value(KeyField::ExpiryDate).text();
    const auto found = std::find_if(note.expiries.rbegin(), note.expiries.rend(),
        [&](const RememberedExpiry &expiry) { return expiry.suspended == current; });
    return found == note.expiries.rend() ? std::nullopt : std::optional(*found);
}

bool isSuspended(const KeyNotes &notes, const ApiKey &record)
{
    return !notes.isEmpty() && suspensionOf(notes.noteOf(record.key()), record).has_value();
}

KeyNote withSuspension(KeyNote note, const RememberedExpiry &expiry)
{
    note.expiries.append(expiry);
    if (note.expiries.size() > KeptSuspensions)
        note.expiries.removeFirst();
    return note;
}

} // namespace keydeck
