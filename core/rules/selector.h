// How a person names keys without giving one away.
#pragma once

#include "core/base/result.h"
#include "core/store/keyset.h"

#include <QStringList>

namespace keydeck {

/// The index of the one record that a selector names: its exact name, else the first 8 or more hex
/// digits of its fingerprint, in either case. A key itself is never a selector, so that it need not
/// stand on a command line.
///
/// NotFound or Ambiguous otherwise, naming the store and, where several fit, each of them. The
/// message repeats a selector only as safeEcho() gives it.
[[nodiscard]] Result<qsizetype> selectKey(
    const KeySet &keys, const QString &selector, const QString &storePath);

/// The record that the gateway uses for this key: the first of several.
[[nodiscard]] Result<qsizetype> selectByKey(
    const KeySet &keys, const QString &key, const QString &storePath);

/// What a person typed, for a message: as it is, or masked where it might be a key.
[[nodiscard]] QString safeEcho(const QString &typed);

} // namespace keydeck
