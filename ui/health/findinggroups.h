// A store's findings, gathered by what they say.
#pragma once

#include "core/rules/lint.h"
#include "core/store/keyset.h"

namespace keydeck {

struct FindingGroup
{
    struct Affected
    {
        qsizetype index = 0; ///< in the key set
        QString message; ///< empty where it is the group's

        friend bool operator==(const Affected &, const Affected &) = default;
    };
    QString id;
    FindingSeverity severity = FindingSeverity::Warning;
    QString message; ///< the worst one's
    std::vector<Affected> keys;

    friend bool operator==(const FindingGroup &, const FindingGroup &) = default;
};

/// The worst first, then those that touch most keys.
[[nodiscard]] std::vector<FindingGroup> groupFindings(const std::vector<QList<Finding>> &findings);

/// "5 findings in 4 keys; 1 of them is dangerous."
[[nodiscard]] QString healthVerdict(const std::vector<FindingGroup> &groups, const KeySet &keys);

} // namespace keydeck
