#include "ui/usage/rhythmview.h"

#include "core/base/format.h"
#include "ui/charts/hatch.h"
#include "ui/charts/readout.h"
#include "ui/usage/heatscale.h"
#include "ui/usage/usagetext.h"
#include "ui/widgets/accessiblerole.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int HoursBetweenLabels = 3;
constexpr int LeastCell = 14;
constexpr int UsualCell = 22;
int captionHeight()
{
    return QFontMetrics(theme::captionFont()).height();
}

int dayWidth()
{
    const QFontMetrics metrics(theme::captionFont());
    int width = 0;
    for (int day = Qt::Monday; day <= Qt::Sunday; ++day) {
        width = std::max(width,
            metrics.horizontalAdvance(QLocale().standaloneDayName(day, QLocale::ShortFormat)));
    }
    return width + theme::Related;
}

int footHeight()
{
    return captionHeight() + theme::Tight + HeatScale::BarHeight + theme::Related;
}

QSize sizeFor(int cell)
{
    return {dayWidth() + UsageRhythm::Hours * cell,
        captionHeight() + theme::Tight + UsageRhythm::Days * cell + footHeight()};
}

} // namespace

RhythmView::RhythmView(const RhythmModel &model, QWidget *parent) : QWidget(parent), m_model(model)
{
    setAccessibleRole(*this, QAccessible::Chart);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Tokens by hour and weekday"));
    setWhatsThis(tr("The darker an hour, the more tokens came in on average. Point at an hour, or "
                    "choose it with the arrows, for its figures."));
    connect(&model, &QAbstractItemModel::dataChanged, this, [this] {
        choose(m_chosen);
        update();
    });
}

QSize RhythmView::sizeHint() const
{
    return sizeFor(UsualCell);
}

QSize RhythmView::minimumSizeHint() const
{
    return sizeFor(LeastCell);
}

QRectF RhythmView::grid() const
{
    return QRectF(rect()).adjusted(
        dayWidth(), captionHeight() + theme::Tight, -1, -footHeight() - 1);
}

QRectF RhythmView::rectOf(const Cell &cell) const
{
    const QRectF all = grid();
    const qreal width = all.width() / UsageRhythm::Hours;
    const qreal height = all.height() / UsageRhythm::Days;
    return {all.left() + cell.x() * width, all.top() + cell.y() * height, width - 1, height - 1};
}

std::optional<RhythmView::Cell> RhythmView::cellAt(const QPointF &position) const
{
    const QRectF all = grid();
    if (!all.contains(position)) {
        return std::nullopt;
    }
    return Cell(std::min(UsageRhythm::Hours - 1,
                    int((position.x() - all.left()) / all.width() * UsageRhythm::Hours)),
        std::min(UsageRhythm::Days - 1,
            int((position.y() - all.top()) / all.height() * UsageRhythm::Days)));
}

QString RhythmView::textOf(const Cell &cell) const
{
    const RhythmCell &figures = m_model.cellAt(cell.y(), cell.x());
    const QString when = tr("%1, %2").arg(weekdayName(m_model.dayOf(cell.y())), hourName(cell.x()));
    QStringList lines{when};
    if (figures.isKnown()) {
        const QString watched = formatDuration(qint64(figures.hours * 60 * 60 * 1000));
        lines << (figures.hours < 1
                ? tr("%1 tokens, of less than an hour").arg(formatCount(figures.tokens))
                : tr("%1 tokens an hour").arg(formatCount(std::round(figures.average()))))
              << tr("%1 tokens in %2 watched").arg(formatCount(figures.tokens), watched);
    }
    if (figures.running) {
        lines << tr("Running now: %1 tokens so far").arg(formatCount(*figures.running));
    } else if (!figures.isKnown()) {
        lines << tr("Nobody was recording");
    }
    return lines.join(u'\n');
}

void RhythmView::choose(std::optional<Cell> cell)
{
    const QString text = cell ? textOf(*cell) : QString();
    if (cell == m_chosen && text == m_readout) {
        return;
    }
    m_chosen = cell;
    m_readout = text;
    setAccessibleDescription(text);
    update();
}

