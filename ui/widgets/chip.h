// A word on a coloured ground, with the shape that says the same without colour.
#pragma once

#include "ui/widgets/mark.h"

#include <QFontMetrics>
#include <QWidget>

namespace keydeck {

struct ChipFace
{
    Mark mark = Mark::Disc;
    theme::Role role = theme::Role::Neutral;
    QString word;

    friend bool operator==(const ChipFace &, const ChipFace &) = default;
};

/// metrics: of the caption font.
[[nodiscard]] QSize chipSize(const QString &word, const QFontMetrics &metrics);
/// Fills rect, in the painter's font.
void paintChip(QPainter *painter, const QRect &rect, const ChipFace &face, const QPalette &palette);

class Chip : public QWidget
{
    Q_OBJECT

public:
    explicit Chip(QWidget *parent = nullptr);

    void setFace(const ChipFace &face);
    [[nodiscard]] const ChipFace &face() const { return m_face; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ChipFace m_face;
};

} // namespace keydeck
