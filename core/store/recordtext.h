// A record as text: where its members stand, how it is formatted, and the text of a new one in the
// same manner. For StorePatch.
#pragma once

#include "core/store/jsonsplice.h"
#include "core/store/keycodec.h"

#include <optional>

namespace keydeck {

/// One member of a record in its document.
struct RecordMember
{
    std::optional<KeyField> field; ///< nothing: not one of the gateway's
    Span value;
    QByteArray colon; ///< what stands between name and value: ": "
};

/// The members of a record; members and list.items go in parallel.
struct RecordText
{
    ListItems list;
    std::vector<RecordMember> members;

    /// Requires the span of an object in a valid document.
    RecordText(QByteArrayView document, Span record);

    /// The last member of that name, which is the one that counts; -1 when there is none.
    [[nodiscard]] qsizetype memberOf(KeyField field) const;
};

/// How records of a store are formatted.
struct RecordLayout
{
    ListSpacing members;
    QByteArray colon;
};

/// How a store is formatted: as its own records are, or, where there are none, as the object around
/// them suggests.
struct StoreLayout
{
    ListSpacing records; ///< for a list of keys that is empty
    RecordLayout record;

    /// Requires an editable set.
    explicit StoreLayout(const KeySet &keys);
};

/// "name": value, in a record of that layout.
[[nodiscard]] QByteArray memberText(KeyField field, const QByteArray &colon, QByteArrayView value);

/// The record that the gateway would write for a key that was never used.
[[nodiscard]] QByteArray recordText(const NewKey &key, const RecordLayout &layout);

} // namespace keydeck
