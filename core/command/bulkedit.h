// The same values for many records: what that would change, and the edit that does it.
#pragma once

#include "core/command/editkeys.h"

#include <array>
#include <vector>

namespace keydeck {

/// A value's text as it stands, and how many records have it. Empty text: the field is not there.
struct HeldValue
{
    QByteArray json;
    qsizetype count = 0;
};

/// Fields that are not set stay as each record has them. Every record is asked once; after that a
/// count costs a comparison of numbers a record.
class BulkEdit final
{
public:
    struct Subject
    {
        KeyRef ref;
        ApiKey record;
    };

    BulkEdit() = default;
    /// In the order of the subjects; they are kept detached from their store.
    explicit BulkEdit(const std::vector<Subject> &subjects);

    [[nodiscard]] qsizetype size() const { return qsizetype(m_records.size()); }
    /// What the records have in one of the administrator's fields, the most frequent first.
    [[nodiscard]] const std::vector<HeldValue> &held(KeyField field) const;

    /// The value's text for all of them; empty takes the field away.
    void set(KeyField field, const QByteArray &json);
    void leave(KeyField field);
    [[nodiscard]] bool isSet(KeyField field) const;

    /// How many records have another value in that field.
    [[nodiscard]] qsizetype changesOf(KeyField field) const;
    /// How many records change in at least one.
    [[nodiscard]] qsizetype changedRecords() const;

    /// The edits of the records that change, with what they hold as the value that the person saw:
    /// what somebody else makes of one of these fields meanwhile is a Conflict.
    [[nodiscard]] std::vector<EditKeys::Edit> edits() const;

private:
    struct Field
    {
        std::vector<HeldValue> held;
        std::vector<size_t> holds; ///< by record: the place in held
        std::optional<QByteArray> wanted;

        [[nodiscard]] bool changes(size_t record) const
        {
            return wanted && held[holds[record]].json != *wanted;
        }
    };
    struct Record
    {
        KeyRef ref;
        QString name;
    };
    [[nodiscard]] bool changes(size_t record) const;

    std::vector<Record> m_records;
    std::array<Field, KeyFieldCount> m_fields;
};

} // namespace keydeck
