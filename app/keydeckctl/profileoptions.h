// What --profile decides besides the store, and what other options override.
#pragma once

#include "app/keydeckctl/context.h"
#include "core/gateway/statsclient.h"

namespace keydeck {

/// --gateway, else the profile's: nothing when neither names one. The profile's certificate and
/// time to answer hold for both; its yes to plain http for its own origin alone.
[[nodiscard]] std::optional<GatewaySettings> gatewayOf(const Context &context);

/// gatewayOf(), or InvalidInput that says how to name one.
[[nodiscard]] Result<GatewaySettings> neededGateway(const Context &context);

/// Failed where the profile is read-only: before anything is changed.
[[nodiscard]] Result<> checkWritable(const Context &context);

} // namespace keydeck
