#include "ui/forecast/forecastmodel.h"

#include "core/base/format.h"
#include "core/rules/jsdate.h"
#include "ui/charts/chartfigures.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace keydeck {

ForecastModel::ForecastModel(QObject *parent) : FiguresModel(ColumnCount, parent) { }

void ForecastModel::setForecast(const Forecast &forecast, const WindowCourse &soFar)
{
    const double none = std::nan("");
    beginResetModel();
    m_forecast = forecast;
    m_soFar = soFar;
    m_rows.clear();
    for (const WindowCourse::Point &point : soFar.latest)
        m_rows.append(Row{point.atMs, {point.used, none, none, none}});
    for (const Forecast::Range &range : forecast.course)
        m_rows.append(Row{range.atMs, {none, range.low, range.likely, range.high}});
    endResetModel();
}

int ForecastModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ForecastModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    const bool isTime = index.column() == TimeColumn;
    const double tokens = isTime ? 0 : std::round(row.tokens[size_t(index.column() - UsedColumn)]);
    switch (role) {
    case Qt::DisplayRole:
        return isTime            ? formatExact(row.atMs)
            : std::isnan(tokens) ? QString()
                                 : formatCount(tokens);
    case FigureRole:
        if (isTime)
            return toIsoString(row.atMs);
        return std::isnan(tokens) ? QVariant() : QVariant(tokens);
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column());
    default:
        return {};
    }
}

FiguresModel::Heading ForecastModel::headingAt(int column) const
{
    switch (column) {
    case TimeColumn:
        return {tr("Time"), u"time"_s, false};
    case UsedColumn:
        return {tr("Used"), u"tokens_used"_s};
    case LowColumn:
        return {tr("At least"), u"tokens_low"_s};
    case LikelyColumn:
        return {tr("Likely"), u"tokens_likely"_s};
    default:
        return {tr("At most"), u"tokens_high"_s};
    }
}

} // namespace keydeck
