// Finds out which of the gateway's builds answers.
#pragma once

#include "core/gateway/gatewaybuild.h"
#include "core/gateway/statscodec.h"

#include <QHash>

namespace keydeck {

/// /cache-stats tells a build that caches from the plain one, which does not know it. What tells
/// the two that cache from each other is a key that was asked for twice, and whose usage was booked
/// in between: the cached build puts what it has just written in the place of what it remembers,
/// the batching build goes on with what it read first, or runs ahead of the file, which it writes
/// every 5 s only.
///
/// A decision stands until the gateway answers otherwise: it may be exchanged while we look.
class BuildDetector final
{
public:
    /// What a gateway that writes at once has long written, and we have read.
    static constexpr qint64 SettledMs = 2'000;

    explicit BuildDetector(qint64 ttlMs = DefaultCacheTtlMs) : m_ttlMs(ttlMs) { }

    [[nodiscard]] GatewayBuild build() const { return m_build; }
    /// /cache-stats was not answered yet.
    [[nodiscard]] bool wantsCacheStats() const { return !m_caches; }

    /// sample: with status 200. 401, 403 and 5xx say nothing.
    void noteCacheStats(int httpStatus, const std::optional<CacheSample> &sample);

    /// What the file and /stats said of a key's lifetime total. The file was read before the
    /// question was sent, at fileMs; askedMs is when.
    void noteTotals(const QString &key, double file, double gateway, qint64 fileMs, qint64 askedMs);
    /// Asking for the key again would tell something: it was used since, as the file has it, which
    /// was read so long ago that the gateway has settled.
    [[nodiscard]] bool wants(const QString &key, double file, qint64 fileMs, qint64 nowMs) const;
    /// The file's total of a key that was asked for, some time after the answer, and again whenever
    /// it changes: whether the gateway had written what it said.
    void noteLater(const QString &key, double file, qint64 nowMs);

    /// It was restarted, perhaps as another build: what was asked before says nothing any more, and
    /// /cache-stats is wanted again. The build stands until something else is known.
    void noteRestart();

private:
    struct Question
    {
        double file = 0;
        double gateway = 0;
        qint64 askedMs = 0;
        bool wasAhead = false; ///< of the file, SettledMs after the answer
    };

    qint64 m_ttlMs;
    GatewayBuild m_build = GatewayBuild::Unknown;
    std::optional<bool> m_caches;
    QHash<QString, Question> m_asked; ///< by key
};

} // namespace keydeck
