// What an import may say of a file's cells: somebody may have mistaken a column of keys for
// another.
#pragma once

#include <QString>

namespace keydeck {

/// A cell or a column's title, safe to show on one line; masked where there might be a key in it: a
/// word of 12 characters and more with 3 letters and 4 digits.
[[nodiscard]] QString echoedCell(const QString &text);

/// A name is masked only where 16 letters and digits follow each other.
[[nodiscard]] bool mayBeKey(const QString &name);
[[nodiscard]] QString echoedName(const QString &name);

} // namespace keydeck
