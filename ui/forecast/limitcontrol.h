// A limit to try, by slider or in figures.
#pragma once

#include <QWidget>

class QDoubleSpinBox;
class QSlider;

namespace keydeck {

/// The slider goes from 0 to greatest in round steps; the spin box takes any limit. Both show the
/// same one.
class LimitControl final : public QWidget
{
    Q_OBJECT

public:
    explicit LimitControl(QWidget *parent = nullptr);

    void setGreatest(double greatest);
    [[nodiscard]] double greatest() const { return m_greatest; }
    void setLimit(double limit);
    [[nodiscard]] double limit() const;
    void focusSlider();

Q_SIGNALS:
    void limitChanged(double limit);

private:
    void followSlider(int position);
    void followSpin(double limit);

    QSlider *m_slider;
    QDoubleSpinBox *m_spin;
    double m_greatest = 0;
    double m_step = 1; ///< tokens a slider's step stands for
};

} // namespace keydeck
