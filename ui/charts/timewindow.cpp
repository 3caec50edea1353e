#include "ui/charts/timewindow.h"

#include <algorithm>
#include <cmath>

namespace keydeck {

namespace {

qint64 lengthOf(const TimeSpan &span)
{
    return span.toMs - span.fromMs;
}

} // namespace

void TimeWindow::setWhole(const TimeSpan &whole)
{
    m_whole = whole;
    if (m_isZoomed) {
        show(m_shown.fromMs, lengthOf(m_shown));
    } else {
        m_shown = whole;
    }
}

bool TimeWindow::show(qint64 fromMs, qint64 lengthMs)
{
    const TimeSpan before = m_shown;
    const qint64 length = std::min(lengthMs, lengthOf(m_whole));
    const qint64 from = std::clamp(fromMs, m_whole.fromMs, m_whole.toMs - length);
    m_shown = {from, from + length};
    m_isZoomed = length < lengthOf(m_whole);
    return m_shown.fromMs != before.fromMs || m_shown.toMs != before.toMs;
}

bool TimeWindow::zoom(double factor, qint64 aroundMs)
{
    const double length = double(lengthOf(m_shown));
    if (length <= 0 || factor <= 0) {
        return false;
    }
    const double least = std::min<double>(LeastMs, double(lengthOf(m_whole)));
    const double wanted = std::clamp(length / factor, least, double(lengthOf(m_whole)));
    const double share = double(aroundMs - m_shown.fromMs) / length;
    return show(std::llround(double(aroundMs) - share * wanted), std::llround(wanted));
}

bool TimeWindow::pan(qint64 byMs)
{
    return show(m_shown.fromMs + byMs, lengthOf(m_shown));
}

bool TimeWindow::reveal(qint64 atMs)
{
    if (atMs < m_shown.fromMs) {
        return pan(atMs - m_shown.fromMs);
    }
    return atMs > m_shown.toMs && pan(atMs - m_shown.toMs);
}

bool TimeWindow::reset()
{
    return show(m_whole.fromMs, lengthOf(m_whole));
}

} // namespace keydeck
