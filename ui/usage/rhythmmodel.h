// The hours of the week as rows, for the heat map and for files.
#pragma once

#include "core/usage/usagerhythm.h"
#include "ui/charts/figuresmodel.h"

namespace keydeck {

/// A row for each hour of each weekday, from the locale's first day of the week on.
class RhythmModel final : public FiguresModel
{
    Q_OBJECT

public:
    enum Column
    {
        DayColumn,
        HourColumn,
        AverageColumn,
        TokensColumn,
        WatchedColumn,
        RunningColumn,
        ColumnCount,
    };

    explicit RhythmModel(QObject *parent = nullptr);

    void show(const UsageRhythm &rhythm);

    /// line: from the locale's first day of the week on; as in the heat map.
    [[nodiscard]] int dayOf(int line) const;
    [[nodiscard]] const RhythmCell &cellAt(int line, int hour) const;
    /// What the strongest shade stands for: the highest average, or while there is none what the
    /// running hour has so far; 0 where there is nothing.
    [[nodiscard]] double highest() const;
    /// A cell stands for the running hour alone.
    [[nodiscard]] bool showsRunning() const;
    /// Anything to see at all.
    [[nodiscard]] bool hasTokens() const { return highest() > 0; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] Heading headingAt(int column) const override;
    [[nodiscard]] QVariant textOf(int line, int hour, int column) const;
    [[nodiscard]] QVariant figureOf(int line, int hour, int column) const;

    UsageRhythm m_rhythm;
};

} // namespace keydeck
