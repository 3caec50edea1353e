// What a person gets who is given a new API key.
#pragma once

#include "core/store/keycodec.h"

#include <QUrl>

#include <vector>

namespace keydeck {

/// A line for a POSIX shell that asks the gateway for the key's figures. Whatever the key has in
/// it, the shell takes it as it stands. Without a gateway the line names a place holder.
[[nodiscard]] QString tryCommand(const QUrl &gateway, const QString &key);

/// One HTML page, complete in itself, that prints a sheet a key: the key in full, where it is
/// valid, for what and how long, and the line to try it with. UTF-8. Secret, as the key is.
///
/// A limit below 0 and an expiry that is no date are left out. nowMs: when it is made, which it
/// says.
[[nodiscard]] QByteArray handOverPage(
    const std::vector<NewKey> &keys, const QUrl &gateway, qint64 nowMs);

} // namespace keydeck
