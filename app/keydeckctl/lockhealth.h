// Whether the gateway runs, as evidence about a lock.
#pragma once

#include "app/keydeckctl/context.h"

#include <QJsonObject>

#include <optional>

namespace keydeck {

struct LockHealth
{
    std::optional<qint64> latencyMs; ///< nothing: it did not answer
    QString sentence;
};

/// Asks /health of --gateway or of the profile's; nothing when there is none. That it does not
/// answer is no failure; an address that is none is InvalidInput. Runs the event loop, and starts
/// threads.
[[nodiscard]] Result<std::optional<LockHealth>> lockHealth(const Context &context);

[[nodiscard]] QJsonObject toJson(const LockHealth &health);

} // namespace keydeck
