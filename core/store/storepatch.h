// An edit of a store as splices of bytes: only the value that changes is replaced, everything else
// stays as it was, byte for byte.
#pragma once

#include "core/base/result.h"
#include "core/store/keycodec.h"

#include <map>
#include <optional>
#include <set>
#include <variant>
#include <vector>

namespace keydeck {

/// A record that comes into a store.
struct RecordAddition
{
    std::optional<qsizetype> after; ///< -1: in front of all; nothing: behind all
    std::variant<NewKey, QByteArray> record; ///< to be written, or as it stands
};

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
    /// Appends a record as it stands: the text of a JSON object, byte for byte.
    void appendRecord(QByteArray record);
    /// The same, behind the record of that index, or in front of all for -1. What is inserted at
    /// one place keeps its order.
    void insertRecord(qsizetype after, QByteArray record);
    void removeKey(qsizetype index);

    [[nodiscard]] bool isEmpty() const;

    /// The new bytes, decoded again and checked: the result has the expected number of records and
    /// is editable. Fails only where the patch itself is at fault.
    [[nodiscard]] Result<KeySet> apply() const;

private:
    /// New values of one record by field; nothing: the field goes.
    using FieldChanges = std::map<KeyField, std::optional<QByteArray>>;

    [[nodiscard]] Result<> check() const;
    [[nodiscard]] Result<> checkChanges(qsizetype index, const FieldChanges &changes) const;
    [[nodiscard]] Result<KeySet> checked(QByteArray bytes) const;

    KeySet m_base;
    std::map<qsizetype, FieldChanges> m_changes; ///< by record
    std::set<qsizetype> m_removed;
    std::vector<RecordAddition> m_added;
};

} // namespace keydeck
