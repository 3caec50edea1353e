// A heat map: hours across, weekdays down.
#pragma once

#include "ui/usage/rhythmmodel.h"

#include <QPoint>
#include <QWidget>

#include <optional>

namespace keydeck {

class HeatScale;

/// Draws a RhythmModel: the more tokens an hour, the more of one colour, so that it reads in grey
/// too; hours of which nothing is known are hatched. A scale below says what the shades mean. The
/// pointer or the arrow keys choose a cell, of which the exact figures are said; Esc lets go.
class RhythmView final : public QWidget
{
    Q_OBJECT

public:
    explicit RhythmView(const RhythmModel &model, QWidget *parent = nullptr);

    /// Of the chosen cell; empty where there is none.
    [[nodiscard]] const QString &readout() const { return m_readout; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    /// x is the hour, y the line.
    using Cell = QPoint;

    void choose(std::optional<Cell> cell);
    [[nodiscard]] QString textOf(const Cell &cell) const;
    [[nodiscard]] QRectF grid() const;
    [[nodiscard]] QRectF rectOf(const Cell &cell) const;
    [[nodiscard]] std::optional<Cell> cellAt(const QPointF &position) const;
    void paintLabels(QPainter *painter) const;
    void paintCell(QPainter *painter, const Cell &cell, const HeatScale &scale) const;
    void paintChosen(QPainter *painter) const;

    const RhythmModel &m_model;
    std::optional<Cell> m_chosen;
    QString m_readout;
};

} // namespace keydeck
