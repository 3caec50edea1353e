// Shows and hides one thing that a chart draws.
#pragma once

#include "ui/charts/legendentry.h"

#include <QAbstractButton>

namespace keydeck {

/// The entry's swatch and label. It is down while the chart draws it; otherwise the swatch is empty
/// and the label struck out.
class LegendButton final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit LegendButton(const LegendEntry &entry, QWidget *parent = nullptr);

    void setEntry(const LegendEntry &entry);
    [[nodiscard]] const LegendEntry &entry() const { return m_entry; }

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void checkStateSet() override;
    void nextCheckState() override;
    void paintEvent(QPaintEvent *event) override;

private:
    void say();
    void paintSwatch(QPainter *painter, const QRectF &box) const;

    LegendEntry m_entry;
};

} // namespace keydeck
