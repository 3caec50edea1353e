// The inside of JSON strings and the spelling of JavaScript numbers. For the store's own sources;
// others use JsonValue.
#pragma once

#include <QByteArrayView>
#include <QString>

namespace keydeck {

/// Whether the text between a literal's quotes is what it says: ASCII without escapes.
[[nodiscard]] bool isPlainJsonString(QByteArrayView escaped);

/// What a string literal says. Requires the valid text between its quotes. Bytes that are not UTF-8
/// become U+FFFD, one for each maximal subpart, as the gateway's reader replaces them.
[[nodiscard]] QString decodeJsonString(QByteArrayView escaped);

/// Whether a member's name, as JsonScanner passes it, says name, which is ASCII.
[[nodiscard]] bool jsonNameIs(QByteArrayView escaped, QByteArrayView name);

/// JavaScript's StringToNumber: NaN for what is no number.
[[nodiscard]] double jsStringToNumber(QStringView text);

/// The value of a JSON number's valid text; beyond the range it is an infinity or 0.
[[nodiscard]] double jsonNumberValue(QByteArrayView text);

} // namespace keydeck
