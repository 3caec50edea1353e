// Where a gateway answers, and what may be sent there.
#pragma once

#include "core/base/result.h"

#include <QUrl>

namespace keydeck {

struct GatewaySettings
{
    static constexpr int MinimumDeadlineMs = 1000;
    static constexpr int MaximumDeadlineMs = 10'000;

    QUrl baseUrl; ///< http or https; a path is a prefix: "http://host/gateway"
    int deadlineMs = MaximumDeadlineMs; ///< for a whole request, a body that trickles included
    /// An answer has less than 1 KB; as JSON at its worst, this much takes 10 MB to read.
    qint64 maximumBodyBytes = 256 * 1024;
    /// A key goes over plain http to loopback only, unless the person said yes.
    bool allowPlainHttp = false;
    /// PEM: certificates trusted besides the system's, for this gateway only; empty: none.
    QString caCertificateFile = {};
};

/// "The gateway at http://127.0.0.1:3000": how sentences begin, without user or query.
[[nodiscard]] QString gatewayName(const QUrl &baseUrl);

/// This computer's own, by number or by name.
[[nodiscard]] bool isLoopback(const QUrl &url);
/// What is sent there can be read on the way.
[[nodiscard]] bool isPlainHttpElsewhere(const QUrl &url);

/// Why this gateway cannot be asked (no URL, not http, a user or password in the URL, a deadline
/// out of range). Reads no file.
[[nodiscard]] Result<> checkGateway(const GatewaySettings &settings);
/// The same, and why no key must be sent to it: plain http to elsewhere without a yes.
[[nodiscard]] Result<> checkGatewayForKeys(const GatewaySettings &settings);

} // namespace keydeck
