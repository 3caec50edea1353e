// A record that a command is about, and how its messages call it.
#pragma once

#include "core/base/result.h"
#include "core/command/recordfinder.h"

namespace keydeck {

struct Target
{
    KeyRef ref;
    QString name = {}; ///< for messages; without it they show the masked key

    [[nodiscard]] QString label() const { return recordLabel(name, ref.key); }
};

/// The records of those indexes.
[[nodiscard]] std::vector<Target> targetsOf(
    const KeySet &keys, const std::vector<qsizetype> &indexes);

/// The target's index; NotFound, in a sentence, where it is gone.
[[nodiscard]] Result<qsizetype> findTarget(const RecordFinder &finder, const Target &target);

/// The title of a command about some of those: "Suspend “Alice”", "Suspend 3 keys".
template <typename Targets, typename TargetOf>
[[nodiscard]] QString targetsTitle(const QString &verb, const Targets &targets, TargetOf targetOf)
{
    return targets.size() == 1
        ? verb + u' ' + targetOf(targets.front()).label()
        : QStringLiteral("%1 %2 keys").arg(verb, QString::number(targets.size()));
}

} // namespace keydeck
