// A profile: one gateway and its store, under a name and a colour that a person tells it by.
#pragma once

#include "core/base/result.h"
#include "core/gateway/gatewaybuild.h"
#include "core/gateway/gatewaysettings.h"
#include "core/gateway/pollschedule.h"
#include "core/gateway/profilecolor.h"

#include <QList>
#include <QUrl>

#include <optional>

namespace keydeck {

/// Holds no secret, and can be shown to anybody who may see the store's path.
struct Profile
{
    static constexpr int LeastTimeoutS = 1, MostTimeoutS = 10;
    static constexpr int LeastTtlS = 1, MostTtlS = 24 * 60 * 60;
    static constexpr int MostPollsPerMinute = MaximumPollsPerMinute;
    static constexpr qsizetype LongestName = 60;

    QString id; ///< given once, for good; the name may change
    QString name;
    ProfileColor color = ProfileColor::None;
    QString storePath; ///< absolute
    QUrl gateway; ///< empty: none
    QString caCertificateFile; ///< PEM, trusted besides the system's; empty: none
    int timeoutS = MostTimeoutS;
    /// The origin that keys may be sent to over plain http: the person's yes. It is worth nothing
    /// for any other.
    QString plainHttpOrigin;
    GatewayBuild build = GatewayBuild::Unknown; ///< unknown: it is found out
    int ttlS = 300; ///< how long the gateway's cache remembers a key
    int pollsPerMinute = DefaultPollsPerMinute; ///< see pollschedule.h; 0: only /health is asked
    bool readOnly = false;

    [[nodiscard]] bool allowsPlainHttp() const;

    friend bool operator==(const Profile &, const Profile &) = default;
};

/// A new one, with an id of its own.
[[nodiscard]] Profile newProfile(const QString &name, const QString &storePath);

/// "http://gateway.lan:3000": scheme, host and port, the port also where it is the usual one. Empty
/// for what has no host.
[[nodiscard]] QString originOf(const QUrl &url);

/// How the profile's gateway is asked.
[[nodiscard]] GatewaySettings gatewaySettings(const Profile &profile);
/// What the profile says that it does.
[[nodiscard]] GatewayTraits gatewayTraits(const Profile &profile);

/// What is wrong with a profile's fields, each as one sentence in InvalidInput.
[[nodiscard]] Result<> checkProfileName(const Profile &profile, const QList<Profile> &all);
[[nodiscard]] Result<> checkProfileStore(const QString &path);
/// Reads the file.
[[nodiscard]] Result<> checkCaCertificate(const QString &path);

/// The profile of that name; one that differs in case alone will do where there is just one.
/// InvalidInput, with the names that there are.
[[nodiscard]] Result<Profile> profileNamed(const QList<Profile> &profiles, const QString &name);

/// Whether both paths lead to one file, or would if it were there.
[[nodiscard]] bool isSameStore(const QString &a, const QString &b);

/// The first whose store is at that path.
[[nodiscard]] std::optional<Profile> profileOfStore(
    const QList<Profile> &profiles, const QString &storePath);

} // namespace keydeck
