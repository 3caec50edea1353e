// Threads whose work nobody waits for.
#pragma once

namespace keydeck {

/// From now on the calling thread lets others go first where processors are scarce: the window,
/// what a person waits for, and the gateway on the same machine. It keeps a third of what it would
/// have. Not for a thread that takes the store's lock, since others wait for that one.
void stayInBackground() noexcept;

} // namespace keydeck
