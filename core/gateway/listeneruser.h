// Who a local gateway runs as, and whether that user can read the store.
#pragma once

#include <QString>
#include <QUrl>

#include <optional>

namespace keydeck {

/// The user whose program listens at that address, where it is one of loopback: as the kernel's
/// table of TCP sockets says. Nothing where it is another machine's, where nobody listens, and
/// where programs of several users do.
[[nodiscard]] std::optional<uint> listenerUser(const QUrl &url);

/// The user, as a member of all their groups, may pass through every folder and read the file, as
/// the permissions alone say it: access lists and other rules can differ. Root always may. True for
/// a file that is not there.
[[nodiscard]] bool userMayRead(uint userId, const QString &path);

/// "The gateway runs as gateway (998), who may not read /srv/apikeys.json …": why the gateway takes
/// this store for an empty one. Empty where it does not, or nothing is known.
[[nodiscard]] QString unreadableNote(const QUrl &gateway, const QString &storePath);

} // namespace keydeck
