// Bytes <-> keys: what the gateway makes of a store's bytes, and the text of a new record.
#pragma once

#include "core/store/keyset.h"

namespace keydeck {

/// Stores of more are not opened, so that one of MaximumStoreBytes takes some hundred megabytes and
/// not several thousand, whatever stands in it: `0,` would be a record of 88 bytes. Nothing that
/// the gateway writes comes near: its records have 210 bytes and more, its windows 60.
inline constexpr qsizetype MaximumRecords = 2'000'000;
inline constexpr qsizetype MaximumWindows = 5'000'000; ///< of all records together

/// Reads a store as the gateway's JSON.parse would. Never fails: bytes that the gateway cannot use
/// come back as a set that is not editable and says why, with the records that could be told apart
/// (none of what is too large). Of members with the same name the last one counts, as in
/// JavaScript. former only saves time: a store that most of the records stand in as well, in the
/// same order.
[[nodiscard]] KeySet decodeStore(
    QByteArray bytes, const FileIdentity &identity = {}, const KeySet &former = {});

/// An empty store, as the gateway writes it.
[[nodiscard]] QByteArray emptyStore();

/// What an administrator decides about a new key. Times are ISO 8601 text, limits tokens per
/// window.
struct NewKey
{
    QString key;
    QString name;
    QString model; ///< empty: the field is left out and the gateway's default model applies
    qint64 tokenLimitPer5h = 0;
    QString expiryDate;
    QString createdAt;
};

} // namespace keydeck
