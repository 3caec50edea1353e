#include "core/command/bookusage.h"

#include "core/base/format.h"
#include "core/command/recordfinder.h"
#include "core/rules/jsdate.h"
#include "core/rules/usagewindow.h"
#include "core/store/jsonscanner.h"
#include "core/store/recordtext.h"
#include "core/store/storepatch.h"

#include <algorithm>

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

/// usage_windows with the tokens booked.
class WindowsText final
{
public:
    WindowsText(const ApiKey &record, const UsageWindows &windows, const WindowLayout &ifEmpty)
        : m_text(record.value(KeyField::UsageWindows).text())
        , m_windows(windows)
        , m_ifEmpty(ifEmpty)
    {
        m_list.document = m_text;
        m_list.inside = {1, quint32(m_text.size() - 2)};
        JsonScanner scanner(m_text);
        // Valid by contract, so that the walk cannot fail.
        static_cast<void>(scanner.eachElement([&] {
            const auto begin = quint32(scanner.offset());
            const bool passed = scanner.skipValue();
            m_list.items.push_back({begin, quint32(scanner.offset()) - begin});
            return passed;
        }));
    }

    /// Nothing where a value cannot be added to.
    [[nodiscard]] std::optional<QByteArray> booked(qint64 tokens, qint64 nowMs) const
    {
        const QString cutoff = usageCutoff(nowMs);
        std::vector<bool> gone;
        for (const UsageWindow &window : m_windows)
            gone.push_back(!isActiveWindow(window, cutoff));
        const qsizetype active = std::find(gone.begin(), gone.end(), false) - gone.begin();
        std::vector<Splice> splices;
        std::vector<Insertion> insertions;
        if (active == m_windows.size())
            insertions.push_back({-1, newWindow(tokens, nowMs)});
        else if (!addTo(active, tokens, splices))
            return std::nullopt;
        editList(m_list, gone, insertions, m_ifEmpty.windows, splices);
        return spliced(m_text, std::move(splices));
    }

private:
    [[nodiscard]] bool addTo(qsizetype index, qint64 tokens, std::vector<Splice> &splices) const
    {
        const JsonValue used = m_windows[index].tokensUsed;
        const std::optional<QByteArray> total = sum(used, tokens);
        if (!total)
            return false;
        if (!used.isMissing()) {
            splices.push_back({used.text().begin() - m_text.begin(), used.text().size(), *total});
            return true;
        }
        // An active window has a start, so that there is a member to stand behind.
        const RecordText window(m_text, m_list.items[size_t(index)]);
        const auto last = qsizetype(window.members.size()) - 1;
        editList(window.list, std::vector<bool>(window.members.size(), false),
            {{last, "\"tokens_used\"" + window.members.back().colon + *total}}, {}, splices);
        return true;
    }

    [[nodiscard]] QByteArray newWindow(qint64 tokens, qint64 nowMs) const
    {
        const RecordLayout layout = windowLayout();
        const QByteArrayList members{
            "\"window_start\"" + layout.colon + jsonStringText(toIsoString(nowMs)),
            "\"tokens_used\"" + layout.colon + QByteArray::number(tokens)};
        return '{' + layout.members.fill(members) + '}';
    }

    [[nodiscard]] RecordLayout windowLayout() const
    {
        if (m_list.items.empty() || m_text[m_list.items.back().begin] != '{')
            return m_ifEmpty.window;
        const RecordText last(m_text, m_list.items.back());
        if (last.members.empty())
            return m_ifEmpty.window;
        return {last.list.spacing(), last.members.front().colon};
    }

    QByteArrayView m_text;
    const UsageWindows &m_windows;
    const WindowLayout &m_ifEmpty;
    ListItems m_list;
};

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
    const std::optional<UsageWindows> windows = record.usageWindows();
    if (!windows)
        return gatewayFails(record, u"usage_windows"_s);
    const auto total = sum(record.value(KeyField::TotalLifetimeTokens), m_tokens);
    if (!total)
        return gatewayFails(record, u"total_lifetime_tokens"_s);
    const WindowLayout layout(fresh, index);
    const auto booked = WindowsText(record, *windows, layout).booked(m_tokens, m_nowMs);
    if (!booked)
        return gatewayFails(record, u"tokens_used"_s);
    StorePatch patch(fresh);
    patch.setField(index, KeyField::LastUsed, jsonStringText(toIsoString(m_nowMs)));
    patch.setField(index, KeyField::TotalLifetimeTokens, *total);
    patch.setField(index, KeyField::UsageWindows, *booked);
    return patch.apply();
}

} // namespace keydeck
