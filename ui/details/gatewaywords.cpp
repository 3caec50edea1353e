#include "ui/details/gatewaywords.h"

#include "core/base/format.h"
#include "ui/details/gatewaytab.h"

using namespace Qt::StringLiterals;

namespace keydeck {

QString gatewayVerdict(const StatsAnswer &answer, const QList<Drift> &drifts)
{
    if (answer.httpStatus == KeyAnswer::Blocked) {
        return GatewayTab::tr("The gateway blocks this key.");
    }
    if (!answer.sample) {
        return answer.httpStatus == KeyAnswer::Unknown
            ? GatewayTab::tr("The gateway does not know this key.")
            : GatewayTab::tr("The gateway refuses this key.");
    }
    if (drifts.isEmpty()) {
        return GatewayTab::tr("The file and the gateway agree.");
    }
    return drifts.size() == 1
        ? GatewayTab::tr("One thing differs: %1.").arg(figureName(drifts.first().figure).toLower())
        : GatewayTab::tr("%1 figures differ.").arg(drifts.size());
}

QString waitingVerdict(const GatewayKnowledge &knowledge, qint64 nowMs)
{
    if (knowledge.pollsPerMinute == 0) {
        return GatewayTab::tr("The gateway is asked for no key: that is how it is set.");
    }
    if (nowMs < knowledge.quietUntilMs) {
        return GatewayTab::tr(
            "The gateway is asked for this key at %1, if it is unused until then.")
            .arg(formatToSecond(knowledge.quietUntilMs, nowMs));
    }
    return GatewayTab::tr("Asking the gateway…");
}

QString driftCauses(const QList<Drift> &drifts, const DriftSides &sides)
{
    QStringList texts;
    for (const Drift &drift : drifts) {
        const QString text = causeText(drift.cause, sides);
        if (!texts.contains(text)) {
            texts.append(text);
        }
    }
    return texts.join(u' ');
}

QString refusalText(const StatsAnswer &answer, const QString &causes)
{
    const QString words
        = answer.message.isEmpty() ? QString() : u" (“"_s + displayText(answer.message) + u"”)"_s;
    switch (answer.httpStatus) {
    case KeyAnswer::Unknown:
        return GatewayTab::tr("It answered that there is no such key%1. %2").arg(words, causes);
    case KeyAnswer::Expired:
        return causes.isEmpty()
            ? GatewayTab::tr("The gateway refuses this key because it has expired%1. Give it a "
                             "later expiry to let it in again.")
                  .arg(words)
            : GatewayTab::tr("It answered that the key has expired%1, which the file does not say. "
                             "%2")
                  .arg(words, causes);
    case KeyAnswer::Blocked:
        return GatewayTab::tr("The gateway blocks this key because it is over its limit%1. It lets "
                              "it in again %2, or at once when the limit is raised.")
            .arg(words,
                answer.retryAfterS > 0
                    ? GatewayTab::tr("in %1").arg(formatDuration(qint64(answer.retryAfterS) * 1000))
                    : GatewayTab::tr("when the window ends"));
    default:
        return GatewayTab::tr("The gateway answered with status %1%2.")
            .arg(answer.httpStatus)
            .arg(words);
    }
}

QString gatewayDescription(const GatewayKnowledge &knowledge)
{
    QStringList lines{buildAdvice(knowledge.traits)};
    if (knowledge.isDetected && knowledge.traits.build != GatewayBuild::Unknown) {
        lines.append(GatewayTab::tr("(Found out from its answers.)"));
    }
    lines.append(knowledge.pollsPerMinute > 0
            ? GatewayTab::tr("It is asked for keys %1 times a minute at most.")
                  .arg(knowledge.pollsPerMinute)
            : GatewayTab::tr("It is never asked for a key, only whether it is there."));
    return lines.join(u' ');
}

} // namespace keydeck
