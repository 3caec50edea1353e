#include "core/gateway/keysight.h"

#include "core/gateway/statscodec.h"

#include <algorithm>

namespace keydeck {

void KeySight::note(const QString &key, int httpStatus, qint64 nowMs)
{
    if (httpStatus == KeyAnswer::Unknown)
        m_unknown.insert(key, nowMs);
    else if (httpStatus == KeyAnswer::Ok || httpStatus == KeyAnswer::Expired)
        m_unknown.clear(); // it has read a file with that key
}

bool KeySight::seesNone(qint64 nowMs) const
{
    const auto isNews = [nowMs](qint64 atMs) { return nowMs - atMs <= NewsMs; };
    const qsizetype unknown = std::count_if(m_unknown.begin(), m_unknown.end(), isNews);
    return m_keyCount > 0 && unknown >= std::min(EnoughKeys, m_keyCount);
}

} // namespace keydeck