void RhythmView::mouseMoveEvent(QMouseEvent *event)
{
    choose(cellAt(event->position()));
}

void RhythmView::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    choose(std::nullopt);
}

void RhythmView::keyPressEvent(QKeyEvent *event)
{
    Cell step;
    switch (event->key()) {
    case Qt::Key_Left:
        step = {-1, 0};
        break;
    case Qt::Key_Right:
        step = {1, 0};
        break;
    case Qt::Key_Up:
        step = {0, -1};
        break;
    case Qt::Key_Down:
        step = {0, 1};
        break;
    case Qt::Key_Escape:
        if (m_chosen) {
            choose(std::nullopt);
            return;
        }
        [[fallthrough]];
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    const Cell next = m_chosen ? *m_chosen + step : Cell();
    choose(Cell(std::clamp(next.x(), 0, UsageRhythm::Hours - 1),
        std::clamp(next.y(), 0, UsageRhythm::Days - 1)));
}

void RhythmView::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void RhythmView::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    choose(std::nullopt);
    update();
}

void RhythmView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme::captionFont());
    paintLabels(&painter);
    const HeatScale scale(m_model.highest(), palette());
    const bool hasRunning = m_model.showsRunning();
    for (int line = 0; line < UsageRhythm::Days; ++line) {
        for (int hour = 0; hour < UsageRhythm::Hours; ++hour) {
            paintCell(&painter, {hour, line}, scale);
        }
    }
    scale.paint(&painter,
        QRectF(grid().left(), height() - 1 - captionHeight(), grid().width(), captionHeight()),
        hasRunning);
    paintChosen(&painter);
}

void RhythmView::paintLabels(QPainter *painter) const
{
    painter->setPen(theme::quietText(palette()));
    for (int line = 0; line < UsageRhythm::Days; ++line) {
        const QRectF cell = rectOf({0, line});
        painter->drawText(QRectF(0, cell.top(), dayWidth() - theme::Tight, cell.height()),
            Qt::AlignRight | Qt::AlignVCenter,
            QLocale().standaloneDayName(m_model.dayOf(line) + 1, QLocale::ShortFormat));
    }
    for (int hour = 0; hour < UsageRhythm::Hours; hour += HoursBetweenLabels) {
        const QRectF cell = rectOf({hour, 0});
        painter->drawText(
            QRectF(cell.left(), 0, HoursBetweenLabels * cell.width(), captionHeight()),
            Qt::AlignLeft | Qt::AlignVCenter, u"%1:00"_s.arg(hour, 2, 10, QChar(u'0')));
    }
}

void RhythmView::paintCell(QPainter *painter, const Cell &cell, const HeatScale &scale) const
{
    const RhythmCell &figures = m_model.cellAt(cell.y(), cell.x());
    const QRectF box = rectOf(cell);
    const double shown = figures.shown();
    if (std::isnan(shown)) {
        paintHatch(painter, box, theme::hairline(palette()));
        return;
    }
    painter->fillRect(box, scale.color(shown));
    painter->setBrush(Qt::NoBrush);
    if (figures.isRunningAlone()) {
        HeatScale::markRunning(painter, box, palette());
    } else if (shown == 0) {
        painter->setPen(QPen(theme::hairline(palette()), 1));
        painter->drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void RhythmView::paintChosen(QPainter *painter) const
{
    painter->setBrush(Qt::NoBrush);
    if (hasFocus()) {
        painter->setPen(QPen(theme::colors(theme::Role::Accent, palette()).shape, 1));
        painter->drawRect(grid().adjusted(-1, -1, 0, 0));
    }
    if (!m_chosen) {
        return;
    }
    const QRectF box = rectOf(*m_chosen);
    painter->setPen(QPen(palette().color(QPalette::WindowText), 2));
    painter->drawRect(box);
    const QRectF area = QRectF(rect()).adjusted(0, m_chosen->y() < 3 ? box.bottom() : 0, 0, 0);
    paintReadout(painter, palette(), area, box.center().x(), m_readout);
}

} // namespace keydeck
