#include "ui/session/recordplaces.h"

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
    const qsizetype place = m_places.value(key, -1);
    const bool isThere
        = place >= 0 && place < m_rows->size() && m_rows->refs[size_t(place)] == KeyRef{key, 0};
    return isThere ? std::optional(m_rows->keys.at(place)) : std::nullopt;
}

} // namespace keydeck
