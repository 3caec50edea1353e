#include "core/command/bookusage.h"

#include "core/base/format.h"
#include "core/command/recordfinder.h"
#include "core/rules/jsdate.h"
#include "core/rules/usagewindow.h"
#include "core/store/storepatch.h"
#include "core/store/windowspatch.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

/// JavaScript's value + tokens. Nothing for an array or object, whose text it would append to.
std::optional<QByteArray> sum(const JsonValue &value, qint64 tokens)
{
    switch (value.kind()) {
    case JsonKind::Array:
    case JsonKind::Object:
        return std::nullopt;
    case JsonKind::String:
        return jsonStringText(value.toString() + QString::number(tokens));
    default:
        return jsonNumberText(value.toNumber() + double(tokens));
    }
}

/// The formatting of a list of windows that holds none yet, from that of the record.
struct WindowLayout
{
    ListSpacing windows;
    RecordLayout window;

    WindowLayout(const KeySet &keys, qsizetype index)
    {
        const RecordText record(keys.bytes(), keys.records()[size_t(index)].text);
        const qsizetype member = record.memberOf(KeyField::UsageWindows);
        const QByteArray outer = record.list.spaceBefore(member);
        window.colon = record.members[size_t(member)].colon;
        const QByteArray closing = record.list.spacing().closing;
        if (!outer.contains('\n'))
            return;
        // One level is what the members are indented more than the record's closing brace.
        const QByteArray unit
            = outer.startsWith(closing) ? outer.sliced(closing.size()) : QByteArray();
        windows = {outer + unit, outer + unit, outer};
        window.members = {outer + unit + unit, outer + unit + unit, outer + unit};
    }
};

QByteArray newWindow(const RecordLayout &layout, qint64 tokens, qint64 nowMs)
{
    const QByteArrayList members{
        "\"window_start\"" + layout.colon + jsonStringText(toIsoString(nowMs)),
        "\"tokens_used\"" + layout.colon + QByteArray::number(tokens)};
    return '{' + layout.members.fill(members) + '}';
}

/// usage_windows with the tokens booked; nothing where a value cannot be added to.
std::optional<QByteArray> bookedWindows(
    const ApiKey &record, const WindowLayout &ifEmpty, qint64 tokens, qint64 nowMs)
{
    WindowsPatch patch(record.value(KeyField::UsageWindows).text());
    const QString cutoff = usageCutoff(nowMs);
    bool isBooked = false;
    for (qsizetype i = 0; i < patch.size(); ++i) {
        const UsageWindow window = patch.window(i);
        if (!isActiveWindow(window, cutoff)) {
            patch.remove(i);
        } else if (!std::exchange(isBooked, true)) {
            const std::optional<QByteArray> total = sum(window.tokensUsed, tokens);
            if (!total)
                return std::nullopt;
            patch.setTokens(i, *total); // an active window has a start, so that it is not empty
        }
    }
    if (!isBooked)
        patch.append(newWindow(patch.layout().value_or(ifEmpty.window), tokens, nowMs));
    return patch.apply(ifEmpty.windows);
}

tl::unexpected<Error> gatewayFails(const ApiKey &record, const QString &field)
{
    return failure(ErrorCode::StoreUnusable,
        u"Usage of %1 cannot be booked, and the gateway fails at it too: %2 of its record is "
        u"missing or of the wrong kind. Correct the record."_s.arg(
            recordLabel(record.name(), record.key()), field));
}

} // namespace

BookUsage::BookUsage(QString key, qint64 tokens, qint64 nowMs)
    : m_key(std::move(key))
    , m_tokens(tokens)
    , m_nowMs(nowMs)
{ }

QString BookUsage::title() const
{
    return u"Book %1 tokens"_s.arg(formatCount(double(m_tokens)));
}

Result<KeySet> BookUsage::apply(const KeySet &fresh) const
{
    const qsizetype index = m_key.isEmpty() ? -1 : fresh.indexOf({m_key, 0});
    if (index < 0)
        return fresh;
    const ApiKey record = fresh.at(index);
    if (!record.usageWindows())
        return gatewayFails(record, u"usage_windows"_s);
    const auto total = sum(record.value(KeyField::TotalLifetimeTokens), m_tokens);
    if (!total)
        return gatewayFails(record, u"total_lifetime_tokens"_s);
    const auto booked = bookedWindows(record, WindowLayout(fresh, index), m_tokens, m_nowMs);
    if (!booked)
        return gatewayFails(record, u"tokens_used"_s);
    StorePatch patch(fresh);
    patch.setField(index, KeyField::LastUsed, jsonStringText(toIsoString(m_nowMs)));
    patch.setField(index, KeyField::TotalLifetimeTokens, *total);
    patch.setField(index, KeyField::UsageWindows, *booked);
    return patch.apply();
}

} // namespace keydeck
