#include "ui/forecast/trialview.h"

#include "core/base/axisticks.h"
#include "core/base/format.h"
#include "ui/widgets/theme.h"

#include <QChart>
#include <QPainter>
#include <QPainterPath>
#include <QSet>

#include <cmath>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int FitsColor = 0; // in the order of the Okabe-Ito set
constexpr int BlockedColor = 5;
constexpr qreal Radius = 3;
constexpr double Headroom = 1.06;
constexpr double LabelShare = 0.16; ///< of the width, at the right, is for the percentiles' labels
constexpr qreal LabelHeight = 14;
constexpr qreal TickLength = 6;
constexpr double Shares[] = {1, 0.95, 0.9, 0.5};
constexpr qint64 EdgeMs = 6LL * 60 * 60 * 1000;

enum class Look
{
    Fits,
    Blocked,
    Stopped, ///< fits, but its own limit stopped it
};

Look lookOf(const RecordedWindow &window, double limit)
{
    if (window.used() > limit)
        return Look::Blocked;
    return window.used() > window.limit ? Look::Stopped : Look::Fits;
}

void paintTriangle(QPainter *painter, const QPointF &at)
{
    QPainterPath path({at.x(), at.y() - Radius * 1.5});
    path.lineTo(at.x() + Radius * 1.4, at.y() + Radius);
    path.lineTo(at.x() - Radius * 1.4, at.y() + Radius);
    path.closeSubpath();
    painter->drawPath(path);
}

} // namespace

TrialView::TrialView(const TrialModel &model, QWidget *parent)
    : TimeChartView(parent)
    , m_model(model)
{
    setAccessibleName(tr("Closed windows against the limit that is tried"));
    applyPalette();
    connect(&model, &QAbstractItemModel::modelReset, this, &TrialView::follow);
    connect(&model, &QAbstractItemModel::dataChanged, this, [this] { refresh(); });
}

void TrialView::setGreatest(double greatest)
{
    m_greatest = greatest;
    refresh();
}

void TrialView::follow()
{
    const QList<TrialWindow> &windows = m_model.trial().windows;
    if (windows.isEmpty())
        return;
    const auto [first, last] = std::minmax_element(
        windows.begin(), windows.end(), [](const TrialWindow &a, const TrialWindow &b) {
            return a.window.startMs < b.window.startMs;
        });
    const double span = double(last->window.startMs - first->window.startMs + 2 * EdgeMs);
    setTimeRange(
        first->window.startMs - EdgeMs, last->window.startMs + EdgeMs + qint64(LabelShare * span));
    refresh();
}

void TrialView::plot()
{
    setCountRange(0, std::max({m_greatest, m_model.limit() * Headroom, 1.0}));
}

void TrialView::paintSeries()
{
    using Form = LegendEntry::Shape;
    setLegend({{u"fits"_s, tr("Fits"), theme::chartColor(FitsColor, palette()), Form::Filled},
        {u"blocked"_s, tr("Would be blocked"), theme::chartColor(BlockedColor, palette()),
            Form::Filled},
        {u"stopped"_s, tr("Was stopped, may have needed more"),
            theme::chartColor(FitsColor, palette()), Form::Outlined}});
}

QString TrialView::callout(qint64 atMs) const
{
    const QList<TrialWindow> &windows = m_model.trial().windows;
    const auto nearest = std::min_element(
        windows.begin(), windows.end(), [atMs](const TrialWindow &a, const TrialWindow &b) {
            return std::abs(a.window.startMs - atMs) < std::abs(b.window.startMs - atMs);
        });
    if (nearest == windows.end()
        || double(std::abs(nearest->window.startMs - atMs)) > 3 * Radius * pixelMs())
        return {};
    QStringList lines{
        tr("%1 tokens in the window from %2")
            .arg(formatCount(nearest->window.used()), formatClock(nearest->window.startMs))};
    if (!nearest->name.isEmpty())
        lines.prepend(nearest->name);
    if (nearest->window.used() > nearest->window.limit)
        lines << tr("Stopped by its limit of %1").arg(formatCount(nearest->window.limit));
    if (nearest->window.used() > m_model.limit())
        lines << tr("Would be blocked at %1").arg(formatCount(m_model.limit()));
    return lines.join(u'\n');
}

void TrialView::paintLabels(QPainter *painter)
{
    paintDots(painter);
    paintLimit(painter);
    paintPercentiles(painter);
}

void TrialView::paintDots(QPainter *painter) const
{
    const QColor fits = theme::chartColor(FitsColor, palette());
    const QColor blocked = theme::chartColor(BlockedColor, palette());
    constexpr const char16_t *Ids[] = {u"fits", u"blocked", u"stopped"};
    QSet<QPoint> drawn;
    for (const TrialWindow &each : m_model.trial().windows) {
        const QPointF at(xOf(each.window.startMs), yOf(each.window.used()));
        const Look look = lookOf(each.window, m_model.limit());
        const QPoint cell(int(at.x() / 2), int(at.y() / 2));
        if (at.x() < chart()->plotArea().left() || at.x() > chart()->plotArea().right()
            || drawn.contains(cell) || !isShown(QString::fromUtf16(Ids[int(look)])))
            continue;
        drawn.insert(cell);
        painter->setPen(look == Look::Stopped ? QPen(fits, 1.4) : QPen(Qt::NoPen));
        painter->setBrush(look == Look::Stopped ? QBrush(Qt::NoBrush)
                : look == Look::Fits            ? QBrush(fits)
                                                : QBrush(blocked));
        if (look == Look::Blocked)
            paintTriangle(painter, at);
        else
            painter->drawEllipse(at, Radius, Radius);
    }
}

void TrialView::paintLimit(QPainter *painter) const
{
    const QRectF plotArea = chart()->plotArea();
    const qreal y = yOf(m_model.limit());
    painter->setPen(QPen(palette().color(QPalette::WindowText), 1.4, Qt::DashLine));
    painter->drawLine(QPointF(plotArea.left(), y), QPointF(plotArea.right(), y));
    const QString label = tr("limit %1").arg(formatCount(m_model.limit()));
    const qreal width = painter->fontMetrics().horizontalAdvance(label) + 4;
    const bool hasRoomAbove = y - LabelHeight - 2 > plotArea.top();
    const QRectF place(
        plotArea.left(), hasRoomAbove ? y - LabelHeight - 1 : y + 1, width, LabelHeight);
    QColor behind = palette().color(QPalette::Window);
    behind.setAlphaF(0.8F); // dots may stand there
    painter->fillRect(place, behind);
    painter->setPen(palette().color(QPalette::WindowText));
    painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter, label);
}

void TrialView::paintPercentiles(QPainter *painter) const
{
    const LimitTrial &trial = m_model.trial().trial;
    if (trial.isEmpty())
        return;
    const qreal right = chart()->plotArea().right();
    qreal last = -LabelHeight;
    for (const double share : Shares) {
        const qreal y = yOf(trial.fitting(share));
        painter->setPen(QPen(theme::quietText(palette()), 1.4));
        painter->drawLine(QPointF(right - TickLength, y), QPointF(right, y));
        if (y - last < LabelHeight)
            continue; // the tick alone, where the label would cover another one
        last = y;
        const QString label = tr("%1 % fit").arg(std::lround(share * 100));
        const qreal width = painter->fontMetrics().horizontalAdvance(label) + 4;
        const QRectF place(right - TickLength - width, y - LabelHeight / 2, width, LabelHeight);
        painter->fillRect(place, palette().color(QPalette::Window));
        painter->drawText(place, Qt::AlignHCenter | Qt::AlignVCenter, label);
    }
}

} // namespace keydeck
