#include "core/forecast/limiteffect.h"

#include "core/base/format.h"

#include <algorithm>
#include <cmath>

namespace keydeck {

using namespace Qt::StringLiterals;

void OpenWindows::add(const KeyState &state)
{
    ++keys;
    const RateLimit &rate = state.rate;
    const bool isLetIn = state.status != KeyStatus::Failing && state.status != KeyStatus::Expired;
    if (isLetIn && rate.started && rate.endMs(nowMs) > nowMs && std::isfinite(rate.used))
        windows.append({rate.startMs(nowMs), rate.used, rate.limit});
}

LimitEffect limitEffect(const OpenWindows &open, double limit)
{
    LimitEffect effect;
    for (const PresentWindow &window : open.windows) {
        const bool isBlocked = window.used > window.limit;
        if (isBlocked || !(window.used > limit) || window.resetMs() <= open.nowMs)
            continue;
        const qint64 endMs = window.resetMs();
        effect.firstEndMs = effect.blocked == 0 ? endMs : std::min(effect.firstEndMs, endMs);
        effect.lastEndMs = std::max(effect.lastEndMs, endMs);
        effect.used = std::max(effect.used, window.used);
        ++effect.blocked;
    }
    return effect;
}

QString effectSentence(const OpenWindows &open, double limit)
{
    const LimitEffect effect = limitEffect(open, limit);
    if (effect.blocked == 0)
        return {};
    const QString first = formatMoment(effect.firstEndMs, open.nowMs);
    const QString last = formatMoment(effect.lastEndMs, open.nowMs);
    if (open.keys == 1)
        return u"Blocks this key at once, until %1: its open window has used %2 tokens already."_s
            .arg(last, formatCount(effect.used));
    if (effect.blocked == 1)
        return u"Blocks one of the %1 keys at once, until %2: its open window has used %3 tokens "
               "already."_s.arg(formatCount(double(open.keys)), last, formatCount(effect.used));
    const QString until = first == last
        ? u"until %1"_s.arg(last)
        : u"the first until %1, the last until %2"_s.arg(first, last);
    return u"Blocks %1 of the %2 keys at once, %3: their open windows have used more already."_s
        .arg(formatCount(double(effect.blocked)), formatCount(double(open.keys)), until);
}

} // namespace keydeck
