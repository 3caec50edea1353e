// The file's figures beside the gateway's.
#pragma once

#include "core/gateway/drift.h"
#include "core/rules/keystatus.h"

#include <QAbstractTableModel>

namespace keydeck {

/// A row a figure: what it is, what the file says, what /stats said, and why they differ where they
/// do (driftOf()). Rows that differ say so in DiffersRole and in their accessible text.
class GatewayComparison final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        FigureColumn,
        FileColumn,
        GatewayColumn,
        CauseColumn,
        ColumnCount,
    };
    static constexpr int DiffersRole = Qt::UserRole; ///< bool

    explicit GatewayComparison(QObject *parent = nullptr);

    void setFile(const ApiKey &key, const KeyState &state);
    void setGateway(const std::optional<StatsSample> &sample);
    /// What differs; sides are what it follows from.
    void setDrifts(const QList<Drift> &drifts, const DriftSides &sides);

    [[nodiscard]] bool hasGateway() const { return m_sample.has_value(); }
    /// Use and lifetime are not what the gateway said, whatever the reason.
    [[nodiscard]] bool figuresDiffer() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        QList<DriftFigure> drifts; ///< it differs where one of these does
        QString figure;
        QString file;
        QString gateway;

        friend bool operator==(const Row &, const Row &) = default;
    };
    void rebuild();
    [[nodiscard]] QList<Row> rows() const;
    [[nodiscard]] const Drift *driftAt(const Row &row) const;
    [[nodiscard]] QString cell(const Row &row, int column) const;

    ApiKey m_key;
    KeyState m_state;
    std::optional<StatsSample> m_sample;
    QList<Drift> m_drifts;
    DriftSides m_sides;
    QList<Row> m_rows;
};

} // namespace keydeck
