// The keys that a command line selects, and what was done to them.
#pragma once

#include "app/keydeckctl/context.h"
#include "core/notes/suspending.h"

namespace keydeck {

/// Resolves the selectors, and goes on with the keys and those that are selected.
template <typename Next>
[[nodiscard]] Result<> selectFrom(const Context &context, const Result<KeySet> &loaded, Next next)
{
    return loaded.and_then([&](const KeySet &keys) {
        return selectedKeys(context, keys).and_then([&](const Selection &selected) {
            return next(keys, selected);
        });
    });
}

/// The same of the store as it is to be edited, and as it is to be looked at.
template <typename Next>
[[nodiscard]] Result<> withSelection(const Context &context, Next next)
{
    return selectFrom(context, loadKeysToEdit(context), next);
}
template <typename Next>
[[nodiscard]] Result<> withShown(const Context &context, Next next)
{
    return selectFrom(context, loadKeys(context), next);
}

/// The one key that a command takes; InvalidInput where there are several on standard input.
[[nodiscard]] Result<qsizetype> onlyOne(const Context &context, const Selection &selected);

/// Says which records an edit touched, as they were named before it: "suspended  3f2a9c01b7d4
/// Alice", or {"suspended": [ids]}.
[[nodiscard]] Result<> printTouched(
    const Context &context, const KeySet &before, const Selection &touched, const QString &verb);

} // namespace keydeck
