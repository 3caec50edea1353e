#include "core/notes/keynotes.h"

#include "core/history/installationsecret.h"

namespace keydeck {

KeyNotes::KeyNotes(QByteArray secret, ByName notes)
    : d(std::make_shared<const Data>(Data{std::move(secret), std::move(notes)}))
{ }

KeyNote KeyNotes::noteOf(const QString &key) const
{
    return isEmpty() ? KeyNote() : d->notes.value(nameUnderSecret(key, d->secret));
}

} // namespace keydeck
