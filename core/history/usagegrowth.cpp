#include "core/history/usagegrowth.h"

#include "core/history/historytimes.h"
#include "core/rules/usagewindow.h"

#include <algorithm>
#include <cmath>

namespace keydeck {

namespace {

/// A gateway on a machine of its own may take it for a little later, and drop a window then.
constexpr qint64 ClocksApartMs = 5LL * 60 * 1000;

bool sameFigure(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

/// A window of a look beside what was known of it.
struct WindowPart
{
    qint64 startMs = 0;
    double before = 0;
    double now = 0;
    bool isNew = true;
    double explained = 0; ///< the part of the total's growth that it has

    [[nodiscard]] bool wasReset() const { return now < before; }
    /// What it may have taken since: after a reset, anything that it has.
    [[nodiscard]] double growth() const { return wasReset() ? now : now - before; }
};

QList<WindowPart> partsOf(const KnownUsage &known, const UsageLook &look)
{
    QList<WindowPart> parts;
    for (auto window = look.windows.cbegin(); window != look.windows.cend(); ++window) {
        const auto before = known.windows.constFind(window.key());
        const bool isNew = before == known.windows.cend();
        parts.append({window.key(), isNew ? 0 : before->tokens, window.value(), isNew});
    }
    return parts;
}

/// Growth that is certain comes before what a reset leaves possible.
double explain(QList<WindowPart> &parts, double growth, bool afterReset)
{
    double left = growth;
    for (const bool reset : {false, true}) {
        for (WindowPart &part : parts) {
            if (part.wasReset() != reset || (reset && !afterReset))
                continue;
            part.explained = std::clamp(part.growth(), 0.0, left);
            left -= part.explained;
        }
    }
    return growth - left;
}

/// Those that the file lost, although the gateway would have kept them.
QList<RecordedWindow> lostWindows(const KnownUsage &known, const UsageLook &look)
{
    QList<RecordedWindow> lost;
    if (!look.hasAllWindows)
        return lost;
    for (RecordedWindow window : known.windows) {
        const bool isLost = !look.windows.contains(window.startMs) && !window.wasClosedEarly()
            && window.startMs <= look.seenMs && window.endMs() - look.seenMs > ClocksApartMs;
        if (!isLost)
            continue;
        window.closedMs = std::clamp(known.heldUntilMs, window.startMs, look.seenMs);
        lost.append(window);
    }
    return lost;
}

/// The limit of a closed window is a fact of the past, whatever the key's limit is now.
QList<RecordedWindow> changedWindows(
    const QList<WindowPart> &parts, const KnownUsage &known, const UsageLook &look)
{
    QList<RecordedWindow> changed = lostWindows(known, look);
    for (const WindowPart &part : parts) {
        RecordedWindow window = known.windows.value(part.startMs, {part.startMs, 0, look.limit});
        const RecordedWindow before = window;
        window.tokens = part.now;
        window.closedMs = 0;
        if (look.seenMs <= part.startMs + UsageWindowMs)
            window.limit = look.limit;
        if (part.wasReset())
            window.resetTokens += part.before + part.explained - part.now;
        const bool isOther = part.isNew || window.tokens != before.tokens
            || !sameFigure(window.limit, before.limit) || before.wasClosedEarly();
        if (isOther)
            changed.append(window);
    }
    return changed;
}

/// When the total grew to what it is: the gateway says so, where its word can be true.
qint64 momentOf(const KnownUsage &known, const UsageLook &look)
{
    const bool usable
        = look.lastUsedMs && *look.lastUsedMs > known.last->atMs && *look.lastUsedMs <= look.seenMs;
    return usable ? *look.lastUsedMs : look.seenMs;
}

/// Parts that no window explains happened before the first new window began.
void addUnexplained(UsageGrowth &growth, const QList<WindowPart> &parts, const KnownUsage &known,
    double tokens, qint64 atMs)
{
    if (tokens <= 0)
        return;
    const auto first = std::find_if(parts.begin(), parts.end(), [&](const WindowPart &part) {
        return part.isNew && part.explained > 0 && part.startMs <= atMs;
    });
    qint64 untilMs = atMs;
    if (first != parts.end() && first->startMs - 1 > known.last->atMs) {
        untilMs = first->startMs - 1;
        growth.samples.append({untilMs, known.last->tokens + tokens});
    }
    growth.unobserved.append({std::min(known.heldUntilMs, untilMs), untilMs, tokens, false});
}

void addExplained(
    UsageGrowth &growth, const QList<WindowPart> &parts, const KnownUsage &known, qint64 atMs)
{
    double observed = 0;
    for (const WindowPart &part : parts) {
        const qint64 fromMs = std::min(std::max(known.heldUntilMs, part.startMs), atMs);
        if (part.explained > 0 && atMs - fromMs > ContinuousGapMs)
            growth.unobserved.append({fromMs, atMs, part.explained, true});
        else
            observed += part.explained;
    }
    if (observed > 0)
        growth.observed.append({atMs, observed});
}

/// A key that appeared since the last look: its new windows are growth over what it came with.
KnownUsage withBeginning(KnownUsage known, const UsageLook &look)
{
    double fresh = 0;
    std::optional<qint64> firstMs;
    for (auto window = look.windows.cbegin(); window != look.windows.cend(); ++window) {
        const bool began = known.heldUntilMs > 0 && window.key() > known.heldUntilMs
            && window.key() <= look.seenMs && window.value() > 0;
        if (!began) {
            if (!known.windows.contains(window.key()))
                known.windows.insert(window.key(), {window.key(), window.value(), look.limit});
            continue;
        }
        fresh += window.value();
        firstMs = firstMs.value_or(window.key());
    }
    fresh = std::min(fresh, std::max(0.0, *look.total));
    known.last = {firstMs ? *firstMs - 1 : look.seenMs, *look.total - fresh};
    return known;
}

/// Requires known.last and look.total.
UsageGrowth growthSince(KnownUsage known, const UsageLook &look)
{
    UsageGrowth growth;
    known.heldUntilMs = std::max(known.heldUntilMs, known.last->atMs);
    QList<WindowPart> parts = partsOf(known, look);
    const double before = known.last->tokens;
    const double gain = *look.total - before;
    const double explained
        = explain(parts, gain >= 0 ? gain : std::max(0.0, *look.total), gain > 0);
    growth.windows = changedWindows(parts, known, look);
    if (gain == 0)
        return growth;
    // What an administrator sets lower, the gateway's date tells nothing about.
    const qint64 atMs = gain < 0 && explained == 0 ? look.seenMs : momentOf(known, look);
    if (gain > 0)
        addUnexplained(growth, parts, known, gain - explained, atMs);
    else
        growth.falls.append({atMs, before, *look.total - explained});
    addExplained(growth, parts, known, atMs);
    growth.samples.append({atMs, *look.total});
    return growth;
}

} // namespace

bool UsageGrowth::isUnexplained() const
{
    return std::any_of(unobserved.begin(), unobserved.end(),
        [](const UnobservedGrowth &growth) { return !growth.inWindow; });
}

UsageGrowth growthOf(const KnownUsage &known, const UsageLook &look)
{
    if (!look.total) {
        UsageGrowth growth;
        growth.windows = changedWindows(partsOf(known, look), known, look);
        return growth;
    }
    if (known.last)
        return growthSince(known, look);
    const KnownUsage begun = withBeginning(known, look);
    UsageGrowth growth = growthSince(begun, look);
    growth.samples.prepend(*begun.last);
    for (const RecordedWindow &window : begun.windows) {
        if (!known.windows.contains(window.startMs))
            growth.windows.append(window);
    }
    return growth;
}

KnownUsage afterGrowth(KnownUsage known, const UsageGrowth &growth)
{
    if (!growth.samples.isEmpty())
        known.last = growth.samples.last();
    for (const RecordedWindow &window : growth.windows)
        known.windows.insert(window.startMs, window);
    return known;
}

} // namespace keydeck
