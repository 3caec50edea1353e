// A key's history as a JSON document: what `keydeckctl history --json` prints.
#pragma once

#include "core/history/historyvalues.h"

#include <QJsonObject>

namespace keydeck {

/// {"since", "until", "observed_tokens", "unobserved_tokens", "total_lifetime_tokens",
/// "sum" {first_total {at, tokens}, observed_tokens, unobserved_tokens, fallen_tokens, last_total
/// {at, tokens}}, "windows" [{started_at, ends_at, closed_early, tokens_used, token_limit_per_5h,
/// reset_tokens}], "buckets" [{started_at, seconds, tokens}], "unobserved" [{from, to, tokens,
/// in_window}], "resets" [{at, before, after}], "watched" [{from, to}]}, of what touches the span.
/// The sum is of the whole history, which begins with the hour of the span or with the first look:
/// first_total
/// + observed_tokens + unobserved_tokens - fallen_tokens is last_total. Times are ISO 8601 in UTC,
/// tokens numbers; null where there is no limit, or no total known.
[[nodiscard]] QJsonObject historyJson(const KeyHistory &history, const TimeSpan &span);

} // namespace keydeck
