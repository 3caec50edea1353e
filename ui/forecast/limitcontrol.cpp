#include "ui/forecast/limitcontrol.h"

#include "ui/widgets/theme.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSlider>

#include <cmath>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr double AboutSteps = 150;
constexpr int PageSteps = 10;
constexpr double GreatestLimit = 9'007'199'254'740'991; // 2^53 - 1

/// 1, 2 or 5 times a power of ten, at least 1.
double roundStep(double least)
{
    const double power = std::pow(10, std::floor(std::log10(std::max(1.0, least))));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= least)
            return factor * power;
    }
    return 10 * power;
}

} // namespace

LimitControl::LimitControl(QWidget *parent)
    : QWidget(parent)
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_spin(new QDoubleSpinBox(this))
{
    m_slider->setObjectName(u"limitSlider"_s);
    m_slider->setAccessibleName(tr("Limit to try"));
    m_slider->setToolTip(tr("Try another limit on the windows that were"));
    m_slider->setPageStep(PageSteps);
    m_spin->setObjectName(u"limitSpin"_s);
    m_spin->setAccessibleName(tr("Limit to try, in tokens per 5 hours"));
    m_spin->findChild<QLineEdit *>()->setAccessibleName(m_spin->accessibleName());
    m_spin->setToolTip(tr("Tokens per 5 hours"));
    m_spin->setDecimals(0);
    m_spin->setGroupSeparatorShown(true);
    m_spin->setRange(0, GreatestLimit);
    m_spin->setAlignment(Qt::AlignRight);
    m_spin->setMinimumWidth(m_spin->fontMetrics().horizontalAdvance(u"000,000,000,000"_s) + 32);
    m_spin->setMaximumWidth(m_spin->minimumWidth());
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::Related);
    row->addWidget(m_slider, 1);
    row->addWidget(m_spin);
    connect(m_slider, &QSlider::valueChanged, this, &LimitControl::followSlider);
    connect(m_spin, &QDoubleSpinBox::valueChanged, this, &LimitControl::followSpin);
}

void LimitControl::setGreatest(double greatest)
{
    m_greatest = std::max(1.0, greatest);
    m_step = roundStep(m_greatest / AboutSteps);
    const QSignalBlocker quiet(m_slider);
    m_slider->setRange(0, int(std::ceil(m_greatest / m_step)));
    m_slider->setValue(int(std::lround(std::min(limit(), m_greatest) / m_step)));
    m_spin->setSingleStep(m_step);
}

void LimitControl::setLimit(double limit)
{
    m_spin->setValue(limit);
}

double LimitControl::limit() const
{
    return m_spin->value();
}

void LimitControl::focusSlider()
{
    m_slider->setFocus();
}

void LimitControl::followSlider(int position)
{
    m_spin->setValue(position * m_step);
}

void LimitControl::followSpin(double limit)
{
    const QSignalBlocker quiet(m_slider);
    m_slider->setValue(int(std::lround(std::min(limit, m_greatest) / m_step)));
    Q_EMIT limitChanged(limit);
}

} // namespace keydeck
