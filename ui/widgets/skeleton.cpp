#include "ui/widgets/skeleton.h"

#include "ui/widgets/theme.h"

#include <QPainter>

namespace keydeck {

namespace {

/// Where a bar begins and how long it is, in hundredths of the width.
struct Bar
{
    int at, length;
};
constexpr Bar Bars[] = {{1, 14}, {18, 8}, {29, 14}, {46, 8}, {57, 8}, {68, 8}, {79, 10}};
constexpr int BarHeight = 10;

} // namespace

Skeleton::Skeleton(const QString &what, int rowHeight, QWidget *parent)
    : QWidget(parent)
    , m_rowHeight(rowHeight)
{
    setAccessibleName(what);
    m_blank.setSingleShot(true);
    m_blank.setInterval(BlankMs);
    connect(&m_blank, &QTimer::timeout, this, qOverload<>(&QWidget::update));
}

void Skeleton::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_blank.start();
}

void Skeleton::paintEvent(QPaintEvent *)
{
    if (m_blank.isActive())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), palette().base());
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::hairline(palette()));
    int row = 0;
    for (int top = m_rowHeight; top + m_rowHeight <= height(); top += m_rowHeight, ++row) {
        for (const Bar &bar : Bars) {
            const int shorter = (row * 7 + bar.at) % 4; // no two rows are alike
            const QRectF place(width() * bar.at / 100.0, top + (m_rowHeight - BarHeight) / 2.0,
                width() * (bar.length - shorter) / 100.0, BarHeight);
            painter.drawRoundedRect(place, theme::Radius, theme::Radius);
        }
    }
}

} // namespace keydeck
