// One API key's record, with the gateway's field names.
#pragma once

#include "core/store/jsonvalue.h"
#include "core/store/storedata.h"

#include <QVarLengthArray>

#include <memory>
#include <optional>

namespace keydeck {

/// "token_limit_per_5h" and so on.
[[nodiscard]] QByteArrayView fieldName(KeyField field);

/// The field that a member's name means, given as it stands between its quotes, escapes and all.
[[nodiscard]] std::optional<KeyField> fieldNamed(QByteArrayView escapedName);

/// One entry of usage_windows: views, as raw as they stand.
struct UsageWindow
{
    JsonValue windowStart; ///< ISO 8601 text when the gateway wrote it
    JsonValue tokensUsed;
};
using UsageWindows = QVarLengthArray<UsageWindow, 4>;

/// The fields of such an entry that the gateway knows, and which one a name means, as above.
enum class WindowField : quint8
{
    Start,
    Tokens,
};
[[nodiscard]] std::optional<WindowField> windowFieldNamed(QByteArrayView escapedName);

/// What an entry of usage_windows says; missing values for one that is not an object.
[[nodiscard]] UsageWindow usageWindowOf(QByteArrayView entry);

/// A value: it shares the store that it stands in, so copies are cheap and safe to pass
/// between threads. A JsonValue taken from it lives as long as any ApiKey with the same bytes.
class ApiKey final
{
public:
    ApiKey() = default;
    ApiKey(std::shared_ptr<const StoreData> store, qsizetype index);

    /// The record's own text, "{ … }", or whatever stands in its place in the array.
    [[nodiscard]] QByteArrayView text() const
    {
        return m_record ? m_store->at(m_record->text) : QByteArrayView();
    }
    [[nodiscard]] bool isObject() const { return text().startsWith('{'); }

    [[nodiscard]] JsonValue value(KeyField field) const
    {
        return m_record ? JsonValue(m_store->at(m_record->fields[size_t(field)])) : JsonValue();
    }
    [[nodiscard]] QString key() const { return value(KeyField::Key).toString(); }
    [[nodiscard]] QString name() const { return value(KeyField::Name).toString(); }

    /// The windows in file order, or nothing where the gateway would throw a TypeError: the field
    /// is missing or not an array, or holds null. Entries that are not objects have missing values.
    [[nodiscard]] std::optional<UsageWindows> usageWindows() const;

    /// The same record over a copy of its own bytes alone: for keeping it without the whole store.
    [[nodiscard]] ApiKey detached() const;

private:
    std::shared_ptr<const StoreData> m_store; ///< nullptr: no record at all, no text and no fields
    const RecordSpans *m_record = nullptr; ///< in m_store
};

} // namespace keydeck
