// How earlier forecasts of a key did, as a table.
#pragma once

#include "core/forecast/backtest.h"

#include <QAbstractTableModel>

namespace keydeck {

/// A row for each moment of the windows at which forecasts were replayed.
class ScoreModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        MomentColumn,
        SaidColumn,
        RightColumn,
        FalseAlarmsColumn,
        MissesColumn,
        ErrorColumn,
        NinetiethColumn,
        CoveredColumn,
        ColumnCount,
    };

    explicit ScoreModel(QObject *parent = nullptr);

    void setScore(const ForecastScore &score);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    QList<MomentScore> m_moments;
};

} // namespace keydeck
