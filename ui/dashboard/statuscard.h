// How many keys are in a state.
#pragma once

#include "ui/widgets/mark.h"

#include <QAbstractButton>

namespace keydeck {

/// A number over a shape and a word; quiet at zero. Pressed like a button.
class StatusCard final : public QAbstractButton
{
    Q_OBJECT

public:
    StatusCard(Mark mark, theme::Role role, const QString &word, const QString &toolTip,
        QWidget *parent = nullptr);

    void setCount(qsizetype count);
    [[nodiscard]] qsizetype count() const { return m_count; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    Mark m_mark;
    theme::Role m_role;
    qsizetype m_count = 0;
    bool m_ring = false; ///< the focus came by keyboard
};

} // namespace keydeck
