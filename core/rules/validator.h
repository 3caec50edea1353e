// The gateway's decision about a request's key, and what may be put into the store.
#pragma once

#include "core/base/result.h"
#include "core/store/keycodec.h"

namespace keydeck {

/// The key that a request carries, as the gateway finds it: Authorization wins over x-api-key, the
/// scheme "Bearer" is case-insensitive and optional, the rest is trimmed. Empty: none; null where
/// no key was sent at all, and not null where one of only white space was.
[[nodiscard]] QString requestKey(QStringView authorization, QStringView apiKeyHeader);

/// 200 goes on; 401 and 403 carry the gateway's own words.
struct KeyVerdict
{
    int httpStatus = 200;
    QString error;
};

/// The gateway's validateApiKey, after the look-up: null means that the store has no such key.
[[nodiscard]] KeyVerdict validateApiKey(const ApiKey *found, qint64 nowMs);
/// The verdict on a request whose requestKey is empty.
[[nodiscard]] KeyVerdict missingKeyVerdict(const QString &requested = {});

// What a person proposes. Each returns the value as the store wants it, or InvalidInput.

/// Trimmed; not blank, at most 200 characters, none of them control or bidirectional formatting.
[[nodiscard]] Result<QString> checkName(const QString &name);
/// A whole number of tokens from 0 to 2^53 - 1: "60000", "60,000", "60 000", "60k", "1.5M". A point
/// without k or M is refused, since "60.000" is sixty to some and sixty thousand to others.
[[nodiscard]] Result<qint64> checkLimit(const QString &text);
/// A date (the end of that day, UTC), an ISO time (local where it has no zone), or "+12h" / "+30d"
/// /
/// "+2w" / "+1y" from now. The result is ISO text with milliseconds and Z, and may lie in the past.
[[nodiscard]] Result<QString> checkExpiry(const QString &text, qint64 nowMs);
/// Not blank, no white space, ASCII only, at most 4096 characters: what an HTTP header can carry
/// unchanged. The message never repeats the key.
[[nodiscard]] Result<QString> checkKey(const QString &key);
/// Trimmed; empty means the default model.
[[nodiscard]] Result<QString> checkModel(const QString &model);

/// How a key begins, with the underscore: "pk_", "team_"; the usual prefix where it has none.
[[nodiscard]] QString keyPrefix(const QString &key);
/// A new key from the operating system's random source: prefix and 32 hex digits (128 bits).
[[nodiscard]] QString generateKey(const QString &prefix = QStringLiteral("pk_"));

} // namespace keydeck
