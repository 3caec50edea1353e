#include "ui/details/herofigure.h"

#include "core/base/format.h"

#include <QCoreApplication>

#include <cmath>

namespace keydeck {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("keydeck::HeroFigure", text);
}

HeroFigure expired(qint64 expiresMs, qint64 nowMs)
{
    return {tr("Expired"), formatRelative(expiresMs, nowMs),
        tr("Expired at %1").arg(formatExact(expiresMs))};
}

HeroFigure unlimited(const RateLimit &rate)
{
    return {tr("No limit"), tr("%1 used in this window").arg(formatCount(rate.used)), {}};
}

} // namespace

HeroFigure heroFigure(const KeyState &state, qint64 nowMs)
{
    const RateLimit &rate = state.rate;
    if (rate.gatewayFails) {
        return {tr("Error 500"), tr("for every request"), {}};
    }
    if (state.expiresMs && *state.expiresMs < nowMs) {
        return expired(*state.expiresMs, nowMs);
    }
    if (std::isnan(rate.limit)) {
        return unlimited(rate);
    }
    const QString figure = tr("%1 left").arg(formatCount(rate.remaining()));
    const QString limit = formatCount(rate.limit);
    if (!rate.started) {
        return {figure, tr("of %1; the next use opens a window").arg(limit), {}};
    }
    const qint64 endMs = rate.endMs(nowMs);
    const QString when = tr("%1, %2").arg(formatMoment(endMs, nowMs), formatRelative(endMs, nowMs));
    return {figure,
        rate.blocked ? tr("of %1; blocked until %2").arg(limit, when)
                     : tr("of %1 until %2").arg(limit, when),
        tr("The window began at %1\nand ends at %2")
            .arg(formatExact(rate.startMs(nowMs)), formatExact(endMs))};
}

} // namespace keydeck
