#include "core/gateway/gatewaybuild.h"

#include "core/base/format.h"

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr GatewayBuild AllBuilds[]
    = {GatewayBuild::Unknown, GatewayBuild::Plain, GatewayBuild::Cached, GatewayBuild::Batching};

} // namespace

QString buildName(GatewayBuild build)
{
    switch (build) {
    case GatewayBuild::Plain:
        return u"Plain"_s;
    case GatewayBuild::Cached:
        return u"Cached"_s;
    case GatewayBuild::Batching:
        return u"Batching"_s;
    case GatewayBuild::Unknown:
        break;
    }
    return u"Not known yet"_s;
}

QString buildId(GatewayBuild build)
{
    switch (build) {
    case GatewayBuild::Plain:
        return u"plain"_s;
    case GatewayBuild::Cached:
        return u"cached"_s;
    case GatewayBuild::Batching:
        return u"batching"_s;
    case GatewayBuild::Unknown:
        break;
    }
    return u"unknown"_s;
}

std::optional<GatewayBuild> buildFromId(QStringView id)
{
    const auto found = std::find_if(std::begin(AllBuilds), std::end(AllBuilds),
        [&](GatewayBuild build) { return buildId(build) == id; });
    return found == std::end(AllBuilds) ? std::nullopt : std::optional(*found);
}

QString buildAdvice(const GatewayTraits &traits)
{
    const QString ttl = formatDuration(traits.ttlMs);
    switch (traits.build) {
    case GatewayBuild::Plain:
        return u"This gateway reads the file at every request: an edit is live at once."_s;
    case GatewayBuild::Cached:
        return u"This gateway remembers a key for %1: an edit is live after that at the latest, "
               "and at the key's next booked usage. A restart makes it immediate."_s.arg(ttl);
    case GatewayBuild::Batching:
        return u"This gateway remembers a key for as long as it is used: an edit is live once "
               "nobody has used the key for %1. A restart makes it immediate. It writes usage "
               "every 5 s."_s.arg(ttl);
    case GatewayBuild::Unknown:
        break;
    }
    return u"It is not known yet whether this gateway remembers keys. If it does, an edit is live "
           "once nobody has used the key for %1, and at once after a restart."_s.arg(ttl);
}

} // namespace keydeck
