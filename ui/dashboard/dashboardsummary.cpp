#include "ui/dashboard/dashboardsummary.h"

#include "core/base/format.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("keydeck::Dashboard", text);
}

/// Keeps the first few of list in the order of before.
template <typename T, typename Before>
void keepFirst(std::vector<T> *list, size_t count, Before before)
{
    const auto middle = list->begin() + qsizetype(std::min(count, list->size()));
    std::partial_sort(list->begin(), middle, list->end(), before);
    list->erase(middle, list->end());
}

void keepTop(std::vector<TopKey> *list)
{
    keepFirst(list, DashboardSummary::MaximumTop,
        [](const TopKey &a, const TopKey &b) { return a.tokens > b.tokens; });
}

bool isSooner(const UpcomingEvent &a, const UpcomingEvent &b)
{
    return a.atMs < b.atMs;
}

bool mattersMore(const UpcomingEvent &a, const UpcomingEvent &b)
{
    const auto rank = [](const UpcomingEvent &event) {
        return std::tuple(event.kind != UpcomingEvent::Kind::Unblock,
            event.rate.usedPercent() < NearLimitPercent, event.atMs);
    };
    return rank(a) < rank(b);
}

/// One sentence's part, in the singular or the plural.
struct Part
{
    KeyStatus status;
    QString one;
    QString many;
};

} // namespace

DashboardSummary summariseKeys(const KeySet &keys, qint64 nowMs)
{
    DashboardSummary summary;
    summary.keys = keys.size();
    std::vector<UpcomingEvent> resets, expiries;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const ApiKey key = keys.at(i);
        const KeyState state = keyState(key, nowMs);
        ++summary.counts[size_t(state.status)];
        if (state.rate.started && state.rate.used > 0) {
            summary.byWindow.push_back({i, state.rate.used, state.rate});
            resets.push_back(
                {state.rate.blocked ? UpcomingEvent::Kind::Unblock : UpcomingEvent::Kind::Reset, i,
                    state.rate.endMs(nowMs), state.rate});
        }
        if (state.expiresMs && *state.expiresMs >= nowMs) {
            expiries.push_back({UpcomingEvent::Kind::Expiry, i, *state.expiresMs, {}});
        }
        const double lifetime = key.value(KeyField::TotalLifetimeTokens).toNumber();
        if (lifetime > 0) {
            summary.byLifetime.push_back({i, lifetime, {}});
        }
    }
    keepTop(&summary.byWindow);
    keepTop(&summary.byLifetime);
    keepFirst(&resets, DashboardSummary::MaximumUpcoming, mattersMore);
    keepFirst(&expiries, DashboardSummary::MaximumUpcoming, isSooner);
    for (const std::vector<UpcomingEvent> *events : {&resets, &expiries}) {
        summary.upcoming.insert(summary.upcoming.end(), events->begin(), events->end());
    }
    std::sort(summary.upcoming.begin(), summary.upcoming.end(), isSooner);
    return summary;
}

QString dashboardVerdict(const DashboardSummary &summary)
{
    const Part parts[] = {
        {KeyStatus::Failing, tr("1 key makes the gateway fail"),
            tr("%1 keys make the gateway fail")},
        {KeyStatus::Blocked, tr("1 key is blocked"), tr("%1 keys are blocked")},
        {KeyStatus::NearLimit, tr("1 key is near its limit"), tr("%1 keys are near their limit")},
        {KeyStatus::Expiring, tr("1 key expires within %1 days").arg(ExpiringDays),
            tr("%1 keys expire within %2 days").arg(u"%1"_s, QString::number(ExpiringDays))},
    };
    QStringList said;
    for (const Part &part : parts) {
        const int count = summary.count(part.status);
        if (count > 0) {
            said << (count == 1 ? part.one : part.many.arg(formatCount(count)));
        }
    }
    if (said.isEmpty()) {
        const qsizetype working = summary.keys - summary.count(KeyStatus::Expired);
        if (working == summary.keys) {
            return summary.keys == 1
                ? tr("The one key works.")
                : tr("All %1 keys work.").arg(formatCount(double(summary.keys)));
        }
        return tr("%1 of %2 keys work; the others have expired.")
            .arg(formatCount(double(working)), formatCount(double(summary.keys)));
    }
    const QString last = said.takeLast();
    return said.isEmpty() ? tr("%1.").arg(last) : tr("%1 and %2.").arg(said.join(u", "_s), last);
}

} // namespace keydeck
