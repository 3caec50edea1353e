#include "core/usage/usagestack.h"

#include <algorithm>
#include <cmath>

namespace keydeck {

namespace {

QList<double> tokensOf(const QList<UsageBucket> &buckets, const LocalSlots &times)
{
    QList<double> tokens(times.count(), 0.0);
    for (const UsageBucket &bucket : buckets)
        tokens[times.slotOf(bucket)] += bucket.tokens;
    return tokens;
}

/// Whole tokens in proportion to the time, none lost by rounding.
void spread(QList<double> &tokens, const UnobservedGrowth &growth, const LocalSlots &times)
{
    const qint64 fromMs = std::max(growth.fromMs, times.span().fromMs);
    const int first = times.slotOf(fromMs);
    const int last = std::max(first, times.slotOf(growth.toMs - 1));
    const double length = double(std::max<qint64>(1, growth.toMs - fromMs));
    double given = 0;
    for (int slot = first; slot <= last; ++slot) {
        const double share = double(times.at(slot).toMs - fromMs) / length;
        const double upTo = slot == last ? growth.tokens : std::round(growth.tokens * share);
        tokens[slot] += upTo - given;
        given = upTo;
    }
}

} // namespace

double UsageStack::totalAt(int slot) const
{
    double total = others[slot] + unobserved[slot];
    for (const Layer &layer : layers)
        total += layer.tokens[slot];
    return total;
}

UsageStack usageStack(const StoreUsage &usage, const LocalSlots &times)
{
    UsageStack stack{times};
    if (times.count() == 0)
        return stack;
    stack.others = tokensOf(usage.all, times);
    stack.unobserved.resize(times.count());
    for (const KeyUsage &key : usage.keys) {
        if (key.buckets.isEmpty())
            continue;
        stack.layers.append({key.key, tokensOf(key.buckets, times)});
        const QList<double> &tokens = stack.layers.constLast().tokens;
        for (int slot = 0; slot < times.count(); ++slot)
            stack.others[slot] -= tokens[slot];
    }
    for (const UnobservedGrowth &growth : usage.unobserved) {
        if (growth.toMs < usage.span.toMs)
            spread(stack.unobserved, growth, times);
    }
    return stack;
}

LocalSlots slotsFor(const StoreUsage &usage)
{
    qint64 longest = 0;
    for (const UsageBucket &bucket : usage.all)
        longest = std::max(longest, bucket.lengthMs);
    return {usage.span, slotLengthFor(usage.span, longest)};
}

} // namespace keydeck
