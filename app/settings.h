// What the environment decides, read here and passed on as plain values.
#pragma once

#include "core/base/ttlcache.h"

#include <QProcessEnvironment>

namespace keydeck {

/// CACHE_TTL_MS, CACHE_MAX_SIZE and CACHE_ENABLED ("false" switches it off), as the gateway reads
/// them: what is no whole number is the default, what is below the floor is the floor.
[[nodiscard]] CacheSettings cacheSettings(const QProcessEnvironment &environment);

/// KEYDECK_STORE: the store when none is named.
[[nodiscard]] QString defaultStorePath(const QProcessEnvironment &environment);

/// Where every Keydeck of this user notes the locks that it takes: keydeck/locks in XDG_STATE_HOME,
/// else in ~/.local/state. Empty where there is no home.
[[nodiscard]] QString lockJournalFolder(const QProcessEnvironment &environment);

} // namespace keydeck
