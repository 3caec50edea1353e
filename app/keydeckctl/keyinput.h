// Keys that come in by standard input, where neither a shell's history nor ps sees them.
#pragma once

#include "core/base/result.h"

#include <QStringList>

namespace keydeck {

/// One a line, white space around them dropped. At a terminal it asks for one and does not show it.
/// InvalidInput when there is none.
[[nodiscard]] Result<QStringList> keysFromStandardInput();

} // namespace keydeck
