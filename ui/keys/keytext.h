// What the table's cells say.
#pragma once

#include "core/rules/keystatus.h"
#include "core/rules/lint.h"
#include "core/store/apikey.h"
#include "ui/keys/daycourse.h"

#include <QString>

namespace keydeck {

// column is one of KeyModel::Column. All of it is plain text; tool tips are escaped rich text, so
// that a name with markup in it stays text.

[[nodiscard]] QString columnTitle(int column);
[[nodiscard]] QString columnToolTip(int column);
[[nodiscard]] QString cellText(int column, const ApiKey &key, const KeyState &state, qint64 nowMs);
[[nodiscard]] QString cellToolTip(int column, const ApiKey &key, const KeyState &state,
    const QList<Finding> &findings, qint64 nowMs);
/// The cell for somebody who hears it: with what the picture says.
[[nodiscard]] QString cellSpoken(
    int column, const ApiKey &key, const KeyState &state, qint64 nowMs);

/// What came in, "–" where nothing is known.
[[nodiscard]] QString dayText(const DayCourse &course);
/// The figure, the hour in which most came in, and what is not in it; in words, and as a tool tip.
[[nodiscard]] QString dayNote(const DayCourse &course, qint64 nowMs);
[[nodiscard]] QString dayToolTip(const DayCourse &course, qint64 nowMs);

/// "1 key", "3 keys".
[[nodiscard]] QString keyCount(qsizetype count);

/// The name as one plain line, or words for a record without one.
[[nodiscard]] QString displayName(const ApiKey &key);

} // namespace keydeck
