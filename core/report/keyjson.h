// Keys as JSON documents: what `keydeckctl list --json` prints.
#pragma once

#include "core/rules/keystatus.h"
#include "core/rules/lint.h"
#include "core/store/keyset.h"

#include <QJsonArray>
#include <QJsonObject>

namespace keydeck {

/// One record: id, name, masked_key, model, effective_model, token_limit_per_5h, expiry_date,
/// created_at, last_used, total_lifetime_tokens, status, is_expired, blocked, window {tokens_used,
/// started_at, ends_at, remaining_tokens, retry_after_s}, findings [{id, severity, message}], and
/// key when reveal is true. Values of the store keep their type; what is missing or not finite is
/// null; started_at and ends_at are null when no window is active.
[[nodiscard]] QJsonObject keyJson(
    const ApiKey &key, const QList<Finding> &findings, qint64 nowMs, bool reveal);

/// {"id", "severity": "info", "warning" or "danger", "message"}
[[nodiscard]] QJsonObject findingJson(const Finding &finding);

[[nodiscard]] QJsonArray keysJson(const KeySet &keys, qint64 nowMs, bool reveal);

} // namespace keydeck
