// One API key's record, with the gateway's field names.
#pragma once

#include "core/store/jsonvalue.h"

#include <QVarLengthArray>

#include <array>
#include <optional>

namespace keydeck {

/// The fields of a record that the gateway knows, in the order in which it writes them.
enum class KeyField : quint8
{
    Key,
    Name,
    Model,
    TokenLimitPer5h,
    ExpiryDate,
    CreatedAt,
    LastUsed,
    TotalLifetimeTokens,
    UsageWindows,
};
inline constexpr int KeyFieldCount = 9;

/// "token_limit_per_5h" and so on.
[[nodiscard]] QByteArrayView fieldName(KeyField field);

/// The field that a member's name means, given as it stands between its quotes, escapes and all.
[[nodiscard]] std::optional<KeyField> fieldNamed(QByteArrayView escapedName);

/// A stretch of bytes. Offsets are 32 bits: a store is at most MaximumStoreBytes long.
struct Span
{
    quint32 begin = 0;
    quint32 size = 0; ///< 0: the field is not there
};

/// One entry of usage_windows: views, as raw as they stand.
struct UsageWindow
{
    JsonValue windowStart; ///< ISO 8601 text when the gateway wrote it
    JsonValue tokensUsed;
};
using UsageWindows = QVarLengthArray<UsageWindow, 4>;

/// What an entry of usage_windows says; missing values for one that is not an object.
[[nodiscard]] UsageWindow usageWindowOf(QByteArrayView entry);

/// A value: it shares the bytes that its spans point into, so copies are cheap and safe to pass
/// between threads. A JsonValue taken from it lives as long as any ApiKey with the same bytes.
class ApiKey final
{
public:
    using FieldSpans = std::array<Span, KeyFieldCount>;

    ApiKey() = default;
    ApiKey(QByteArray bytes, Span record, const FieldSpans &fields);

    /// The record's own text, "{ … }", or whatever stands in its place in the array.
    [[nodiscard]] QByteArrayView text() const;
    [[nodiscard]] bool isObject() const { return text().startsWith('{'); }

    [[nodiscard]] JsonValue value(KeyField field) const;
    [[nodiscard]] QString key() const { return value(KeyField::Key).toString(); }
    [[nodiscard]] QString name() const { return value(KeyField::Name).toString(); }

    /// The windows in file order, or nothing where the gateway would throw a TypeError: the field
    /// is missing or not an array, or holds null. Entries that are not objects have missing values.
    [[nodiscard]] std::optional<UsageWindows> usageWindows() const;

    /// The same record over a copy of its own bytes alone: for keeping it without the whole store.
    [[nodiscard]] ApiKey detached() const;

private:
    QByteArray m_bytes;
    Span m_record;
    FieldSpans m_fields{};
};

} // namespace keydeck
