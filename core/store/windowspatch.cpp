#include "core/store/windowspatch.h"

#include "core/store/jsonscanner.h"

namespace keydeck {

WindowsPatch::WindowsPatch(QByteArrayView text) : m_text(text)
{
    m_list.document = text;
    m_list.inside = {1, quint32(text.size() - 2)};
    JsonScanner scanner(text);
    // Valid by contract, so that the walk cannot fail.
    static_cast<void>(scanner.eachElement([&] {
        const auto begin = quint32(scanner.offset());
        const bool passed = scanner.skipValue();
        m_list.items.push_back({begin, quint32(scanner.offset()) - begin});
        return passed;
    }));
    m_entries.resize(m_list.items.size());
    for (qsizetype i = 0; i < size(); ++i)
        m_entries[size_t(i)].window = usageWindowOf(entry(i));
}

QByteArrayView WindowsPatch::entry(qsizetype index) const
{
    const Span span = m_list.items[size_t(index)];
    return m_text.sliced(span.begin, span.size);
}

UsageWindow WindowsPatch::window(qsizetype index) const
{
    const Entry &entry = m_entries[size_t(index)];
    return {entry.start ? JsonValue(*entry.start) : entry.window.windowStart,
        entry.tokens ? JsonValue(*entry.tokens) : entry.window.tokensUsed};
}

void WindowsPatch::setStart(qsizetype index, QByteArray json)
{
    m_entries[size_t(index)].start = std::move(json);
    m_changed = true;
}

void WindowsPatch::setTokens(qsizetype index, QByteArray json)
{
    m_entries[size_t(index)].tokens = std::move(json);
    m_changed = true;
}

void WindowsPatch::remove(qsizetype index)
{
    m_entries[size_t(index)].gone = true;
    m_changed = true;
}

void WindowsPatch::append(QByteArray window)
{
    m_appended.push_back({-1, std::move(window)});
    m_changed = true;
}

std::optional<RecordLayout> WindowsPatch::layout() const
{
    if (m_entries.empty() || !entry(size() - 1).startsWith('{'))
        return {};
    const RecordText last(m_text, m_list.items.back());
    if (last.members.empty())
        return {};
    return RecordLayout{last.list.spacing(), last.members.front().colon};
}

QByteArray WindowsPatch::apply(const ListSpacing &ifEmpty) const
{
    std::vector<Splice> splices;
    std::vector<bool> gone;
    for (qsizetype i = 0; i < size(); ++i) {
        gone.push_back(isRemoved(i));
        if (!gone.back())
            spliceEntry(i, splices);
    }
    editList(m_list, gone, m_appended, ifEmpty, splices);
    return spliced(m_text, std::move(splices));
}

void WindowsPatch::spliceEntry(qsizetype index, std::vector<Splice> &splices) const
{
    const Entry &entry = m_entries[size_t(index)];
    const auto replace = [&](const JsonValue &value, const QByteArray &json) {
        splices.push_back({value.text().begin() - m_text.begin(), value.text().size(), json});
    };
    if (entry.start)
        replace(entry.window.windowStart, *entry.start);
    if (!entry.tokens)
        return;
    if (!entry.window.tokensUsed.isMissing()) {
        replace(entry.window.tokensUsed, *entry.tokens);
        return;
    }
    const RecordText window(m_text, m_list.items[size_t(index)]);
    const auto last = qsizetype(window.members.size()) - 1;
    editList(window.list, std::vector<bool>(window.members.size(), false),
        {{last, "\"tokens_used\"" + window.members.back().colon + *entry.tokens}}, {}, splices);
}

} // namespace keydeck
