// What the search line looks through of each key.
#pragma once

#include "core/store/keyset.h"

#include <QStringList>
#include <QStringView>

#include <mutex>
#include <optional>
#include <vector>

namespace keydeck {

/// One text a record, in file order: QueryText::text of its key, name, model and tags.
class SearchTexts final
{
public:
    /// refs and tags: one of each record. Side by side: 65 ms for 100,000 keys on two processors.
    SearchTexts(
        const KeySet &keys, const std::vector<KeyRef> &refs, const std::vector<QStringList> &tags);

    [[nodiscard]] QStringView text(qsizetype index) const;
    /// The name, in lower case.
    [[nodiscard]] QStringView name(qsizetype index) const;
    /// The model in effect, in lower case.
    [[nodiscard]] QStringView model(qsizetype index) const;

private:
    /// Where a record's text is in the haystack, and its parts in the text.
    struct Place
    {
        qsizetype begin = 0;
        quint32 size = 0;
        quint32 nameSize = 0, modelBegin = 0, modelSize = 0;
    };

    QString m_haystack; ///< one piece: looking through it then takes milliseconds
    std::vector<Place> m_places;
};

/// Texts that are made when they are asked for first, so that what needs none of them, as the first
/// rows of a store, does not wait. Any threads.
class LateSearchTexts final
{
public:
    /// make() returns SearchTexts, every time the same ones; others who ask meanwhile wait.
    template <typename Make>
    [[nodiscard]] const SearchTexts &get(Make make) const
    {
        std::call_once(m_once, [&] { m_texts.emplace(make()); });
        return *m_texts;
    }

private:
    mutable std::once_flag m_once;
    mutable std::optional<SearchTexts> m_texts;
};

} // namespace keydeck
