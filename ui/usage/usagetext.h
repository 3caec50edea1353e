// What the Usage page calls things, and the sentence above each of its charts.
#pragma once

#include "core/usage/storeusageview.h"

#include <QString>

namespace keydeck {

/// The key's name as one plain line; words for those that are gone.
[[nodiscard]] QString rankName(const UsageRank &rank);
[[nodiscard]] QString shareName(const UsageShare &share, ShareBy by);

/// "Tuesday", in the language of the locale; 0 is Monday.
[[nodiscard]] QString weekdayName(int day);
/// "14:00–15:00".
[[nodiscard]] QString hourName(int hour);

/// "in 24 hours", "in 7 days", "from 2026-01-02 to 2026-01-08".
[[nodiscard]] QString periodPhrase(const PeriodChoice &choice);
/// What it is compared with: "the 7 days before".
[[nodiscard]] QString beforePhrase(const ReportPeriod &period);

/// "31 %", "under 1 %", "over 99 %": what is something is not 0 %, what is not all is not 100 %.
[[nodiscard]] QString percentText(double share);
/// "▲ 18 %", "▼ 4 %", "▲ × 48", "none before", "unchanged"; "–" where there is nothing to compare
/// with.
[[nodiscard]] QString changeText(double tokens, std::optional<double> before);
/// The same for a screen reader: "up 20 %".
[[nodiscard]] QString changeSpoken(double tokens, std::optional<double> before);

/// "12,400,000 tokens in 7 days, 18 % more than in the 7 days before. “Payments” used 31 %."
[[nodiscard]] QString stackVerdict(const StoreUsageView &view, const QString &phrase);
/// "Busiest on Tuesdays from 14:00 to 15:00, with 31,000 tokens an hour on average."
[[nodiscard]] QString rhythmVerdict(const StoreUsageView &view);
/// "“glm-4.7” has 71 % of the tokens; 9 % are of deleted keys, whose model is not known any more."
[[nodiscard]] QString sharesVerdict(const UsageRanking &ranking, ShareBy by);
/// "42 of 100 keys were used, besides deleted ones; 2 only in the time before. The first 3 make up
/// 80 % of it."
[[nodiscard]] QString rankingVerdict(const UsageRanking &ranking, const QString &phrase);

} // namespace keydeck
