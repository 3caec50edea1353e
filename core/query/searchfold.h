// How texts and what is looked for in them are made alike.
#pragma once

#include <QString>

namespace keydeck {

/// Without a difference between upper and lower case, nor between "i" with and without its dot,
/// whose cases languages pair differently: "istanbul" finds "İstanbul", "ısparta" "ISPARTA".
[[nodiscard]] QString searchFolded(const QString &text);

} // namespace keydeck
