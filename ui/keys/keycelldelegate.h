// What every cell of the keys table has in common.
#pragma once

#include <QPointer>
#include <QStyledItemDelegate>
#include <QTimer>

namespace keydeck {

/// Paints a cell as the style does, selection, hover and focus included, and lets a row whose
/// record changed (KeyModel::ChangedRole) glow once and rest. Without animations (the style's
/// SH_Widget_Animation_Duration is 0) there is no glow. The table's delegate for plain columns;
/// subclasses paint content of their own.
class KeyCellDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int GlowMs = 1000;

    explicit KeyCellDelegate(QObject *parent = nullptr);

    /// Of a row with two lines, with air.
    [[nodiscard]] static int rowHeight();

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
        const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(
        const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;

    /// 1 for a row that changed at this moment, falling to 0 in GlowMs.
    [[nodiscard]] static qreal glowStrength(qint64 changedMs, qint64 monotonicMs);

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

    /// Paints the cell in area, over the background that is already there. Returns false for the
    /// style's own text.
    virtual bool paintContent(QPainter *painter, const QStyleOptionViewItem &option,
        const QRect &area, const QModelIndex &index) const;
    /// Markup, or empty for the model's own tooltip.
    [[nodiscard]] virtual QString toolTip(const QModelIndex &index) const;

    [[nodiscard]] static QColor textColor(const QStyleOptionViewItem &option);
    /// Secondary text; the selection's own colour on a selected row.
    [[nodiscard]] static QColor quietColor(const QStyleOptionViewItem &option);

private:
    mutable QTimer m_glow;
    mutable QPointer<QWidget> m_glowing; ///< the viewport to repaint while something glows
};

} // namespace keydeck
