// What a key's history adds up to.
#pragma once

#include "core/history/historyvalues.h"

#include <optional>

namespace keydeck {

/// What touches the span: windows and buckets that overlap it, samples within and the last one
/// before it, growth and falls that end in it, and the part of the watched time that lies in it.
[[nodiscard]] KeyHistory historyWithin(const KeyHistory &history, const TimeSpan &span);

/// Tokens whose hour is known.
[[nodiscard]] double observedTokens(const KeyHistory &history);
[[nodiscard]] double unobservedTokens(const KeyHistory &history);

/// Of a whole answer of UsageHistory::history(), which it reconciles to the token; nothing where no
/// total is known.
[[nodiscard]] std::optional<HistorySum> sumOf(const KeyHistory &history);

/// The parts of the span in which nobody recorded, by time.
[[nodiscard]] QList<TimeSpan> unwatched(const QList<TimeSpan> &watched, const TimeSpan &span);

} // namespace keydeck
