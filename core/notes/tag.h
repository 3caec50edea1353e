// Tags: the words by which a person sorts keys.
#pragma once

#include "core/base/result.h"

#include <QStringList>

namespace keydeck {

inline constexpr qsizetype MaximumTagLength = 40;

/// Trimmed, and otherwise as it was typed. InvalidInput for one that is empty, has white space, a
/// comma or a control character in it, or is longer than MaximumTagLength.
[[nodiscard]] Result<QString> checkTag(const QString &text);

/// Tags that differ in case alone are one.
[[nodiscard]] bool isSameTag(const QString &a, const QString &b);
[[nodiscard]] bool hasTag(const QStringList &tags, const QString &tag);

/// With the tag behind the others; unchanged where it is there, however it is spelled.
[[nodiscard]] QStringList withTag(QStringList tags, const QString &tag);
[[nodiscard]] QStringList withoutTag(QStringList tags, const QString &tag);

} // namespace keydeck
