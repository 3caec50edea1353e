#include "ui/forecast/trialmodel.h"

#include "core/base/format.h"
#include "core/rules/jsdate.h"
#include "ui/charts/chartfigures.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace keydeck {

TrialModel::TrialModel(QObject *parent)
    : FiguresModel(ColumnCount, parent)
    , m_trial(std::make_shared<WindowTrial>())
{ }

void TrialModel::setTrial(const WindowTrialPointer &trial)
{
    beginResetModel();
    m_trial = trial ? trial : std::make_shared<WindowTrial>();
    endResetModel();
}

void TrialModel::setLimit(double limit)
{
    if (limit == m_limit)
        return;
    m_limit = limit;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, TriedColumn), index(rowCount() - 1, TriedColumn));
}

int TrialModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_trial->windows.size());
}

QVariant TrialModel::figure(const TrialWindow &row, int column) const
{
    switch (column) {
    case NameColumn:
        return row.name;
    case StartColumn:
        return row.window.startMs;
    case TokensColumn:
        return row.window.used();
    case LimitColumn:
        return row.window.limit;
    default:
        return row.window.used() > m_limit;
    }
}

QVariant TrialModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int column = index.column();
    const QVariant value = figure(m_trial->windows.at(index.row()), column);
    const bool isTokens = column == TokensColumn || column == LimitColumn;
    switch (role) {
    case Qt::DisplayRole:
        if (column == StartColumn)
            return formatExact(value.toLongLong());
        if (column == TriedColumn)
            return value.toBool() ? tr("Blocked") : tr("Fits");
        return isTokens ? formatCount(value.toDouble()) : value;
    case FigureRole:
        if (column == StartColumn)
            return toIsoString(value.toLongLong());
        return isTokens && std::isnan(value.toDouble()) ? QVariant() : value;
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column());
    default:
        return {};
    }
}

FiguresModel::Heading TrialModel::headingAt(int column) const
{
    switch (column) {
    case NameColumn:
        return {tr("Key"), u"name"_s, false};
    case StartColumn:
        return {tr("Started"), u"window_start"_s, false};
    case TokensColumn:
        return {tr("Tokens"), u"tokens_used"_s};
    case LimitColumn:
        return {tr("Limit then"), u"token_limit_per_5h"_s};
    default:
        return {tr("At %1").arg(formatCount(m_limit)),
            u"blocked_at_%1"_s.arg(QString::number(m_limit, 'f', 0)), false};
    }
}

} // namespace keydeck
