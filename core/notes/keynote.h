// What is kept about one key beside the store.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace keydeck {

/// The expiry that a key had when it was suspended. Both are JSON text, as it stands in the store.
struct RememberedExpiry
{
    QByteArray before; ///< empty: the record had none
    QByteArray suspended; ///< what was written in its place

    friend bool operator==(const RememberedExpiry &, const RememberedExpiry &) = default;
};

/// All of it may be missing. Never holds a key.
struct KeyNote
{
    QStringList tags; ///< see tag.h
    QString note;
    QString owner;
    QString contact;
    /// Of the last suspensions, oldest first: undo may lead back to one that is not the last.
    QList<RememberedExpiry> expiries;
    QString replacedBy; ///< the fingerprint of the key that a rotation put in its place

    [[nodiscard]] bool isEmpty() const { return *this == KeyNote(); }

    friend bool operator==(const KeyNote &, const KeyNote &) = default;
};

} // namespace keydeck
