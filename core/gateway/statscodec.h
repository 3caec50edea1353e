// The gateway's answers as values.
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace keydeck {

/// The body of /stats. Tokens are JavaScript numbers, NaN where the answer has none; times are the
/// gateway's text.
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

/// Fails, in one sentence, on anything that is not such a body (HTML, an empty answer, wrong
/// types).
[[nodiscard]] Result<StatsSample> decodeStats(const QByteArray &body);

/// {"status":"ok","timestamp":"…"}: the gateway's clock, milliseconds since 1970, nothing when the
/// timestamp is missing.
struct HealthSample
{
    std::optional<qint64> gatewayTimeMs;
};
[[nodiscard]] Result<HealthSample> decodeHealth(const QByteArray &body);

/// The "error" of a 401, 403, 429 or 500, whichever of the gateway's two shapes it has; as plain
/// text of at most 200 characters, without anything that looks like a key.
[[nodiscard]] QString decodeErrorText(const QByteArray &body);

} // namespace keydeck
