#include "ui/forecast/scoremodel.h"

#include "core/base/format.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr qint64 MinuteMs = 60LL * 1000;

QString share(int part, int whole)
{
    return whole == 0 ? u"–"_s : ScoreModel::tr("%1 %").arg(std::lround(100.0 * part / whole));
}

QString minutes(qint64 ms, const MomentScore &score)
{
    return score.timed == 0 ? u"–"_s : formatDuration(ms / MinuteMs * MinuteMs);
}

QString text(const MomentScore &score, int column)
{
    switch (column) {
    case ScoreModel::MomentColumn:
        return ScoreModel::tr("%1 % of the window").arg(std::lround(score.share * 100));
    case ScoreModel::SaidColumn:
        return formatCount(score.said);
    case ScoreModel::RightColumn:
        return share(score.right, score.said);
    case ScoreModel::FalseAlarmsColumn:
        return formatCount(score.falseAlarms);
    case ScoreModel::MissesColumn:
        return formatCount(score.misses);
    case ScoreModel::ErrorColumn:
        return minutes(score.medianErrorMs, score);
    case ScoreModel::NinetiethColumn:
        return minutes(score.ninetiethErrorMs, score);
    default:
        return share(score.covered, score.timed);
    }
}

} // namespace

ScoreModel::ScoreModel(QObject *parent) : QAbstractTableModel(parent) { }

void ScoreModel::setScore(const ForecastScore &score)
{
    beginResetModel();
    m_moments = score.moments;
    endResetModel();
}

int ScoreModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_moments.size());
}

int ScoreModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ScoreModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole)
        return text(m_moments.at(index.row()), index.column());
    if (role == Qt::TextAlignmentRole)
        return int(
            Qt::AlignVCenter | (index.column() == MomentColumn ? Qt::AlignLeft : Qt::AlignRight));
    return {};
}

QVariant ScoreModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return QAbstractTableModel::headerData(section, orientation, role);
    const QString titles[] = {tr("Asked after"), tr("Windows"), tr("Right"), tr("False alarms"),
        tr("Missed"), tr("Off by (median)"), tr("Off by (9 in 10)"), tr("In the range")};
    const QString toolTips[] = {tr("How much of the window had passed"),
        tr("Windows of which something could be said at that moment"),
        tr("Called right: it ran out, or it lasted"), tr("Was to run out, and lasted"),
        tr("Was to last, and ran out"),
        tr("Half of the foreseen run-out times were off by less than this"),
        tr("Nine in ten of them were off by less than this"),
        tr("Ran out between the earliest and the latest time; about 80 % is meant")};
    if (role == Qt::DisplayRole)
        return titles[section];
    if (role == Qt::ToolTipRole)
        return toolTips[section];
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == MomentColumn ? Qt::AlignLeft : Qt::AlignRight));
    return QAbstractTableModel::headerData(section, orientation, role);
}

} // namespace keydeck
