#include "ui/usage/rhythmmodel.h"

#include "core/base/format.h"
#include "ui/charts/chartfigures.h"
#include "ui/usage/usagetext.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

/// Averages and hours to two digits: they are no counts.
double rounded(double value)
{
    return std::round(value * 100) / 100;
}

} // namespace

RhythmModel::RhythmModel(QObject *parent) : FiguresModel(ColumnCount, parent) { }

void RhythmModel::show(const UsageRhythm &rhythm)
{
    m_rhythm = rhythm;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int RhythmModel::dayOf(int line) const
{
    return (QLocale().firstDayOfWeek() - Qt::Monday + line) % UsageRhythm::Days;
}

const RhythmCell &RhythmModel::cellAt(int line, int hour) const
{
    return m_rhythm.at(dayOf(line), hour);
}

double RhythmModel::highest() const
{
    const double highest = m_rhythm.highest();
    return highest > 0 ? highest : m_rhythm.running().value_or(0);
}

bool RhythmModel::showsRunning() const
{
    for (const auto &day : m_rhythm.cells) {
        if (std::any_of(day.begin(), day.end(),
                [](const RhythmCell &cell) { return cell.isRunningAlone(); })) {
            return true;
        }
    }
    return false;
}

int RhythmModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : UsageRhythm::Days * UsageRhythm::Hours;
}

QVariant RhythmModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const int line = index.row() / UsageRhythm::Hours;
    const int hour = index.row() % UsageRhythm::Hours;
    switch (role) {
    case Qt::DisplayRole:
        return textOf(line, hour, index.column());
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column());
    case FigureRole:
        return figureOf(line, hour, index.column());
    default:
        return {};
    }
}

QVariant RhythmModel::textOf(int line, int hour, int column) const
{
    const RhythmCell &cell = cellAt(line, hour);
    switch (column) {
    case DayColumn:
        return weekdayName(dayOf(line));
    case HourColumn:
        return hourName(hour);
    case AverageColumn:
        return formatCount(std::round(cell.average()));
    case TokensColumn:
        return formatCount(cell.tokens);
    case RunningColumn:
        return cell.running ? formatCount(*cell.running) : QString();
    default:
        return formatCount(rounded(cell.hours));
    }
}

QVariant RhythmModel::figureOf(int line, int hour, int column) const
{
    const RhythmCell &cell = cellAt(line, hour);
    switch (column) {
    case DayColumn:
        return dayOf(line) + 1;
    case HourColumn:
        return hour;
    case AverageColumn:
        return cell.isKnown() ? QVariant(rounded(cell.average())) : QVariant();
    case TokensColumn:
        return cell.tokens;
    case RunningColumn:
        return cell.running ? QVariant(*cell.running) : QVariant();
    default:
        return rounded(cell.hours);
    }
}

FiguresModel::Heading RhythmModel::headingAt(int column) const
{
    switch (column) {
    case DayColumn:
        return {tr("Weekday"), u"iso_weekday"_s, false};
    case HourColumn:
        return {tr("Hour"), u"local_hour"_s, false};
    case AverageColumn:
        return {tr("Tokens an hour"), u"average_tokens_per_hour"_s};
    case TokensColumn:
        return {tr("Tokens"), u"tokens"_s};
    case RunningColumn:
        return {tr("Running, so far"), u"tokens_of_running_hour"_s};
    default:
        return {tr("Hours watched"), u"hours_watched"_s};
    }
}

} // namespace keydeck
