// What the Gateway tab says.
#pragma once

#include "core/gateway/drift.h"
#include "ui/details/gatewayknowledge.h"

namespace keydeck {

/// In a few words, what came of comparing.
[[nodiscard]] QString gatewayVerdict(const StatsAnswer &answer, const QList<Drift> &drifts);

/// While there is no answer yet: when the key is asked for.
[[nodiscard]] QString waitingVerdict(const GatewayKnowledge &knowledge, qint64 nowMs);

/// Why the figures differ, each reason once; empty where they do not.
[[nodiscard]] QString driftCauses(const QList<Drift> &drifts, const DriftSides &sides);

/// Why an answer has no figures, and what to do about it; causes: driftCauses().
[[nodiscard]] QString refusalText(const StatsAnswer &answer, const QString &causes);

/// What is known of the gateway itself, and how often it is asked.
[[nodiscard]] QString gatewayDescription(const GatewayKnowledge &knowledge);

} // namespace keydeck
