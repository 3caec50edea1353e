#include "ui/charts/lifetimeline.h"

#include "ui/charts/decimate.h"

#include <algorithm>
#include <limits>

namespace keydeck {

namespace {

/// Makes the lines, sample by sample.
class LineBuilder final
{
public:
    LineBuilder(const QList<UnobservedGrowth> &unobserved, const ChartScale &scale)
        : m_unobserved(unobserved)
        , m_growth(unobserved.begin())
        , m_scale(scale)
    { }

    void begin(double ms, double tokens)
    {
        m_points = {QPointF(ms, tokens)};
        skipGrowth(qint64(ms));
    }
    void add(const LifetimeSample &sample);
    [[nodiscard]] LifetimeLine finish();

private:
    void skipGrowth(qint64 untilMs);
    void endPiece(double atMs);

    const QList<UnobservedGrowth> &m_unobserved;
    QList<UnobservedGrowth>::const_iterator m_growth; ///< the next that may end in a sample
    ChartScale m_scale;
    QList<QPointF> m_points; ///< of the piece that is being made
    LifetimeLine m_line;
};

void LineBuilder::skipGrowth(qint64 untilMs)
{
    while (m_growth != m_unobserved.end() && m_growth->toMs <= untilMs) {
        ++m_growth;
    }
}

void LineBuilder::add(const LifetimeSample &sample)
{
    const QPointF before = m_points.last();
    const QPointF now(double(sample.atMs), sample.tokens);
    if (now.y() < before.y()) {
        m_line.falls << QLineF(now.x(), before.y(), now.x(), now.y());
    }
    if (m_growth == m_unobserved.end() || m_growth->toMs > sample.atMs) {
        m_points << now;
        return;
    }
    const double from = std::clamp(double(m_growth->fromMs), before.x(), now.x());
    endPiece(from);
    m_line.unobserved << QLineF(QPointF(from, before.y()), now);
    m_points = {now};
    skipGrowth(sample.atMs);
}

void LineBuilder::endPiece(double atMs)
{
    QList<QPointF> steps;
    const double width = atMs - m_points.first().x();
    const int pixels = std::max(1, int(width / m_scale.pixelMs));
    const QList<QPointF> points = decimated(m_points, pixels, 4LL * pixels);
    for (const QPointF &point : points) {
        if (!steps.isEmpty()) {
            steps << QPointF(point.x(), steps.last().y());
        }
        steps << point;
    }
    if (steps.last().x() < atMs) {
        steps << QPointF(atMs, steps.last().y());
    }
    if (steps.size() > 1) {
        m_line.observed << steps;
    }
    m_points.clear();
}

LifetimeLine LineBuilder::finish()
{
    if (!m_points.isEmpty()) {
        endPiece(double(m_scale.toMs));
    }
    return m_line;
}

} // namespace

QPair<double, double> LifetimeLine::range() const
{
    double low = std::numeric_limits<double>::max();
    double high = std::numeric_limits<double>::lowest();
    const auto take = [&low, &high](const QPointF &point) {
        low = std::min(low, point.y());
        high = std::max(high, point.y());
    };
    for (const QList<QPointF> &piece : observed) {
        std::for_each(piece.begin(), piece.end(), take);
    }
    for (const QLineF &line : unobserved) {
        take(line.p1());
        take(line.p2());
    }
    return isEmpty() ? QPair(0.0, 0.0) : QPair(low, high);
}

LifetimeLine lifetimeLine(const QList<LifetimeSample> &samples,
    const QList<UnobservedGrowth> &unobserved, const ChartScale &scale)
{
    const auto isBefore
        = [](qint64 atMs, const LifetimeSample &sample) { return atMs < sample.atMs; };
    auto sample = std::upper_bound(samples.begin(), samples.end(), scale.fromMs, isBefore);
    const auto end = std::upper_bound(sample, samples.end(), scale.toMs, isBefore);
    LineBuilder builder(unobserved, scale);
    if (sample != samples.begin()) {
        builder.begin(double(scale.fromMs), std::prev(sample)->tokens);
    } else if (sample != end) {
        builder.begin(double(sample->atMs), sample->tokens);
        ++sample;
    } else {
        return {};
    }
    for (; sample != end; ++sample) {
        builder.add(*sample);
    }
    return builder.finish();
}

} // namespace keydeck
