// The gateway's answers as values.
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace keydeck {

/// What the gateway says of a key by the status of its answer.
struct KeyAnswer
{
    static constexpr int Ok = 200;
    static constexpr int Unknown = 401;
    static constexpr int Expired = 403;
    static constexpr int Blocked = 429;
};

/// The body of /stats. Tokens are JavaScript numbers: NaN where the answer has none, and a string
/// (the gateway passes on what the store holds) counts as the number that it spells. Times are the
/// gateway's text. Texts have 4,096 characters at most and are not fit to be shown as they are.
struct StatsSample
{
    QString keyFingerprint; ///< of the key that was echoed; the key itself is not kept
    QString name;
    QString model;
    double tokenLimitPer5h = 0;
    QString expiryDate;
    QString createdAt;
    QString lastUsed;
    bool isExpired = false;
    double tokensUsedInCurrentWindow = 0;
    QString windowStartedAt;
    QString windowEndsAt;
    double remainingTokens = 0;
    double totalLifetimeTokens = 0;
};

/// Fails, in one sentence that quotes nothing of the body, on anything that is not such a body
/// (HTML, an empty answer, a list where a number belongs).
[[nodiscard]] Result<StatsSample> decodeStats(const QByteArray &body);

/// {"status":"ok","timestamp":"…"}: the gateway's clock, milliseconds since 1970, nothing when the
/// timestamp is missing. Further fields are ignored; a status that is not "ok" fails.
struct HealthSample
{
    std::optional<qint64> gatewayTimeMs;
};
[[nodiscard]] Result<HealthSample> decodeHealth(const QByteArray &body);

/// The body of /cache-stats, which the plain build does not have. Counts are NaN where it has none.
struct CacheSample
{
    double hits = 0;
    double misses = 0;
    double size = 0;
    double maximumSize = 0;
    bool enabled = false;
};
[[nodiscard]] Result<CacheSample> decodeCacheStats(const QByteArray &body);

/// The "error" of a 401, 403, 429 or 500, whichever of the gateway's two shapes it has, else the
/// body's own text, else a page's title, within its first 16 KiB; as one plain line of at most 200
/// characters, without anything that looks like a key. Empty when the body says nothing.
[[nodiscard]] QString decodeErrorText(const QByteArray &body);

} // namespace keydeck
