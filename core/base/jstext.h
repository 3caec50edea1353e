// What JavaScript takes for white space.
#pragma once

#include <QStringView>

namespace keydeck {

/// What \s and trim() take for white space: JavaScript's WhiteSpace and LineTerminator. They differ
/// from QChar::isSpace by U+FEFF, U+0085 and the control characters U+001C to U+001F.
[[nodiscard]] bool isJsSpace(QChar c);

/// text.trim()
[[nodiscard]] QStringView jsTrimmed(QStringView text);

} // namespace keydeck
