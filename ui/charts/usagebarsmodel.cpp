#include "ui/charts/usagebarsmodel.h"

#include "core/base/format.h"
#include "core/rules/jsdate.h"
#include "ui/charts/chartfigures.h"
#include "ui/charts/usageperiods.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr qint64 HourMs = 60LL * 60 * 1000;

QVariant valueOf(const PeriodUsage &row, int column)
{
    switch (column) {
    case UsageBarsModel::FromColumn:
        return row.fromMs;
    case UsageBarsModel::ToColumn:
        return row.toMs;
    case UsageBarsModel::TokensColumn:
        return row.total();
    default:
        return row.unobserved;
    }
}

QString textOf(const PeriodUsage &row, int column)
{
    switch (column) {
    case UsageBarsModel::FromColumn:
        return formatExact(row.fromMs);
    case UsageBarsModel::ToColumn:
        return formatExact(row.toMs);
    case UsageBarsModel::TokensColumn:
        return formatCount(row.total());
    default:
        return formatCount(row.unobserved > 0 ? row.unobserved : std::nan(""));
    }
}

QVariant figureOf(const PeriodUsage &row, int column)
{
    const bool isTime = column == UsageBarsModel::FromColumn || column == UsageBarsModel::ToColumn;
    const QVariant value = valueOf(row, column);
    return isTime ? QVariant(toIsoString(value.toLongLong())) : value;
}

} // namespace

UsageBarsModel::UsageBarsModel(Period period, QObject *parent)
    : FiguresModel(ColumnCount, parent)
    , m_period(period)
{ }

void UsageBarsModel::setRecorded(
    const QList<UsageBucket> &buckets, const QList<UnobservedGrowth> &unobserved)
{
    const QList<PeriodUsage> rows = usagePeriods(buckets, unobserved, m_period);
    if (rows == m_rows) {
        return;
    }
    const bool sameRows = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
        [](const PeriodUsage &a, const PeriodUsage &b) {
            return a.fromMs == b.fromMs && a.toMs == b.toMs;
        });
    if (sameRows) {
        m_rows = rows;
        Q_EMIT dataChanged(index(0, 0), index(int(rows.size()) - 1, ColumnCount - 1));
    } else {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    }
}

void UsageBarsModel::clear()
{
    setRecorded({}, {});
}

qint64 UsageBarsModel::lengthMs() const
{
    return m_period == Period::Hour ? HourMs : 24 * HourMs;
}

UsageBarsModel::Summary UsageBarsModel::summary(qint64 fromMs, qint64 toMs) const
{
    Summary summary;
    for (const PeriodUsage &row : m_rows) {
        if (row.toMs <= fromMs || row.fromMs >= toMs) {
            continue;
        }
        summary.tokens += row.total();
        summary.unobserved += row.unobserved;
        if (!row.spansPeriods && row.total() > summary.busiest.total()) {
            summary.busiest = row;
        }
    }
    return summary;
}

int UsageBarsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant UsageBarsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const PeriodUsage &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return textOf(row, index.column());
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column());
    case SortRole:
        return valueOf(row, index.column());
    case FigureRole:
        return figureOf(row, index.column());
    default:
        return {};
    }
}

FiguresModel::Heading UsageBarsModel::headingAt(int column) const
{
    switch (column) {
    case FromColumn:
        return {tr("From"), u"from"_s, false};
    case ToColumn:
        return {tr("To"), u"to"_s, false};
    case TokensColumn:
        return {tr("Tokens"), u"tokens"_s};
    default:
        return {tr("Not observed"), u"not_observed"_s};
    }
}

} // namespace keydeck
