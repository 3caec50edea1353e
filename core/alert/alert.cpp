#include "core/alert/alert.h"

#include <QHashFunctions>

namespace keydeck {

using namespace Qt::StringLiterals;

QString alertKindId(AlertKind kind)
{
    switch (kind) {
    case AlertKind::Expiring:
        return u"expiring"_s;
    case AlertKind::Expired:
        return u"expired"_s;
    case AlertKind::NearLimit:
        return u"near-limit"_s;
    case AlertKind::LimitReached:
        return u"limit-reached"_s;
    case AlertKind::GatewayUnreachable:
        return u"gateway-unreachable"_s;
    case AlertKind::GatewayClock:
        return u"gateway-clock"_s;
    case AlertKind::GatewayBlind:
        return u"gateway-blind"_s;
    case AlertKind::StoreShrunk:
        return u"store-shrunk"_s;
    case AlertKind::LockStale:
        return u"lock-stale"_s;
    }
    Q_UNREACHABLE();
}

std::optional<AlertKind> alertKindFromId(QStringView id)
{
    for (const AlertKind kind : AllAlertKinds) {
        if (alertKindId(kind) == id)
            return kind;
    }
    return std::nullopt;
}

size_t qHash(const Alert &alert, size_t seed) noexcept
{
    return qHashMulti(seed, int(alert.kind), alert.key, alert.periodMs);
}

} // namespace keydeck
