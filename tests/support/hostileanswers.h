// What a hostile server says, and how; saying(), trickling() and pouring() of RawServer go with
// them.
#pragma once

#include "tests/support/hostileserver.h"

namespace keydeck::test {

/// Sends the bytes one by one, one a second.
[[nodiscard]] HostileServer::Answer dripping(const QByteArray &bytes);

/// Says something and waits for ever.
[[nodiscard]] HostileServer::Answer keepingOpen(const QByteArray &bytes);

/// Waits, writes the bytes and closes.
[[nodiscard]] HostileServer::Answer sayingAfter(int ms, const QByteArray &bytes);

/// Says something and then resets the connection rather than closing it.
[[nodiscard]] HostileServer::Answer resettingAfter(const QByteArray &bytes);

/// Resets, once the other side has seen that it is connected.
[[nodiscard]] HostileServer::Answer resettingSoon();

/// Says the first bytes, then the repeated ones as fast as TLS takes them: pouring() waits for a
/// signal that comes early there.
[[nodiscard]] HostileServer::Answer pouringInTls(
    const QByteArray &first, const QByteArray &repeated);

/// A redirect, as bytes.
[[nodiscard]] QByteArray redirectTo(const QByteArray &location);

/// 32 MiB of zeros in 32 KiB. Its checksums are wrong, which who unpacks it learns too late.
[[nodiscard]] QByteArray gzipBomb();

} // namespace keydeck::test
