// The present window: what it used so far, and what it may use until its reset.
#pragma once

#include "core/forecast/forecast.h"
#include "ui/charts/figuresmodel.h"

namespace keydeck {

/// Rows go from the window's first use over now to the reset. What is over has a use, what is to
/// come has a range.
class ForecastModel final : public FiguresModel
{
    Q_OBJECT

public:
    enum Column
    {
        TimeColumn,
        UsedColumn,
        LowColumn,
        LikelyColumn,
        HighColumn,
        ColumnCount,
    };

    explicit ForecastModel(QObject *parent = nullptr);

    /// soFar is the window's course until now.
    void setForecast(const Forecast &forecast, const WindowCourse &soFar);

    [[nodiscard]] const Forecast &forecast() const { return m_forecast; }
    [[nodiscard]] const WindowCourse &soFar() const { return m_soFar; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] Heading headingAt(int column) const override;
    struct Row
    {
        qint64 atMs = 0;
        std::array<double, 4> tokens{}; ///< by column from UsedColumn on; NaN for none
    };
    QList<Row> m_rows;
    Forecast m_forecast;
    WindowCourse m_soFar;
};

} // namespace keydeck
