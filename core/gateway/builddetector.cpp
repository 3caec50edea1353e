#include "core/gateway/builddetector.h"

namespace keydeck {

void BuildDetector::noteCacheStats(int httpStatus, const std::optional<CacheSample> &sample)
{
    const bool isMissing = httpStatus == 404;
    if (!isMissing && !sample)
        return;
    m_caches = sample && sample->enabled;
    if (!*m_caches)
        m_build = GatewayBuild::Plain;
    else if (m_build == GatewayBuild::Plain)
        m_build = GatewayBuild::Unknown;
}

void BuildDetector::noteTotals(
    const QString &key, double file, double gateway, qint64 fileMs, qint64 askedMs)
{
    const auto before = m_asked.constFind(key);
    const bool wasRemembered
        = before != m_asked.cend() && askedMs - before->askedMs < m_ttlMs - SettledMs;
    if (m_caches.value_or(false) && wasRemembered && file > before->file) {
        if (gateway >= file)
            m_build = GatewayBuild::Cached;
        else if (gateway <= before->gateway && askedMs - fileMs >= SettledMs)
            m_build = GatewayBuild::Batching;
    }
    m_asked.insert(key, {file, gateway, askedMs});
}

bool BuildDetector::wants(const QString &key, double file, qint64 fileMs, qint64 nowMs) const
{
    const auto asked = m_asked.constFind(key);
    return m_build == GatewayBuild::Unknown && asked != m_asked.cend() && file > asked->file
        && nowMs - fileMs >= SettledMs && nowMs - asked->askedMs < m_ttlMs - SettledMs;
}

void BuildDetector::noteLater(const QString &key, double file, qint64 nowMs)
{
    const auto asked = m_asked.find(key);
    if (!m_caches.value_or(false) || asked == m_asked.end() || nowMs - asked->askedMs < SettledMs)
        return;
    // One that never catches up is not the file that this gateway writes.
    if (file < asked->gateway)
        asked->wasAhead = true;
    else if (asked->wasAhead)
        m_build = GatewayBuild::Batching;
}

void BuildDetector::noteRestart()
{
    m_asked.clear();
    m_caches.reset();
}

} // namespace keydeck
