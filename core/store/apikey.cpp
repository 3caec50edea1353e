#include "core/store/apikey.h"

#include "core/store/jsonscanner.h"
#include "core/store/jsontext.h"

namespace keydeck {

namespace {

constexpr std::array<QByteArrayView, KeyFieldCount> FieldNames{"key", "name", "model",
    "token_limit_per_5h", "expiry_date", "created_at", "last_used", "total_lifetime_tokens",
    "usage_windows"};

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

std::optional<WindowField> windowFieldNamed(QByteArrayView escapedName)
{
    if (jsonNameIs(escapedName, "window_start"))
        return WindowField::Start;
    if (jsonNameIs(escapedName, "tokens_used"))
        return WindowField::Tokens;
    return {};
}

UsageWindow usageWindowOf(QByteArrayView entry)
{
    UsageWindow window;
    JsonScanner scanner(entry);
    if (scanner.peek() != '{')
        return window;
    static_cast<void>(scanner.eachMember([&](QByteArrayView name) { // valid by contract
        QByteArrayView value;
        if (!scanner.skipValue(&value))
            return false;
        if (const auto field = windowFieldNamed(name))
            (*field == WindowField::Start ? window.windowStart : window.tokensUsed)
                = JsonValue(value);
        return true;
    }));
    return window;
}

ApiKey::ApiKey(std::shared_ptr<const StoreData> store, qsizetype index)
    : m_store(std::move(store))
    , m_record(&m_store->records[size_t(index)])
{ }

std::optional<UsageWindows> ApiKey::usageWindows() const
{
    if (!m_record || m_record->windowCount == RecordSpans::NoWindows)
        return {};
    std::optional<UsageWindows> windows(std::in_place);
    for (qint32 i = 0; i < m_record->windowCount; ++i) {
        const WindowSpans &spans = m_store->windows[m_record->firstWindow + size_t(i)];
        windows->append(
            {JsonValue(m_store->at(spans.start)), JsonValue(m_store->at(spans.tokens))});
    }
    return windows;
}

ApiKey ApiKey::detached() const
{
    if (!m_record)
        return {};
    auto own = std::make_shared<StoreData>();
    own->bytes = text().toByteArray();
    own->append(*m_store, *m_record, 0);
    return ApiKey(std::move(own), 0);
}

} // namespace keydeck
