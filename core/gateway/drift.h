// Where the gateway and the file say different things of a key, and why.
#pragma once

#include "core/gateway/editspread.h"

namespace keydeck {

enum class DriftFigure
{
    Access, ///< whether the gateway lets the key in at all
    Name,
    Model,
    Limit,
    Expiry,
    Used,
    WindowEnd,
    Lifetime,
    LastUsed,
};

enum class DriftCause
{
    Spreading, ///< an edit has not reached the gateway yet
    Remembered, ///< the gateway answers from its cache, from before the file changed
    Batching, ///< the gateway has not written its usage yet
    OtherDefault, ///< the gateway's DEFAULT_MODEL is another one
    ClockSkew, ///< its clock and ours differ
    OtherFile, ///< nothing of that: another file, or another instance
};

struct Drift
{
    DriftFigure figure = DriftFigure::Access;
    QString file; ///< as shown; safe to show
    QString gateway;
    DriftCause cause = DriftCause::OtherFile;

    friend bool operator==(const Drift &a, const Drift &b) = default;
};

/// Both sides, and what is known of the gateway.
struct DriftSides
{
    ApiKey record; ///< the file's first record with that key, as it stands at nowMs
    StatsAnswer answer;
    GatewayTraits traits;
    std::optional<KeySpread> spread;
    qint64 clockSkewMs = 0; ///< the gateway's clock minus ours
    qint64 changedMs = 0; ///< when the record was last seen to change; 0: not known
    qint64 nowMs = 0;
};

/// A clock that is wrong by less than that is none of a person's business: a /health and its answer
/// take about as long.
inline constexpr qint64 NoticeableSkewMs = 2'000;
/// By how much the gateway's clock is ahead of ours, at the middle of the question; 0 where it does
/// not say, and where it is by less than that can be told.
[[nodiscard]] qint64 clockSkewMs(const HealthAnswer &answer);

/// We learn of a change of the file within that time.
inline constexpr qint64 FileNewsMs = 2'000;
/// A batching gateway writes every 5 s.
inline constexpr qint64 FlushNewsMs = 5'000 + FileNewsMs;

/// In the order of DriftFigure; empty where the two agree, and where one of them has merely been
/// looked at later: usage that the file has had since the answer, or that a gateway has answered
/// and is about to write. 429 and 5xx answers, and others that say nothing of the key, are empty.
[[nodiscard]] QList<Drift> driftOf(const DriftSides &sides);

/// "Limit".
[[nodiscard]] QString figureName(DriftFigure figure);
/// "window_end": for JSON.
[[nodiscard]] QString figureId(DriftFigure figure);
/// "clock_skew": for JSON.
[[nodiscard]] QString causeId(DriftCause cause);
/// "The gateway's clock is 3 min ahead of this computer's. …"
[[nodiscard]] QString skewText(qint64 skewMs);
/// "its clock": for a column.
[[nodiscard]] QString causeName(DriftCause cause);
/// Why, and what to do about it: a sentence or two.
[[nodiscard]] QString causeText(DriftCause cause, const DriftSides &sides);

} // namespace keydeck
