// An edit of a store as splices of bytes: only the value that changes is replaced, everything else
// stays as it was, byte for byte.
#pragma once

#include "core/base/result.h"
#include "core/store/keycodec.h"

namespace keydeck {

/// Collects changes against one snapshot and makes the new bytes in one pass. Changes of different
/// values may come in any order; of the same value the last one wins; a removed record takes its
/// other changes with it.
///
/// Requires an editable set. New records and fields take over the white space of their neighbours,
/// so that a hand-formatted file stays hand-formatted.
class StorePatch final
{
public:
    explicit StorePatch(KeySet base);

    /// Replaces a value, or adds the field after its predecessor in the gateway's order. json is
    /// one valid JSON value.
    void setField(qsizetype index, KeyField field, QByteArray json);
    /// Removes the field with its comma, every duplicate of it included; no effect when not there.
    void removeField(qsizetype index, KeyField field);
    void appendKey(const NewKey &key);
    void removeKey(qsizetype index);

    [[nodiscard]] bool isEmpty() const;

    /// The new bytes, decoded again and checked: the result has the expected number of records and
    /// is editable. Fails only where the patch itself is at fault.
    [[nodiscard]] Result<KeySet> apply() const;

private:
    struct Splice
    {
        qsizetype begin;
        qsizetype size;
        QByteArray replacement;
    };
    KeySet m_base;
    std::vector<Splice> m_splices;
    std::vector<qsizetype> m_removed;
    std::vector<NewKey> m_appended;
};

} // namespace keydeck
