// The notes of one store's keys, as they stood at one moment.
#pragma once

#include "core/notes/keynote.h"

#include <QHash>

#include <memory>

namespace keydeck {

/// Immutable; cheap to copy, safe to share between threads. Keys are found by their name under the
/// installation's secret, so that no key is in it.
class KeyNotes final
{
public:
    using ByName = QHash<QByteArray, KeyNote>;

    /// No notes.
    KeyNotes() = default;
    /// The names are those of nameUnderSecret().
    KeyNotes(QByteArray secret, ByName notes);

    /// An empty one for a key that has none.
    [[nodiscard]] KeyNote noteOf(const QString &key) const;
    [[nodiscard]] bool isEmpty() const { return !d || d->notes.isEmpty(); }
    /// A copy of the same ones: there is nothing to look up anew.
    [[nodiscard]] bool isCopyOf(const KeyNotes &other) const { return d == other.d; }

private:
    struct Data
    {
        QByteArray secret;
        ByName notes;
    };
    std::shared_ptr<const Data> d; ///< none: no notes
};

} // namespace keydeck
