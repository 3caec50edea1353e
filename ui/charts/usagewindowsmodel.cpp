#include "ui/charts/usagewindowsmodel.h"

#include "core/base/format.h"
#include "core/rules/jsdate.h"
#include "ui/charts/chartfigures.h"

#include <QMap>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

bool sameNumber(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

double percentOf(const UsageBar &bar)
{
    return bar.limit > 0 ? bar.tokens / bar.limit * 100 : std::nan("");
}

/// Nothing rather than a 0, where nothing is what nearly every row has.
QString countUnlessNone(double tokens)
{
    return formatCount(tokens > 0 ? tokens : std::nan(""));
}

/// The file's windows that have a date and a figure; those that share a start count together.
QList<UsageBar> liveBars(const ApiKey &key, qint64 nowMs)
{
    QMap<qint64, UsageBar> bars;
    const double limit = key.value(KeyField::TokenLimitPer5h).toNumber();
    const QString cutoff = usageCutoff(nowMs);
    for (const UsageWindow &window : key.usageWindows().value_or(UsageWindows())) {
        const auto start = parseJsDate(window.windowStart.toString());
        const double tokens = window.tokensUsed.toNumber();
        if (start && std::isfinite(tokens)) {
            UsageBar &bar = bars[*start];
            bar = {*start, bar.tokens + tokens, limit, isActiveWindow(window, cutoff), 0, 0};
        }
    }
    return bars.values();
}

/// Both by start. Of a window in both the file says what was used, and only the history what of it
/// was not observed and what a reset took away.
QList<UsageBar> mergedBars(const QList<UsageBar> &recorded, const QList<UsageBar> &live)
{
    QList<UsageBar> merged;
    merged.reserve(recorded.size() + live.size());
    auto old = recorded.cbegin();
    for (UsageBar bar : live) {
        while (old != recorded.cend() && old->startMs < bar.startMs)
            merged.append(*old++);
        const bool isRecorded = old != recorded.cend() && old->startMs == bar.startMs;
        const UsageBar known = isRecorded ? *old++ : UsageBar();
        bar.unobserved = std::min(known.unobserved, bar.tokens);
        bar.beforeReset = known.beforeReset;
        merged.append(bar);
    }
    merged.append(QList<UsageBar>(old, recorded.cend()));
    return merged;
}

/// The newest window that had begun by then and was not over; bars by start.
UsageBar *barAt(QList<UsageBar> &bars, qint64 atMs)
{
    const auto after = std::upper_bound(bars.begin(), bars.end(), atMs,
        [](qint64 at, const UsageBar &bar) { return at < bar.startMs; });
    if (after == bars.begin() || std::prev(after)->endMs() < atMs) {
        return nullptr;
    }
    return &*std::prev(after);
}

} // namespace

bool operator==(const UsageBar &a, const UsageBar &b)
{
    return a.startMs == b.startMs && sameNumber(a.tokens, b.tokens) && sameNumber(a.limit, b.limit)
        && a.open == b.open && a.unobserved == b.unobserved && a.beforeReset == b.beforeReset
        && a.closedMs == b.closedMs;
}

UsageWindowsModel::UsageWindowsModel(QObject *parent) : FiguresModel(ColumnCount, parent) { }

void UsageWindowsModel::setRecorded(
    const QList<RecordedWindow> &windows, const QList<UnobservedGrowth> &unobserved)
{
    m_recorded.clear();
    m_unexplained.clear();
    for (const RecordedWindow &window : windows) {
        m_recorded.append({window.startMs, window.tokens, window.limit, false, 0,
            window.resetTokens, window.closedMs});
    }
    for (const UnobservedGrowth &growth : unobserved) {
        UsageBar *bar = growth.inWindow ? barAt(m_recorded, growth.fromMs) : nullptr;
        if (bar) {
            bar->unobserved = std::min(bar->unobserved + growth.tokens, bar->tokens);
        } else {
            m_unexplained.append(growth);
        }
    }
    merge();
}

void UsageWindowsModel::setLive(const ApiKey &key, qint64 nowMs)
{
    m_live = liveBars(key, nowMs);
    merge();
}

void UsageWindowsModel::clear()
{
    m_recorded.clear();
    m_unexplained.clear();
    m_live.clear();
    merge();
}

void UsageWindowsModel::merge()
{
    m_bars = mergedBars(m_recorded, m_live);
    const QList<Row> rows = mergedRows();
    if (rows == m_rows) {
        return;
    }
    const bool sameRows = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
        [](const Row &a, const Row &b) { return a.bar.startMs == b.bar.startMs; });
    if (sameRows) {
        m_rows = rows;
        Q_EMIT dataChanged(index(0, 0), index(int(rows.size()) - 1, ColumnCount - 1));
    } else {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    }
}

