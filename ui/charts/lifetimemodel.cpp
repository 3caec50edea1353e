#include "ui/charts/lifetimemodel.h"

#include "core/base/format.h"
#include "core/rules/jsdate.h"
#include "core/rules/keystatus.h"
#include "ui/charts/chartfigures.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

bool isBefore(qint64 atMs, const LifetimeSample &sample)
{
    return atMs < sample.atMs;
}

bool same(const LifetimeSample &a, const LifetimeSample &b)
{
    return a.atMs == b.atMs && a.tokens == b.tokens;
}

} // namespace

LifetimeModel::LifetimeModel(QObject *parent) : FiguresModel(ColumnCount, parent) { }

void LifetimeModel::setRecorded(
    const QList<LifetimeSample> &samples, const QList<UnobservedGrowth> &unobserved)
{
    const bool sameGrowth = std::equal(unobserved.begin(), unobserved.end(), m_unobserved.begin(),
        m_unobserved.end(), [](const UnobservedGrowth &a, const UnobservedGrowth &b) {
            return a.toMs == b.toMs && a.tokens == b.tokens;
        });
    m_recorded = samples;
    m_unobserved = unobserved;
    merge();
    if (!sameGrowth && !m_samples.isEmpty()) {
        Q_EMIT dataChanged(
            index(0, UnobservedColumn), index(int(m_samples.size()) - 1, UnobservedColumn));
    }
}

void LifetimeModel::setLive(const ApiKey &key, qint64 nowMs)
{
    const double tokens = key.value(KeyField::TotalLifetimeTokens).toNumber();
    std::optional<LifetimeSample> live;
    if (std::isfinite(tokens)) {
        live = LifetimeSample{std::min(lastUsedMs(key).value_or(nowMs), nowMs), tokens};
    }
    const bool isSame
        = live && m_live ? same(*live, *m_live) : live.has_value() == m_live.has_value();
    if (!isSame) { // it comes every second, and there may be a month of samples
        m_live = live;
        merge();
    }
}

void LifetimeModel::clear()
{
    m_recorded.clear();
    m_unobserved.clear();
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
    const auto first = std::upper_bound(m_samples.begin(), m_samples.end(), fromMs, isBefore);
    for (auto row = std::max(int(first - m_samples.begin()), 1);
         row < m_samples.size() && m_samples.at(row).atMs <= toMs; ++row) {
        const double added = addedAt(row);
        summary.added += std::max(0.0, added);
        summary.falls += added < 0 ? 1 : 0;
    }
    for (const UnobservedGrowth &growth : m_unobserved) {
        summary.unobserved += growth.toMs > fromMs && growth.toMs <= toMs ? growth.tokens : 0;
    }
    return summary;
}

std::optional<double> LifetimeModel::totalAt(qint64 atMs) const
{
    const auto after = std::upper_bound(m_samples.begin(), m_samples.end(), atMs, isBefore);
    if (after == m_samples.begin()) {
        return {};
    }
    return std::prev(after)->tokens;
}

double LifetimeModel::addedAt(int row) const
{
    return row == 0 ? std::nan("") : m_samples.at(row).tokens - m_samples.at(row - 1).tokens;
}

/// The growth that belongs to the row's sample, or to one that was thinned out before it.
double LifetimeModel::unobservedAt(int row) const
{
    const qint64 after = row == 0 ? std::numeric_limits<qint64>::min() : m_samples.at(row - 1).atMs;
    double tokens = 0;
    auto growth = std::upper_bound(m_unobserved.begin(), m_unobserved.end(), after,
        [](qint64 at, const UnobservedGrowth &g) { return at < g.toMs; });
    for (; growth != m_unobserved.end() && growth->toMs <= m_samples.at(row).atMs; ++growth) {
        tokens += growth->tokens;
    }
    return tokens;
}

double LifetimeModel::figureAt(int row, int column) const
{
    switch (column) {
    case AddedColumn:
        return addedAt(row);
    case UnobservedColumn:
        return unobservedAt(row);
    default:
        return m_samples.at(row).tokens;
    }
}

QString LifetimeModel::text(int row, int column) const
{
    if (column == TimeColumn) {
        return formatExact(m_samples.at(row).atMs);
    }
    const double figure = figureAt(row, column);
    switch (column) {
    case AddedColumn:
        return figure < 0 ? tr("%1, it fell").arg(formatCount(figure))
                          : (figure > 0 ? u"+"_s : QString()) + formatCount(figure);
    case UnobservedColumn:
        return formatCount(figure > 0 ? figure : std::nan(""));
    default:
        return formatCount(figure);
    }
}

int LifetimeModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_samples.size());
}

QVariant LifetimeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const int row = index.row(), column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::TextAlignmentRole:
        return alignmentOf(column);
    case SortRole:
        return column == TimeColumn ? QVariant(m_samples.at(row).atMs) : figureAt(row, column);
    case FigureRole:
        return column == TimeColumn ? QVariant(toIsoString(m_samples.at(row).atMs))
                                    : figureAt(row, column);
    default:
        return {};
    }
}

FiguresModel::Heading LifetimeModel::headingAt(int column) const
{
    switch (column) {
    case TimeColumn:
        return {tr("Time"), u"time"_s, false};
    case TotalColumn:
        return {tr("Lifetime tokens"), u"lifetime_tokens"_s};
    case AddedColumn:
        return {tr("Added"), u"added"_s};
    default:
        return {tr("Not observed"), u"not_observed"_s};
    }
}

} // namespace keydeck
