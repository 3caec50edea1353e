// What the environment decides, read here and passed on as plain values.
#pragma once

#include "core/base/cachesettings.h"

#include <QProcessEnvironment>

namespace keydeck {

/// The system's, with the HOME that the user has where a timer or a service manager set none.
[[nodiscard]] QProcessEnvironment programEnvironment();

/// CACHE_TTL_MS, CACHE_MAX_SIZE and CACHE_ENABLED ("false" switches it off), as the gateway reads
/// them: what is no whole number is the default, what is below the floor is the floor.
[[nodiscard]] CacheSettings cacheSettings(const QProcessEnvironment &environment);

/// KEYDECK_STORE: the store when none is named.
[[nodiscard]] QString defaultStorePath(const QProcessEnvironment &environment);

/// Where every Keydeck of this user notes the locks that it takes: keydeck/locks in XDG_STATE_HOME,
/// else in ~/.local/state. Empty where there is no home.
[[nodiscard]] QString lockJournalFolder(const QProcessEnvironment &environment);

/// Where backups and changes of every store are kept: keydeck/stores in XDG_DATA_HOME, else in
/// ~/.local/share. Empty where there is no home.
[[nodiscard]] QString storesFolder(const QProcessEnvironment &environment);

/// Where the usage history of every store is kept: keydeck/history in XDG_DATA_HOME, else in
/// ~/.local/share. Empty where there is no home.
[[nodiscard]] QString historyFolder(const QProcessEnvironment &environment);

/// Where the profiles are: keydeck/profiles.json in XDG_CONFIG_HOME, else in ~/.config. Empty where
/// there is no home.
[[nodiscard]] QString profilesPath(const QProcessEnvironment &environment);

/// Which session of the computer this is, as logind knows it; empty where nobody says.
[[nodiscard]] QString loginSession(const QProcessEnvironment &environment);

/// Who edits: "alice@host", or "root@host (alice by sudo)".
[[nodiscard]] QString editorName(const QProcessEnvironment &environment);

} // namespace keydeck
