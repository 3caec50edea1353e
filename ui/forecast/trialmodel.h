// Closed windows under a limit that is tried.
#pragma once

#include "ui/charts/figuresmodel.h"
#include "ui/forecast/windowtrial.h"

namespace keydeck {

/// A row a window. Moving the limit changes no row but what it says about it.
class TrialModel final : public FiguresModel
{
    Q_OBJECT

public:
    enum Column
    {
        NameColumn,
        StartColumn,
        TokensColumn,
        LimitColumn, ///< its own
        TriedColumn, ///< what the tried limit would have done
        ColumnCount,
    };

    explicit TrialModel(QObject *parent = nullptr);

    /// nullptr: none.
    void setTrial(const WindowTrialPointer &trial);
    void setLimit(double limit);

    [[nodiscard]] const WindowTrial &trial() const { return *m_trial; }
    [[nodiscard]] double limit() const { return m_limit; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] Heading headingAt(int column) const override;
    [[nodiscard]] QVariant figure(const TrialWindow &row, int column) const;

    WindowTrialPointer m_trial;
    double m_limit = 0;
};

} // namespace keydeck
