// The bodies of the gateway's answers, as its JSON.stringify writes them.
#pragma once

#include "core/base/cachesettings.h"
#include "core/rules/usagewindow.h"

#include <QByteArray>
#include <QString>

namespace keydeck {

/// {"status":"ok","timestamp":"…"}
[[nodiscard]] QByteArray healthBody(qint64 nowMs);

/// {"error":"…"}
[[nodiscard]] QByteArray errorBody(const QString &message);

/// What checkRateLimit says of the key, which the gateway echoes in full. A field that the record
/// lacks is left out, as JSON.stringify leaves out undefined.
[[nodiscard]] QByteArray statsBody(
    const ApiKey &key, const RateLimit &rate, const QString &model, qint64 nowMs);

/// The 429.
[[nodiscard]] QByteArray rateLimitBody(const ApiKey &key, const RateLimit &rate, qint64 nowMs);

/// hits, misses, hitRate (percent, two digits), size, maxSize, enabled.
[[nodiscard]] QByteArray cacheStatsBody(const CacheStatistics &statistics);

struct TokenUsage
{
    qint64 prompt = 0;
    qint64 completion = 0;
    [[nodiscard]] qint64 total() const { return prompt + completion; }
};

/// What a chat request would plausibly cost: a token for each four characters of its messages, and
/// max_tokens, up to 4096, for the answer (256 where it is not given). Nothing when the body is not
/// a JSON object.
[[nodiscard]] std::optional<TokenUsage> estimateUsage(const QByteArray &request);

/// A canned chat.completion.
[[nodiscard]] QByteArray completionBody(
    const QString &model, const TokenUsage &usage, qint64 nowMs);

} // namespace keydeck
