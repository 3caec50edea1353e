#include "app/keydeckctl/historyprint.h"

#include "core/base/format.h"
#include "core/history/historyfigures.h"
#include "core/history/historytimes.h"
#include "core/history/localslots.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int BarCells = 20;

QString moment(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms).toString(u"yyyy-MM-dd HH:mm"_s);
}

QString percent(double share)
{
    return u"%1 %"_s.arg(formatCount(std::round(share * 100)));
}

QString windowState(const RecordedWindow &window, qint64 nowMs)
{
    QStringList states;
    if (window.wasClosedEarly())
        states << u"closed early"_s;
    else if (window.endMs() > nowMs)
        states << u"open"_s;
    if (window.used() > window.limit)
        states << u"over the limit"_s;
    if (window.resetTokens > 0)
        states << u"reset, %1 before"_s.arg(formatCount(window.resetTokens));
    return states.join(u", "_s);
}

QString windowsTable(const KeyHistory &history, qint64 nowMs, const Screen &screen)
{
    TextTable table({{u"USAGE WINDOW"_s}, {u"TOKENS"_s, true}, {u"LIMIT"_s, true, false, 1},
        {u"USED"_s, true}, {{}, false, false, 2}, {{}, false, true}});
    for (const RecordedWindow &window : history.windows) {
        const bool hasLimit = window.limit > 0;
        const double share = hasLimit ? window.used() / window.limit : 0;
        table.addRow({u"%1 – %2"_s.arg(moment(window.startMs), moment(window.endMs()).last(5)),
            formatCount(window.used()), formatCount(window.limit),
            hasLimit ? percent(share) : u"–"_s, shareBar(share, BarCells, screen),
            windowState(window, nowMs)});
    }
    return table.text(screen.columns);
}

/// What happened in a stretch of time, in the order of time.
struct Line
{
    qint64 atMs = 0;
    QString when;
    double tokens = 0;
    bool observed = true;
    QString note = {};
};

QList<Line> bucketLines(const KeyHistory &history, const LocalSlots &times)
{
    QList<double> sums(times.count(), 0);
    for (const UsageBucket &bucket : history.buckets)
        sums[times.slotOf(bucket)] += bucket.tokens;
    QList<Line> lines;
    for (int slot = 0; slot < times.count(); ++slot) {
        if (sums[slot] > 0)
            lines.append(
                {times.at(slot).fromMs, slotText(times.at(slot), times.length()), sums[slot]});
    }
    return lines;
}

QList<Line> oddLines(const KeyHistory &history)
{
    QList<Line> lines;
    for (const UnobservedGrowth &growth : history.unobserved)
        lines.append({growth.fromMs, u"%1 – %2"_s.arg(moment(growth.fromMs), moment(growth.toMs)),
            growth.tokens, false,
            growth.inWindow ? u"not observed, in a window"_s : u"not observed"_s});
    for (const TotalFall &fall : history.falls)
        lines.append({fall.atMs, moment(fall.atMs), fall.after - fall.before, false,
            u"the total fell to %1"_s.arg(formatCount(fall.after))});
    return lines;
}

QString timesTable(const KeyHistory &history, const TimeSpan &span, const Screen &screen)
{
    qint64 longest = 0;
    for (const UsageBucket &bucket : history.buckets)
        longest = std::max(longest, bucket.lengthMs);
    const LocalSlots times(span, slotLengthFor(span, longest));
    QList<Line> lines = bucketLines(history, times) + oddLines(history);
    std::stable_sort(
        lines.begin(), lines.end(), [](const Line &a, const Line &b) { return a.atMs < b.atMs; });
    double most = 1;
    for (const Line &line : lines)
        most = std::max(most, line.tokens);
    TextTable table({{u"TIME"_s}, {u"TOKENS"_s, true}, {{}, false, false, 1}, {{}, false, true}});
    for (const Line &line : lines)
        table.addRow({line.when, formatCount(line.tokens),
            line.observed ? shareBar(line.tokens / most, BarCells, screen) : QString(), line.note});
    return table.text(screen.columns);
}

/// What came in is kept by the hour, so that figures may begin before the span.
TimeSpan spanOfFigures(const KeyHistory &history, const TimeSpan &span)
{
    if (history.lifetime.isEmpty())
        return span;
    const qint64 firstMs = history.lifetime.first().atMs;
    const bool isEdge = (firstMs + 1) % HistoryHourMs == 0; // the moment before a full hour
    return {std::min(span.fromMs, firstMs + (isEdge ? 1 : 0)), span.toMs};
}

QString summary(const KeyHistory &history, const TimeSpan &span)
{
    const double observed = observedTokens(history), unobserved = unobservedTokens(history);
    QString text = u"%1 tokens from %2 to %3"_s.arg(
        formatCount(observed + unobserved), formatExact(span.fromMs), formatExact(span.toMs));
    if (unobserved > 0)
        text += u"; when %1 of them came was not observed"_s.arg(formatCount(unobserved));
    qint64 missed = 0;
    for (const TimeSpan &gap : unwatched(history.watched, span))
        missed += gap.toMs - gap.fromMs;
    if (missed >= 1000)
        text += u"; nobody recorded for %1 of it"_s.arg(formatDuration(missed));
    return text + u'.';
}

QString paragraph(const QString &text, const Screen &screen)
{
    return wrapped(text, screen.columns).join(u'\n') + u'\n';
}

/// Anybody can add it up.
QString sumTable(const KeyHistory &history, const Screen &screen)
{
    const std::optional<HistorySum> sum = sumOf(history);
    if (!sum)
        return {};
    TextTable table({{u"LIFETIME TOTAL"_s}, {u"TOKENS"_s, true}, {{}, false, true}});
    table.addRow({u"first"_s, formatCount(sum->first.tokens), formatExact(sum->first.atMs)});
    table.addRow({u"+ observed"_s, formatCount(sum->observed), {}});
    table.addRow({u"+ not observed"_s, formatCount(sum->unobserved), {}});
    table.addRow({u"- fallen"_s, formatCount(sum->fallen), {}});
    table.addRow({u"= last"_s, formatCount(sum->last.tokens), formatExact(sum->last.atMs)});
    return u'\n' + table.text(screen.columns);
}

} // namespace

QString historyText(
    const KeyHistory &history, const TimeSpan &span, qint64 nowMs, const Screen &screen)
{
    const TimeSpan figures = spanOfFigures(history, span);
    const KeyHistory part = historyWithin(history, span);
    QString text = paragraph(summary(history, figures), screen);
    if (figures.fromMs < span.fromMs)
        text += paragraph(
            u"What came in is known by the hour, or from one look to the next, and no finer."_s,
            screen);
    if (!part.windows.isEmpty())
        text += u'\n' + windowsTable(part, nowMs, screen);
    if (!history.buckets.isEmpty() || !history.unobserved.isEmpty() || !history.falls.isEmpty())
        text += u'\n' + timesTable(history, figures, screen);
    return text + sumTable(history, screen);
}

} // namespace keydeck
