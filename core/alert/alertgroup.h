// Alerts as a person hears them: those of one kind together, in one sentence.
#pragma once

#include "core/alert/alert.h"

#include <QList>

namespace keydeck {

/// All of one kind, at least one.
struct AlertGroup
{
    AlertKind kind = AlertKind::Expiring;
    QList<Alert> alerts; ///< the one that ends first comes first

    /// "3 keys have used up their limit: Alice, ci-runner and 1 more." Names that somebody else
    /// chose come through displayText(). Figures that move with every request are not in it, so
    /// that it is said once.
    [[nodiscard]] QString sentence(qint64 nowMs) const;
    /// A few words for a notification's title.
    [[nodiscard]] QString title() const;
};

/// The worst kind first.
[[nodiscard]] QList<AlertGroup> alertGroups(const QList<Alert> &alerts);

} // namespace keydeck
