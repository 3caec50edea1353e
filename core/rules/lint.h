// Shapes of a record that do not do what their author meant, each said as "the gateway will …".
#pragma once

#include "core/store/keyset.h"

#include <QList>

namespace keydeck {

enum class FindingSeverity
{
    Info,
    Warning,
    Danger
};

struct Finding
{
    QString id; ///< stable: "missing-limit", "bad-expiry", …
    FindingSeverity severity = FindingSeverity::Warning;
    QString message; ///< "There is no token limit: the gateway will never block this key."

    friend bool operator==(const Finding &, const Finding &) = default;
};

/// Findings of one record on its own.
[[nodiscard]] QList<Finding> lintKey(const ApiKey &key, qint64 nowMs);

/// What is said of a key that stands several times: of the record that the gateway uses, and of
/// each other one. They come before the record's own.
[[nodiscard]] Finding usedDuplicate();
[[nodiscard]] Finding unusedDuplicate();

/// Findings of every record, in file order, with what takes the others to see (duplicate keys).
[[nodiscard]] std::vector<QList<Finding>> lintKeys(const KeySet &keys, qint64 nowMs);

} // namespace keydeck
