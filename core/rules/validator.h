// The gateway's decision about a request's key, and what may be put into the store.
#pragma once

#include "core/base/result.h"
#include "core/store/keycodec.h"

#include <optional>

namespace keydeck {

/// The key that a request carries, as the gateway finds it: Authorization wins over x-api-key, the
/// scheme "Bearer" is case-insensitive and optional, the rest is trimmed. Empty: none.
[[nodiscard]] QString requestKey(QStringView authorization, QStringView apiKeyHeader);

/// 200 goes on; 401 and 403 carry the gateway's own words.
struct KeyVerdict
{
    int httpStatus = 200;
    QString error;
};

/// The gateway's validateApiKey, after the look-up: no value means that the store has no such key.
[[nodiscard]] KeyVerdict validateApiKey(const std::optional<ApiKey> &found, qint64 nowMs);
/// The verdict on a request without a key.
[[nodiscard]] KeyVerdict missingKeyVerdict();

// What a person proposes. Each returns the value as the store wants it, or InvalidInput.

/// Not blank after trimming, at most 200 characters.
[[nodiscard]] Result<QString> checkName(const QString &name);
/// A whole number of tokens from 0 to 2^53 - 1; group separators, spaces, "k" and "M" are
/// understood.
[[nodiscard]] Result<qint64> checkLimit(const QString &text);
/// A date (the end of that day, UTC), an ISO time, or "+30d" / "+12h" / "+2w" from now. The result
/// is ISO text with milliseconds and Z.
[[nodiscard]] Result<QString> checkExpiry(const QString &text, qint64 nowMs);
/// Not blank, no white space, ASCII only: what an HTTP header can carry unchanged.
[[nodiscard]] Result<QString> checkKey(const QString &key);
/// Empty means the default model.
[[nodiscard]] Result<QString> checkModel(const QString &model);

/// A new key from the operating system's random source: prefix and 32 hex digits (128 bits).
[[nodiscard]] QString generateKey(const QString &prefix = QStringLiteral("pk_"));

} // namespace keydeck
