// What is known of the gateway when a key is looked at.
#pragma once

#include "core/gateway/editspread.h"
#include "core/gateway/pollschedule.h"

namespace keydeck {

struct GatewayKnowledge
{
    GatewayTraits traits;
    bool isDetected = false; ///< the build was found out rather than set
    int pollsPerMinute = DefaultPollsPerMinute;
    bool canBeSet = true; ///< the person may change how it is watched
    std::optional<KeySpread> spread = {}; ///< of the key's newest edit
    qint64 quietUntilMs = 0; ///< asking before would keep alive what it remembers; 0: it is asked
    qint64 clockSkewMs = 0; ///< the gateway's clock minus ours
    /// A sentence: it does not see this store's keys; empty: nothing is known of that.
    QString alarm = {};
};

} // namespace keydeck
