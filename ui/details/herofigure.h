// The one number that matters about a key.
#pragma once

#include "core/rules/keystatus.h"

#include <QString>

namespace keydeck {

/// What remains and until when, or why that is not the question.
struct HeroFigure
{
    QString figure; ///< "55,000 left"
    QString caption; ///< "of 100,000 until 15:00, in 2 h 5 min"
    QString times; ///< the exact ones
};
[[nodiscard]] HeroFigure heroFigure(const KeyState &state, qint64 nowMs);

} // namespace keydeck
