// An edit of a record's usage_windows as splices of bytes, as StorePatch is one of a store.
#pragma once

#include "core/store/recordtext.h"

#include <optional>

namespace keydeck {

/// Collects changes of one list of windows. Only the values that change are replaced.
class WindowsPatch final
{
public:
    /// Requires the text of a valid JSON array, which must outlive the patch.
    explicit WindowsPatch(QByteArrayView text);

    [[nodiscard]] qsizetype size() const { return qsizetype(m_entries.size()); }
    /// An entry as it stands: it may be null, or anything else that is no object.
    [[nodiscard]] QByteArrayView entry(qsizetype index) const;
    /// A window with the changes so far.
    [[nodiscard]] UsageWindow window(qsizetype index) const;
    [[nodiscard]] bool isRemoved(qsizetype index) const { return m_entries[size_t(index)].gone; }

    /// Requires a window that has a start.
    void setStart(qsizetype index, QByteArray json);
    /// Requires an object that is not empty; where it has no tokens_used, that is added.
    void setTokens(qsizetype index, QByteArray json);
    void remove(qsizetype index);
    /// Requires that every other window is removed: the text of one takes their place.
    void append(QByteArray window);

    /// How the last window is formatted; nothing where that is no object with members.
    [[nodiscard]] std::optional<RecordLayout> layout() const;

    [[nodiscard]] bool isEmpty() const { return !m_changed; }
    /// The list's text after the changes. An empty one is filled with ifEmpty.
    [[nodiscard]] QByteArray apply(const ListSpacing &ifEmpty = {}) const;

private:
    struct Entry
    {
        UsageWindow window; ///< as it stands in the text
        std::optional<QByteArray> start;
        std::optional<QByteArray> tokens;
        bool gone = false;
    };
    void spliceEntry(qsizetype index, std::vector<Splice> &splices) const;

    QByteArrayView m_text;
    ListItems m_list;
    std::vector<Entry> m_entries; ///< one for each of m_list.items
    std::vector<Insertion> m_appended;
    bool m_changed = false;
};

} // namespace keydeck
