// The file's figures beside the gateway's.
#pragma once

#include "core/gateway/statscodec.h"
#include "core/rules/keystatus.h"

#include <QAbstractTableModel>

namespace keydeck {

/// A row a figure: what it is, what the file says, what /stats said. Rows that differ say so in
/// DiffersRole and in their accessible text.
class GatewayComparison final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        FigureColumn,
        FileColumn,
        GatewayColumn,
        ColumnCount,
    };
    static constexpr int DiffersRole = Qt::UserRole; ///< bool

    explicit GatewayComparison(QObject *parent = nullptr);

    void setFile(const ApiKey &key, const KeyState &state);
    void setGateway(const std::optional<StatsSample> &sample);

    [[nodiscard]] bool hasGateway() const { return m_sample.has_value(); }
    [[nodiscard]] int differences() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        QString figure;
        QString file;
        QString gateway;

        friend bool operator==(const Row &, const Row &) = default;
    };
    void rebuild();
    [[nodiscard]] QList<Row> rows() const;
    [[nodiscard]] bool differs(const Row &row) const;

    ApiKey m_key;
    KeyState m_state;
    std::optional<StatsSample> m_sample;
    QList<Row> m_rows;
};

} // namespace keydeck
