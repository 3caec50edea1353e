#include "core/gateway/keyquiet.h"

#include <algorithm>

namespace keydeck {

qint64 KeyQuiet::until(
    const QString &key, const std::optional<qint64> &lastUsedMs, const GatewayTraits &traits) const
{
    const qint64 usedMs = std::max(m_asked.value(key, 0), lastUsedMs.value_or(0));
    return traits.askingKeepsOld() && usedMs > 0 ? usedMs + traits.ttlMs + SilenceMs : 0;
}

} // namespace keydeck
