// The course of a key's lifetime total.
#pragma once

#include "core/history/usagehistory.h"
#include "ui/charts/figuresmodel.h"

#include <optional>

namespace keydeck {

/// Rows go from the oldest total to the newest. The recorded ones come first; the file's own total
/// follows as the last row when it is news. A total may fall: somebody reset it or brought back an
/// older store.
class LifetimeModel final : public FiguresModel
{
    Q_OBJECT

public:
    enum Column
    {
        TimeColumn,
        TotalColumn,
        AddedColumn, ///< since the row before
        UnobservedColumn, ///< of these
        ColumnCount,
    };
    /// The exact value behind a cell, for sorting.
    static constexpr int SortRole = Qt::UserRole;

    struct Summary
    {
        std::optional<double> total; ///< the newest
        double added = 0; ///< within the time asked about, falls not counted
        qint64 sinceMs = 0; ///< where what is known of that time begins
        double unobserved = 0; ///< of what was added
        int falls = 0;
    };

    explicit LifetimeModel(QObject *parent = nullptr);

    void setRecorded(
        const QList<LifetimeSample> &samples, const QList<UnobservedGrowth> &unobserved = {});
    /// The file's total, dated by its last use.
    void setLive(const ApiKey &key, qint64 nowMs);
    void clear();

    [[nodiscard]] const QList<LifetimeSample> &samples() const { return m_samples; }
    /// By time.
    [[nodiscard]] const QList<UnobservedGrowth> &unobserved() const { return m_unobserved; }
    [[nodiscard]] Summary summary(qint64 fromMs, qint64 toMs) const;
    /// The total at that moment; nothing before the first row.
    [[nodiscard]] std::optional<double> totalAt(qint64 atMs) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] Heading headingAt(int column) const override;
    void merge();
    void replaceRows(const QList<LifetimeSample> &samples);
    [[nodiscard]] double addedAt(int row) const;
    [[nodiscard]] double unobservedAt(int row) const;
    [[nodiscard]] double figureAt(int row, int column) const;
    [[nodiscard]] QString text(int row, int column) const;

    QList<LifetimeSample> m_recorded;
    std::optional<LifetimeSample> m_live;
    QList<LifetimeSample> m_samples;
    QList<UnobservedGrowth> m_unobserved;
};

} // namespace keydeck
