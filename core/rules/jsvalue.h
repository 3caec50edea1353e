// JavaScript's conversions, as far as the gateway's comparisons and sentences use them.
#pragma once

#include "core/store/jsonvalue.h"

#include <QString>

#include <optional>

namespace keydeck {

/// String(value): "undefined" for a missing value, "1e+21", "a,b" for ["a","b"], "[object Object]".
[[nodiscard]] QString jsString(const JsonValue &value);

/// String(value) of a number: "NaN" and "-Infinity" included.
[[nodiscard]] QString jsString(double value);

/// Object.is(a, b), but that 0 is -0: NaN is NaN.
[[nodiscard]] bool sameNumber(double a, double b);

/// Number(value), arrays and objects included: NaN for a missing value, 5 for ["5"].
[[nodiscard]] double jsNumber(const JsonValue &value);

/// new Date(value).getTime(), or nothing for an Invalid Date: null is 1970, a number milliseconds.
[[nodiscard]] std::optional<qint64> jsDateMs(const JsonValue &value);

} // namespace keydeck
