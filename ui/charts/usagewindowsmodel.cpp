#include "ui/charts/usagewindowsmodel.h"

#include "core/base/format.h"
#include "core/rules/jsdate.h"

#include <QMap>

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

int alignmentOf(int column)
{
    const bool isFigure
        = column >= UsageWindowsModel::TokensColumn && column <= UsageWindowsModel::PercentColumn;
    return int(Qt::AlignVCenter | (isFigure ? Qt::AlignRight : Qt::AlignLeft));
}

QVariant sortValue(const UsageBar &bar, int column)
{
    switch (column) {
    case UsageWindowsModel::StartColumn:
    case UsageWindowsModel::EndColumn:
        return bar.startMs;
    case UsageWindowsModel::TokensColumn:
        return bar.tokens;
    case UsageWindowsModel::LimitColumn:
        return bar.limit;
    case UsageWindowsModel::PercentColumn:
        return percentOf(bar);
    default:
        return (bar.open ? 2 : 0) + (bar.isOver() ? 1 : 0);
    }
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
            bar = {*start, bar.tokens + tokens, limit, isActiveWindow(window, cutoff)};
        }
    }
    return bars.values();
}

} // namespace

bool operator==(const UsageBar &a, const UsageBar &b)
{
    return a.startMs == b.startMs && sameNumber(a.tokens, b.tokens) && sameNumber(a.limit, b.limit)
        && a.open == b.open;
}

UsageWindowsModel::UsageWindowsModel(QObject *parent) : QAbstractTableModel(parent) { }

void UsageWindowsModel::setRecorded(const QList<RecordedWindow> &windows)
{
    m_recorded.clear();
    for (const RecordedWindow &window : windows) {
        m_recorded.append({window.startMs, window.tokens, window.limit, false});
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
    m_live.clear();
    merge();
}

void UsageWindowsModel::merge()
{
    QMap<qint64, UsageBar> merged;
    for (const QList<UsageBar> *source : {&m_recorded, &m_live}) {
        for (const UsageBar &bar : *source) {
            merged[bar.startMs] = bar;
        }
    }
    const QList<UsageBar> bars = merged.values();
    if (bars == m_bars) {
        return;
    }
    const bool sameRows = std::equal(bars.begin(), bars.end(), m_bars.begin(), m_bars.end(),
        [](const UsageBar &a, const UsageBar &b) { return a.startMs == b.startMs; });
    if (sameRows) {
        m_bars = bars;
        Q_EMIT dataChanged(index(0, 0), index(int(bars.size()) - 1, ColumnCount - 1));
    } else {
        beginResetModel();
        m_bars = bars;
        endResetModel();
    }
}

UsageWindowsModel::Summary UsageWindowsModel::summary(qint64 fromMs, qint64 toMs) const
{
    Summary summary;
    for (const UsageBar &bar : m_bars) {
        if (bar.endMs() > fromMs && bar.startMs <= toMs) {
            ++summary.windows;
            summary.over += bar.isOver() ? 1 : 0;
            summary.tokens += bar.tokens;
        }
    }
    return summary;
}

int UsageWindowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_bars.size());
}

int UsageWindowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant UsageWindowsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const UsageBar &bar = m_bars.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(bar, index.column());
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column());
    case SortRole:
        return sortValue(bar, index.column());
    default:
        return {};
    }
}

QString UsageWindowsModel::text(const UsageBar &bar, int column) const
{
    switch (column) {
    case StartColumn:
        return formatExact(bar.startMs);
    case EndColumn:
        return formatExact(bar.endMs());
    case TokensColumn:
        return formatCount(bar.tokens);
    case LimitColumn:
        return formatCount(bar.limit);
    case PercentColumn:
        return std::isnan(percentOf(bar)) ? u"–"_s
                                          : tr("%1 %").arg(formatCount(std::round(percentOf(bar))));
    default:
        if (bar.open) {
            return bar.isOver() ? tr("Open, over the limit") : tr("Open");
        }
        return bar.isOver() ? tr("Over the limit") : tr("Closed");
    }
}

QVariant UsageWindowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) {
        return alignmentOf(section);
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return QAbstractTableModel::headerData(section, orientation, role);
    }
    switch (section) {
    case StartColumn:
        return tr("Started");
    case EndColumn:
        return tr("Ends");
    case TokensColumn:
        return tr("Tokens");
    case LimitColumn:
        return tr("Limit");
    case PercentColumn:
        return tr("Used");
    case StateColumn:
        return tr("State");
    default:
        return {};
    }
}

} // namespace keydeck
