// Who uses the demo's gateway: people, teams and services, and how each of them goes about it.
#pragma once

#include <QtGlobal>

#include <span>

namespace keydeck {

/// When in the day and the week a key is used.
enum class DemoRhythm
{
    Never,
    Office, ///< working hours, a dip at noon, next to nothing at the weekend
    Evenings, ///< after work, more at the weekend
    Nightly, ///< a job in the small hours
    Steady, ///< around the clock, more by day
    Growing, ///< steady, from little a month ago to all of it now
    Bursts, ///< hardly at all, then a day of it until the limit stops it
};

struct DemoCharacter
{
    const char16_t *name;
    const char16_t *model; ///< empty: the gateway's default
    qint64 limit; ///< tokens per window; NoLimit: the field is missing
    int createdDaysAgo;
    double expiresInDays; ///< negative: it has expired
    DemoRhythm rhythm;
    double load; ///< the part of the limit that a busy window takes
    double used; ///< the part of the limit that is used in the present window; 0: there is none
    int windowMinutes; ///< since the present window began
    double traffic; ///< share of the demo's requests; 0: none
    int resetDaysAgo = 0; ///< when somebody set its lifetime total to 0; 0: never

    static constexpr qint64 NoLimit = -1;
};

/// In the order of the store.
[[nodiscard]] std::span<const DemoCharacter> demoCast();

/// One of them stands in the store twice, as happens when records are copied by hand: the second
/// record is the last of the store and has no effect.
inline constexpr int DemoCopiedIndex = 1;
inline constexpr char16_t DemoCopyName[] = u"Marco – old laptop (copy)";

} // namespace keydeck
