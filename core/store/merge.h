// The three-way rule for one value: what the person saw, what the person wants, what is there now.
#pragma once

#include "core/base/result.h"
#include "core/store/apikey.h"

namespace keydeck {

/// last_used, total_lifetime_tokens and usage_windows: the gateway rewrites them at every request,
/// and what it wrote last always stands.
[[nodiscard]] bool isGatewaysOwn(KeyField field);

/// The same to JavaScript, however it is spelled: 1.0 and 1, an escape and its character.
[[nodiscard]] bool isSameValue(const JsonValue &a, const JsonValue &b);

enum class MergeVerdict
{
    Settled, ///< what is wanted is there already: one's own doing, or two had the same idea
    Take, ///< nobody else touched it
    Conflict, ///< somebody else made something else of it
};
[[nodiscard]] MergeVerdict mergeValue(
    const JsonValue &seen, const JsonValue &wanted, const JsonValue &current);

/// A value in a message: “glm-4.7”, 250000, or "nothing". Long ones are cut; not for the key field.
[[nodiscard]] QString shownValue(const JsonValue &value);

/// What a conflict of one field says: both values, except of the key itself.
[[nodiscard]] tl::unexpected<Error> mergeConflict(
    const QString &label, KeyField field, const JsonValue &current, const JsonValue &wanted);

} // namespace keydeck
