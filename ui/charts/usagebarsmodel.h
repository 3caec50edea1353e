// What a key used hour by hour, or day by day.
#pragma once

#include "core/history/historyvalues.h"
#include "ui/charts/figuresmodel.h"

namespace keydeck {

/// The tokens of an hour or a day; or growth that spans several of them, of which nobody knows how
/// much fell into which.
struct PeriodUsage
{
    qint64 fromMs = 0;
    qint64 toMs = 0;
    double tokens = 0; ///< observed
    double unobserved = 0;
    bool spansPeriods = false; ///< it is none itself

    [[nodiscard]] double total() const { return tokens + unobserved; }
    friend bool operator==(const PeriodUsage &a, const PeriodUsage &b) = default;
};

/// Buckets by local hour or day, oldest first, and only those in which something came in. A day
/// is what the calendar says, so that one in spring has 23 hours and one in autumn 25. An hour is
/// as it was recorded, which in a zone off by half an hour is half past to half past (LocalSlots).
/// What is so old that only its day of UTC is known keeps that day.
///
/// Data that stays the same signals nothing.
class UsageBarsModel final : public FiguresModel
{
    Q_OBJECT

public:
    enum class Period
    {
        Hour,
        Day
    };
    enum Column
    {
        FromColumn,
        ToColumn,
        TokensColumn,
        UnobservedColumn,
        ColumnCount,
    };
    /// The exact value behind a cell, for sorting.
    static constexpr int SortRole = Qt::UserRole;

    struct Summary
    {
        double tokens = 0; ///< observed or not
        double unobserved = 0;
        PeriodUsage busiest; ///< with 0 tokens where there is none; spans are none
    };

    explicit UsageBarsModel(Period period, QObject *parent = nullptr);

    void setRecorded(const QList<UsageBucket> &buckets, const QList<UnobservedGrowth> &unobserved);
    void clear();

    [[nodiscard]] Period period() const { return m_period; }
    [[nodiscard]] const QList<PeriodUsage> &rows() const { return m_rows; }
    /// Of what touches the time from fromMs to toMs.
    [[nodiscard]] Summary summary(qint64 fromMs, qint64 toMs) const;
    /// A period of full length, in milliseconds.
    [[nodiscard]] qint64 lengthMs() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] Heading headingAt(int column) const override;
    Period m_period;
    QList<PeriodUsage> m_rows;
};

} // namespace keydeck
