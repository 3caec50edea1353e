// Records that the gateway never uses, since the same key stands further up in the store.
#pragma once

#include "core/rules/lint.h"

namespace keydeck {

[[nodiscard]] bool isUnusedDuplicate(const Finding &finding);
/// findings: all of a record, as lintKeys() has them.
[[nodiscard]] bool isShadowed(const QList<Finding> &findings);

/// What stands for people in place of such a record's status, which says what the gateway would do
/// if it used the record.
[[nodiscard]] QString shadowedWord();

} // namespace keydeck
