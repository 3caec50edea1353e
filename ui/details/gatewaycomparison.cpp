#include "ui/details/gatewaycomparison.h"

#include "core/base/format.h"
#include "core/rules/jsdate.h"
#include "core/rules/jsvalue.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tooltip.h"

#include <QFont>
#include <QGuiApplication>
#include <QPalette>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

int alignmentOf(int column)
{
    const bool isText
        = column == GatewayComparison::FigureColumn || column == GatewayComparison::CauseColumn;
    return int(Qt::AlignVCenter | (isText ? Qt::AlignLeft : Qt::AlignRight));
}

QString timeText(const QString &iso)
{
    const auto at = parseJsDate(iso);
    return at ? formatExact(*at) : displayText(iso);
}

} // namespace

GatewayComparison::GatewayComparison(QObject *parent) : QAbstractTableModel(parent) { }

void GatewayComparison::setFile(const ApiKey &key, const KeyState &state)
{
    m_key = key;
    m_state = state;
    rebuild();
}

void GatewayComparison::setGateway(const std::optional<StatsSample> &sample)
{
    m_sample = sample;
    rebuild();
}

void GatewayComparison::setDrifts(const QList<Drift> &drifts, const DriftSides &sides)
{
    const bool isSame = drifts == m_drifts;
    m_drifts = drifts;
    m_sides = sides;
    if (!isSame && !m_rows.isEmpty()) {
        Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, ColumnCount - 1));
    }
}

void GatewayComparison::rebuild()
{
    const QList<Row> fresh = rows();
    if (fresh == m_rows) {
        return;
    }
    if (fresh.size() == m_rows.size()) {
        m_rows = fresh;
        Q_EMIT dataChanged(index(0, 0), index(int(fresh.size()) - 1, ColumnCount - 1));
    } else {
        beginResetModel();
        m_rows = fresh;
        endResetModel();
    }
}

QList<GatewayComparison::Row> GatewayComparison::rows() const
{
    const RateLimit &rate = m_state.rate;
    const StatsSample stats = m_sample.value_or(StatsSample());
    // With no window open, /stats gives the times of one that would begin now: not a difference.
    const bool gatewayStarted = stats.tokensUsedInCurrentWindow != 0 || rate.started;
    const auto started
        = [this](bool is, const QString &text) { return is ? text : tr("no window is open"); };
    const auto fileTime
        = [this](KeyField field) { return timeText(m_key.value(field).toString()); };
    const double lifetime = m_key.value(KeyField::TotalLifetimeTokens).toNumber();
    using enum DriftFigure;
    return {
        {{Used}, tr("Used in this window"), formatCount(rate.used),
            formatCount(stats.tokensUsedInCurrentWindow)},
        {{Used, Limit}, tr("Remaining"), formatCount(rate.remaining()),
            formatCount(stats.remainingTokens)},
        {{Limit}, tr("Limit"), formatCount(rate.limit), formatCount(stats.tokenLimitPer5h)},
        {{Lifetime}, tr("Lifetime"), formatCount(lifetime), formatCount(stats.totalLifetimeTokens)},
        {{WindowEnd}, tr("Window ends"),
            started(rate.started, formatExact(rate.beganMs + UsageWindowMs)),
            started(gatewayStarted, timeText(stats.windowEndsAt))},
        {{LastUsed}, tr("Last used"), fileTime(KeyField::LastUsed), timeText(stats.lastUsed)},
        {{Expiry}, tr("Expires"), fileTime(KeyField::ExpiryDate), timeText(stats.expiryDate)},
        {{Model}, tr("Model"), displayText(effectiveModel(m_key)), displayText(stats.model)},
        {{Name}, tr("Name"), displayText(m_key.name()), displayText(stats.name)},
    };
}

bool GatewayComparison::figuresDiffer() const
{
    return m_sample
        && (!sameNumber(m_sample->tokensUsedInCurrentWindow, m_state.rate.used)
            || !sameNumber(m_sample->totalLifetimeTokens,
                m_key.value(KeyField::TotalLifetimeTokens).toNumber()));
}

/// nullptr: they agree.
const Drift *GatewayComparison::driftAt(const Row &row) const
{
    const auto found = std::find_if(m_drifts.begin(), m_drifts.end(),
        [&row](const Drift &drift) { return row.drifts.contains(drift.figure); });
    return m_sample && found != m_drifts.end() ? &*found : nullptr;
}

QString GatewayComparison::cell(const Row &row, int column) const
{
    const Drift *drift = driftAt(row);
    switch (column) {
    case FigureColumn:
        return row.figure;
    case FileColumn:
        return row.file;
    case GatewayColumn:
        return m_sample ? row.gateway : u"–"_s;
    default:
        return drift ? causeName(drift->cause) : QString();
    }
}

int GatewayComparison::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int GatewayComparison::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant GatewayComparison::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row &row = m_rows.at(index.row());
    const Drift *drift = driftAt(row);
    const QString text = cell(row, index.column());
    const bool marked = drift && index.column() == GatewayColumn;
    switch (role) {
    case Qt::DisplayRole:
        return marked ? u"≠ "_s + text : text;
    case Qt::AccessibleTextRole:
        return marked ? tr("differs: %1").arg(text) : text;
    case Qt::ToolTipRole:
        return drift ? QVariant(plainToolTip(causeText(drift->cause, m_sides))) : QVariant();
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column());
    case Qt::FontRole:
        return marked ? QVariant(theme::strong(theme::bodyFont())) : QVariant();
    case Qt::ForegroundRole:
        if (marked) {
            return theme::colors(theme::Role::Warning, QGuiApplication::palette()).text;
        }
        return index.column() == FigureColumn
            ? QVariant(theme::quietText(QGuiApplication::palette()))
            : QVariant();
    case DiffersRole:
        return drift != nullptr;
    default:
        return {};
    }
}

QVariant GatewayComparison::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) {
        return alignmentOf(section);
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return QAbstractTableModel::headerData(section, orientation, role);
    }
    switch (section) {
    case FileColumn:
        return tr("In the file");
    case GatewayColumn:
        return tr("At the gateway");
    case CauseColumn:
        return tr("Why");
    default:
        return QString();
    }
}

} // namespace keydeck
