// Which of the gateway's builds answers, and what that means for an edit.
#pragma once

#include <QString>

#include <optional>

namespace keydeck {

/// They differ in what stands between a request and the file.
enum class GatewayBuild
{
    Unknown,
    Plain, ///< reads the file at every request
    Cached, ///< keeps a key for a fixed time from its look-up on, renewed with its booked usage
    Batching, ///< keeps a key for as long as it is used, and writes usage every 5 s
};

/// What a gateway that caches does unless it is told otherwise (CACHE_TTL_MS).
inline constexpr qint64 DefaultCacheTtlMs = 300'000;

/// What is known or assumed of a gateway.
struct GatewayTraits
{
    GatewayBuild build = GatewayBuild::Unknown;
    qint64 ttlMs = DefaultCacheTtlMs;

    /// Asking for a key would keep what the gateway remembers of it: it may be, where nothing is
    /// known.
    [[nodiscard]] bool askingKeepsOld() const
    {
        return build == GatewayBuild::Batching || build == GatewayBuild::Unknown;
    }
    friend bool operator==(const GatewayTraits &a, const GatewayTraits &b) = default;
};

/// "Plain", "Cached", "Batching", "Not known yet".
[[nodiscard]] QString buildName(GatewayBuild build);
/// "cached", for settings and the command line.
[[nodiscard]] QString buildId(GatewayBuild build);
[[nodiscard]] std::optional<GatewayBuild> buildFromId(QStringView id);
/// What it means for an edit, in a sentence or two.
[[nodiscard]] QString buildAdvice(const GatewayTraits &traits);

} // namespace keydeck
