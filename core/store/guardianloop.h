// What the guardian's process does.
#pragma once

#include "core/store/processidentity.h"

namespace keydeck {

/// Collects what the guarded process says (LockGuardian) until it says that it needs no guardian
/// any more, or until the connection ends without that: then removes the locks and the files that
/// it left. The connection's descriptor stays open.
void runGuardian(int connection, const ProcessIdentity &guarded);

} // namespace keydeck
