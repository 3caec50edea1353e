// What another limit does at once to the windows that are open.
#pragma once

#include "core/forecast/projection.h"
#include "core/rules/keystatus.h"

#include <QList>

namespace keydeck {

/// The open windows of some keys, as they stand: of keys that the gateway lets in, one each.
struct OpenWindows
{
    QList<PresentWindow> windows = {};
    qsizetype keys = 0; ///< of which these are, with a window or without
    qint64 nowMs = 0;

    /// Counts the key, and takes its window where one is open.
    void add(const KeyState &state);
};

/// Keys that the gateway would begin to refuse with the edit.
struct LimitEffect
{
    qsizetype blocked = 0;
    double used = 0; ///< the most that one of them has used
    qint64 firstEndMs = 0; ///< when the first of them is let in again
    qint64 lastEndMs = 0; ///< when the last is
};

/// Keys that are blocked already are not counted.
[[nodiscard]] LimitEffect limitEffect(const OpenWindows &open, double limit);

/// "Blocks this key at once, until 08:05: the window that is open has 1,825,511 tokens already."
/// Empty where no key would be blocked.
[[nodiscard]] QString effectSentence(const OpenWindows &open, double limit);

} // namespace keydeck