QList<UsageWindowsModel::Row> UsageWindowsModel::mergedRows() const
{
    QList<Row> rows;
    rows.reserve(m_bars.size() + m_unexplained.size());
    for (const UsageBar &bar : m_bars) {
        rows.append({bar, bar.endMs(), true});
    }
    for (const UnobservedGrowth &growth : m_unexplained) {
        rows.append({{growth.fromMs, growth.tokens, std::nan(""), false, growth.tokens, 0},
            growth.toMs, false});
    }
    const auto isBefore = [](const Row &a, const Row &b) { return a.bar.startMs < b.bar.startMs; };
    const auto growth = rows.begin() + m_bars.size();
    std::stable_sort(growth, rows.end(), isBefore);
    std::inplace_merge(rows.begin(), growth, rows.end(), isBefore);
    return rows;
}

UsageWindowsModel::Summary UsageWindowsModel::summary(qint64 fromMs, qint64 toMs) const
{
    Summary summary;
    for (const Row &row : m_rows) {
        if (row.endMs > fromMs && row.bar.startMs <= toMs) {
            summary.windows += row.isWindow ? 1 : 0;
            summary.over += row.bar.isOver() ? 1 : 0;
            summary.tokens += row.bar.tokens + row.bar.beforeReset;
            summary.unobserved += row.bar.unobserved;
        }
    }
    return summary;
}

int UsageWindowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant UsageWindowsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column());
    case SortRole:
        return sortValue(row, index.column());
    case FigureRole:
        return figure(row, index.column());
    default:
        return {};
    }
}

QString UsageWindowsModel::text(const Row &row, int column) const
{
    const UsageBar &bar = row.bar;
    switch (column) {
    case StartColumn:
        return formatExact(bar.startMs);
    case EndColumn:
        return formatExact(row.endMs);
    case TokensColumn:
        return formatCount(bar.tokens);
    case UnobservedColumn:
        return countUnlessNone(bar.unobserved);
    case LimitColumn:
        return formatCount(bar.limit);
    case PercentColumn:
        return std::isnan(percentOf(bar)) ? u"–"_s
                                          : tr("%1 %").arg(formatCount(std::round(percentOf(bar))));
    case BeforeResetColumn:
        return countUnlessNone(bar.beforeReset);
    default:
        return stateText(row);
    }
}

QString UsageWindowsModel::stateText(const Row &row) const
{
    if (!row.isWindow) {
        return tr("Not observed");
    }
    const bool isOver = row.bar.isOver();
    if (row.bar.beforeReset > 0) {
        return row.bar.open ? tr("Open, was reset") : tr("Was reset");
    }
    if (row.bar.open) {
        return isOver ? tr("Open, over the limit") : tr("Open");
    }
    if (row.bar.closedMs > 0) {
        return isOver ? tr("Closed early, over the limit") : tr("Closed early");
    }
    return isOver ? tr("Over the limit") : tr("Closed");
}

QVariant UsageWindowsModel::sortValue(const Row &row, int column)
{
    switch (column) {
    case StartColumn:
        return row.bar.startMs;
    case EndColumn:
        return row.endMs;
    case TokensColumn:
        return row.bar.tokens;
    case UnobservedColumn:
        return row.bar.unobserved;
    case LimitColumn:
        return row.bar.limit;
    case PercentColumn:
        return percentOf(row.bar);
    case BeforeResetColumn:
        return row.bar.beforeReset;
    default:
        return (row.bar.open ? 4 : 0) + (row.bar.isOver() ? 2 : 0) + (row.isWindow ? 1 : 0);
    }
}

QVariant UsageWindowsModel::figure(const Row &row, int column)
{
    switch (column) {
    case StartColumn:
        return toIsoString(row.bar.startMs);
    case EndColumn:
        return toIsoString(row.endMs);
    case StateColumn:
        return !row.isWindow ? u"not_observed"_s : row.bar.open ? u"open"_s : u"closed"_s;
    default:
        return sortValue(row, column);
    }
}

FiguresModel::Heading UsageWindowsModel::headingAt(int column) const
{
    switch (column) {
    case StartColumn:
        return {tr("Started"), u"started"_s, false};
    case EndColumn:
        return {tr("Ends"), u"ends"_s, false};
    case TokensColumn:
        return {tr("Tokens"), u"tokens"_s};
    case UnobservedColumn:
        return {tr("Not observed"), u"not_observed"_s};
    case LimitColumn:
        return {tr("Limit"), u"limit"_s};
    case PercentColumn:
        return {tr("Used"), u"used_percent"_s};
    case StateColumn:
        return {tr("State"), u"state"_s, false};
    default:
        return {tr("Before a reset"), u"before_reset"_s};
    }
}

} // namespace keydeck
