#include "ui/charts/lifetimemodel.h"

#include "core/base/format.h"
#include "core/rules/keystatus.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

int alignmentOf(int column)
{
    return int(
        Qt::AlignVCenter | (column == LifetimeModel::TimeColumn ? Qt::AlignLeft : Qt::AlignRight));
}

bool same(const LifetimeSample &a, const LifetimeSample &b)
{
    return a.atMs == b.atMs && a.tokens == b.tokens;
}

} // namespace

LifetimeModel::LifetimeModel(QObject *parent) : QAbstractTableModel(parent) { }

void LifetimeModel::setRecorded(const QList<LifetimeSample> &samples)
{
    m_recorded = samples;
    merge();
}

void LifetimeModel::setLive(const ApiKey &key, qint64 nowMs)
{
    const double tokens = key.value(KeyField::TotalLifetimeTokens).toNumber();
    m_live.reset();
    if (std::isfinite(tokens)) {
        m_live = LifetimeSample{std::min(lastUsedMs(key).value_or(nowMs), nowMs), tokens};
    }
    merge();
}

void LifetimeModel::clear()
{
    m_recorded.clear();
    m_live.reset();
    merge();
}

void LifetimeModel::merge()
{
    QList<LifetimeSample> samples = m_recorded;
    // A key that was never used has no course: its 0 alone would be a row that says nothing.
    const bool isNews = m_live
        && (samples.isEmpty() ? m_live->tokens != 0 : m_live->tokens != samples.last().tokens);
    if (isNews) {
        const qint64 earliest = samples.isEmpty() ? m_live->atMs : samples.last().atMs;
        samples.append({std::max(m_live->atMs, earliest), m_live->tokens});
    }
    replaceRows(samples);
}

void LifetimeModel::replaceRows(const QList<LifetimeSample> &samples)
{
    const auto differs
        = std::mismatch(m_samples.begin(), m_samples.end(), samples.begin(), samples.end(), same);
    const int first = int(differs.first - m_samples.begin());
    const int last = int(samples.size()) - 1;
    if (first == m_samples.size() && first > last) {
        return;
    }
    if (first == m_samples.size()) {
        beginInsertRows({}, first, last);
        m_samples = samples;
        endInsertRows();
    } else if (m_samples.size() == samples.size()) {
        m_samples = samples;
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
    } else {
        beginResetModel();
        m_samples = samples;
        endResetModel();
    }
}

LifetimeModel::Summary LifetimeModel::summary(qint64 fromMs, qint64 toMs) const
{
    Summary summary;
    if (m_samples.isEmpty()) {
        return summary;
    }
    summary.total = m_samples.last().tokens;
    summary.sinceMs = std::max(fromMs, m_samples.first().atMs);
    for (int row = 1; row < m_samples.size(); ++row) {
        const qint64 at = m_samples.at(row).atMs;
        if (at > fromMs && at <= toMs) {
            summary.added += std::max(0.0, addedAt(row));
        }
    }
    return summary;
}

std::optional<double> LifetimeModel::totalAt(qint64 atMs) const
{
    const auto after = std::upper_bound(m_samples.begin(), m_samples.end(), atMs,
        [](qint64 at, const LifetimeSample &sample) { return at < sample.atMs; });
    if (after == m_samples.begin()) {
        return {};
    }
    return std::prev(after)->tokens;
}

double LifetimeModel::addedAt(int row) const
{
    return row == 0 ? std::nan("") : m_samples.at(row).tokens - m_samples.at(row - 1).tokens;
}

int LifetimeModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_samples.size());
}

int LifetimeModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LifetimeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const LifetimeSample &sample = m_samples.at(index.row());
    const int column = index.column();
    const double figure = column == AddedColumn ? addedAt(index.row()) : sample.tokens;
    switch (role) {
    case Qt::DisplayRole:
        if (column == TimeColumn) {
            return formatExact(sample.atMs);
        }
        return (column == AddedColumn && figure > 0 ? u"+"_s : QString()) + formatCount(figure);
    case Qt::TextAlignmentRole:
        return alignmentOf(column);
    case SortRole:
        return column == TimeColumn ? QVariant(sample.atMs) : QVariant(figure);
    default:
        return {};
    }
}

QVariant LifetimeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) {
        return alignmentOf(section);
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return QAbstractTableModel::headerData(section, orientation, role);
    }
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case TotalColumn:
        return tr("Lifetime tokens");
    case AddedColumn:
        return tr("Added");
    default:
        return {};
    }
}

} // namespace keydeck
