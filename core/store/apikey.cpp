#include "core/store/apikey.h"

#include "core/store/jsonscanner.h"
#include "core/store/jsontext.h"

namespace keydeck {

namespace {

constexpr std::array<QByteArrayView, KeyFieldCount> FieldNames{"key", "name", "model",
    "token_limit_per_5h", "expiry_date", "created_at", "last_used", "total_lifetime_tokens",
    "usage_windows"};

/// Reads one entry of usage_windows at the cursor; false for null, on which the gateway throws.
bool readWindow(JsonScanner &scanner, UsageWindow &window)
{
    if (scanner.peek() != '{')
        return scanner.peek() != 'n' && scanner.skipValue();
    return scanner.eachMember([&](QByteArrayView name) {
        QByteArrayView value;
        if (!scanner.skipValue(&value))
            return false;
        if (jsonNameIs(name, "window_start"))
            window.windowStart = JsonValue(value);
        else if (jsonNameIs(name, "tokens_used"))
            window.tokensUsed = JsonValue(value);
        return true;
    });
}

} // namespace

QByteArrayView fieldName(KeyField field)
{
    return FieldNames[size_t(field)];
}

std::optional<KeyField> fieldNamed(QByteArrayView escapedName)
{
    for (size_t i = 0; i < FieldNames.size(); ++i) {
        if (jsonNameIs(escapedName, FieldNames[i]))
            return KeyField(i);
    }
    return {};
}

UsageWindow usageWindowOf(QByteArrayView entry)
{
    UsageWindow window;
    JsonScanner scanner(entry);
    static_cast<void>(readWindow(scanner, window)); // valid by contract
    return window;
}

ApiKey::ApiKey(QByteArray bytes, Span record, const FieldSpans &fields)
    : m_bytes(std::move(bytes))
    , m_record(record)
    , m_fields(fields)
{ }

QByteArrayView ApiKey::text() const
{
    return QByteArrayView(m_bytes).sliced(m_record.begin, m_record.size);
}

JsonValue ApiKey::value(KeyField field) const
{
    const Span span = m_fields[size_t(field)];
    return JsonValue(QByteArrayView(m_bytes).sliced(span.begin, span.size));
}

std::optional<UsageWindows> ApiKey::usageWindows() const
{
    const JsonValue field = value(KeyField::UsageWindows);
    if (field.kind() != JsonKind::Array)
        return {};
    UsageWindows windows;
    JsonScanner scanner(field.text());
    const bool usable = scanner.eachElement([&] {
        windows.append(UsageWindow());
        return readWindow(scanner, windows.last());
    });
    if (!usable)
        return {};
    return windows;
}

ApiKey ApiKey::detached() const
{
    FieldSpans fields = m_fields;
    for (Span &span : fields)
        span.begin = span.size == 0 ? 0 : span.begin - m_record.begin;
    return ApiKey(text().toByteArray(), {0, m_record.size}, fields);
}

} // namespace keydeck
