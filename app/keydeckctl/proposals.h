// What the options propose for a key, checked by the rules.
#pragma once

#include "app/keydeckctl/context.h"

#include <optional>

namespace keydeck {

/// The fields of a key that the command line sets; those it does not mention have no value.
struct Proposal
{
    std::optional<QString> name;
    std::optional<qint64> tokenLimitPer5h;
    std::optional<QString> expiryDate; ///< ISO 8601, milliseconds, Z
    std::optional<QString> model; ///< empty: the gateway's default

    [[nodiscard]] bool isEmpty() const
    {
        return !name && !tokenLimitPer5h && !expiryDate && !model;
    }
};

/// Reads --name, --limit, --expires, --model and --no-model. InvalidInput names the option that
/// cannot be as it is.
[[nodiscard]] Result<Proposal> proposal(const Context &context);

} // namespace keydeck
