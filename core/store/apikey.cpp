#include "core/store/apikey.h"

#include "core/store/jsonscanner.h"
#include "core/store/jsontext.h"

namespace keydeck {

namespace {

constexpr std::array<QByteArrayView, KeyFieldCount> FieldNames{"key", "name", "model",
    "token_limit_per_5h", "expiry_date", "created_at", "last_used", "total_lifetime_tokens",
    "usage_windows"};

enum WindowMember
{
    OtherMember,
    StartMember,
    TokensMember
};

int windowMember(QByteArrayView name)
{
    if (jsonNameIs(name, "window_start"))
        return StartMember;
    return jsonNameIs(name, "tokens_used") ? TokensMember : OtherMember;
}

/// Reads one entry of usage_windows at the cursor; false for null, on which the gateway throws.
bool readWindow(JsonScanner &scanner, UsageWindow &window)
{
    // Every window of every record is read again and again, and nearly all are written alike.
    thread_local ObjectShape shape;
    if (scanner.peek() != '{')
        return scanner.peek() != 'n' && scanner.skipValue();
    return scanner.eachMemberLike(shape, windowMember, [&](int member) {
        QByteArrayView value;
        if (!scanner.skipValue(&value))
            return false;
        if (member == StartMember)
            window.windowStart = JsonValue(value);
        else if (member == TokensMember)
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
        if (escapedName.size() == FieldNames[i].size() && escapedName == FieldNames[i])
            return KeyField(i);
    }
    if (!escapedName.contains('\\'))
        return {};
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
