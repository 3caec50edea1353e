// A key's usage windows, the recorded ones and those that stand in the file now, by start.
#pragma once

#include "core/history/usagehistory.h"
#include "core/rules/usagewindow.h"
#include "ui/charts/figuresmodel.h"

namespace keydeck {

/// One window from its true start to its end, in milliseconds since 1970.
struct UsageBar
{
    qint64 startMs = 0;
    double tokens = 0;
    double limit = 0; ///< NaN: none
    bool open = false; ///< the gateway counts it at this moment
    double unobserved = 0; ///< of the tokens, those of which the hour is not known
    double beforeReset = 0; ///< used as well, before somebody set the figure lower
    qint64 closedMs = 0; ///< see RecordedWindow

    [[nodiscard]] qint64 endMs() const { return closedMs > 0 ? closedMs : startMs + UsageWindowMs; }
    [[nodiscard]] bool isOver() const { return tokens > limit; }

    friend bool operator==(const UsageBar &a, const UsageBar &b);
};

/// Rows go from the oldest window to the newest; growth that no window explains stands between them
/// in a row of its own, so that the figures add up. Data that stays the same signals nothing, so
/// that a selection survives the next second.
class UsageWindowsModel final : public FiguresModel
{
    Q_OBJECT

public:
    enum Column
    {
        StartColumn,
        EndColumn,
        TokensColumn,
        UnobservedColumn, ///< of the tokens
        LimitColumn,
        PercentColumn,
        StateColumn,
        BeforeResetColumn,
        ColumnCount,
    };
    /// The exact value behind a cell, for sorting.
    static constexpr int SortRole = Qt::UserRole;

    struct Summary
    {
        int windows = 0;
        int over = 0;
        double tokens = 0; ///< all that were used
        double unobserved = 0; ///< of these, nobody saw when exactly they came in
    };

    explicit UsageWindowsModel(QObject *parent = nullptr);

    void setRecorded(
        const QList<RecordedWindow> &windows, const QList<UnobservedGrowth> &unobserved = {});
    /// The file's own windows: they replace recorded ones of the same start.
    void setLive(const ApiKey &key, qint64 nowMs);
    void clear();

    [[nodiscard]] const QList<UsageBar> &bars() const { return m_bars; }
    /// What no window explains, by time.
    [[nodiscard]] const QList<UnobservedGrowth> &unexplained() const { return m_unexplained; }
    /// Of the windows and the growth that touch the time from fromMs to toMs.
    [[nodiscard]] Summary summary(qint64 fromMs, qint64 toMs) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] Heading headingAt(int column) const override;
    /// A window, or growth that none explains.
    struct Row
    {
        UsageBar bar;
        qint64 endMs = 0;
        bool isWindow = true;

        friend bool operator==(const Row &a, const Row &b) = default;
    };
    void merge();
    [[nodiscard]] QList<Row> mergedRows() const;
    [[nodiscard]] QString text(const Row &row, int column) const;
    [[nodiscard]] QString stateText(const Row &row) const;
    [[nodiscard]] static QVariant figure(const Row &row, int column);
    [[nodiscard]] static QVariant sortValue(const Row &row, int column);

    QList<UsageBar> m_recorded;
    QList<UsageBar> m_live;
    QList<UsageBar> m_bars;
    QList<UnobservedGrowth> m_unexplained;
    QList<Row> m_rows;
};

} // namespace keydeck
