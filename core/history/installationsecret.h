// The secret under which the history and the notes name keys.
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QStringView>

namespace keydeck {

inline constexpr int InstallationSecretBytes = 32;

/// The secret in the file "secret" of the directory, which is made from the operating system's
/// random source, mode 0600, when it is not there. Programs that ask at the same time get the same
/// one. Fails when the file cannot be read or written, or is not a secret's size.
///
/// Thread: any.
[[nodiscard]] Result<QByteArray> installationSecret(const QString &directory);

/// How a key is named where it is kept beside the store: 16 bytes of its HMAC-SHA-256 under the
/// secret, enough to tell keys apart for ever.
[[nodiscard]] QByteArray nameUnderSecret(QStringView key, const QByteArray &secret);

} // namespace keydeck
