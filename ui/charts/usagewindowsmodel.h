// A key's usage windows, the recorded ones and those that stand in the file now, by start.
#pragma once

#include "core/history/usagehistory.h"
#include "core/rules/usagewindow.h"

#include <QAbstractTableModel>

namespace keydeck {

/// One window from its true start to its end, in milliseconds since 1970.
struct UsageBar
{
    qint64 startMs = 0;
    double tokens = 0;
    double limit = 0; ///< NaN: none
    bool open = false; ///< the gateway counts it at this moment

    [[nodiscard]] qint64 endMs() const { return startMs + UsageWindowMs; }
    [[nodiscard]] bool isOver() const { return tokens > limit; }

    friend bool operator==(const UsageBar &a, const UsageBar &b);
};

/// Rows go from the oldest window to the newest. Data that stays the same signals nothing, so that
/// a selection survives the next second.
class UsageWindowsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        StartColumn,
        EndColumn,
        TokensColumn,
        LimitColumn,
        PercentColumn,
        StateColumn,
        ColumnCount,
    };
    /// The exact value behind a cell, for sorting.
    static constexpr int SortRole = Qt::UserRole;

    struct Summary
    {
        int windows = 0;
        int over = 0;
        double tokens = 0;
    };

    explicit UsageWindowsModel(QObject *parent = nullptr);

    void setRecorded(const QList<RecordedWindow> &windows);
    /// The file's own windows: they replace recorded ones of the same start.
    void setLive(const ApiKey &key, qint64 nowMs);
    void clear();

    [[nodiscard]] const QList<UsageBar> &bars() const { return m_bars; }
    /// Of the windows that touch the time from fromMs to toMs.
    [[nodiscard]] Summary summary(qint64 fromMs, qint64 toMs) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    void merge();
    [[nodiscard]] QString text(const UsageBar &bar, int column) const;

    QList<UsageBar> m_recorded;
    QList<UsageBar> m_live;
    QList<UsageBar> m_bars;
};

} // namespace keydeck
