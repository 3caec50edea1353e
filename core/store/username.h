// How the system's users are named to the person.
#pragma once

#include <QString>

namespace keydeck {

/// Empty: the system knows no name for that number.
[[nodiscard]] QString userName(uint id);

/// The user's home folder; empty where the system knows none.
[[nodiscard]] QString userHome(uint id);

/// "gateway (1000)", or the number alone; safe to show.
[[nodiscard]] QString userText(uint id);

} // namespace keydeck
