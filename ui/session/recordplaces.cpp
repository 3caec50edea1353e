#include "ui/session/recordplaces.h"

#include <algorithm>

namespace keydeck {

void RecordPlaces::see(const std::shared_ptr<const KeyRows> &rows, const StoreNews &news)
{
    m_rows = rows;
    if (news.keys)
        m_places = news.places;
}

std::optional<ApiKey> RecordPlaces::find(const QString &key) const
{
    if (!m_rows || key.isEmpty())
        return std::nullopt;
    const KeyRef wanted{key, 0};
    const std::vector<KeyRef> &refs = m_rows->refs;
    const qsizetype place = m_places.value(key, -1);
    if (place >= 0 && place < m_rows->size() && refs[size_t(place)] == wanted)
        return m_rows->keys.at(place);
    // The order of the file has changed.
    const auto found = std::find(refs.begin(), refs.end(), wanted);
    return found == refs.end() ? std::nullopt
                               : std::optional(m_rows->keys.at(found - refs.begin()));
}

} // namespace keydeck
