// A key's status as a chip: shape, word and colour.
#pragma once

#include "core/rules/keystatus.h"
#include "ui/widgets/chip.h"

#include <QPalette>
#include <QWidget>

class QPainter;

namespace keydeck {

/// How the chip of a status looks, and that of a record that the gateway never uses.
[[nodiscard]] ChipFace statusFace(KeyStatus status);
[[nodiscard]] ChipFace shadowedFace();

/// How large the chip is; more is the number of further statuses that hold ("+1").
[[nodiscard]] QSize statusChipSize(const ChipFace &face, qsizetype more);

/// Paints it at the left of rect, vertically centred, narrowed to rect. quiet colours the "+N",
/// which stands on the cell rather than on the chip.
void paintStatusChip(QPainter *painter, const QRect &rect, const ChipFace &face, qsizetype more,
    const QPalette &palette, const QColor &quiet);

/// The worst status of a key, with the others and the advice in its tooltip.
class StatusChip final : public QWidget
{
    Q_OBJECT

public:
    explicit StatusChip(QWidget *parent = nullptr);

    void setState(const KeyState &state, qint64 nowMs);
    /// Of a record that the gateway never uses, which the note explains.
    void setShadowed(const QString &note);

    [[nodiscard]] QString word() const { return m_face.word; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ChipFace m_face;
    qsizetype m_more = 0;
};

/// "Blocked, Expiring": all that hold, the worst first.
[[nodiscard]] QString statusWords(const KeyState &state);
/// "Blocked" and, below, what the gateway does and what to do.
[[nodiscard]] QString statusNote(const KeyState &state, qint64 nowMs);
/// The same as the tooltip of every status.
[[nodiscard]] QString statusToolTip(const KeyState &state, qint64 nowMs);

} // namespace keydeck
