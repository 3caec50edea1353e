#include "ui/details/gatewaycomparison.h"

#include "core/base/format.h"
#include "core/rules/jsdate.h"
#include "ui/widgets/theme.h"

#include <QFont>
#include <QGuiApplication>
#include <QPalette>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

int alignmentOf(int column)
{
    return int(Qt::AlignVCenter
        | (column == GatewayComparison::FigureColumn ? Qt::AlignLeft : Qt::AlignRight));
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
    return {
        {tr("Used in this window"), formatCount(rate.used),
            formatCount(stats.tokensUsedInCurrentWindow)},
        {tr("Remaining"), formatCount(rate.remaining()), formatCount(stats.remainingTokens)},
        {tr("Limit"), formatCount(rate.limit), formatCount(stats.tokenLimitPer5h)},
        {tr("Lifetime"), formatCount(lifetime), formatCount(stats.totalLifetimeTokens)},
        {tr("Window ends"), started(rate.started, formatExact(rate.endMs)),
            started(gatewayStarted, timeText(stats.windowEndsAt))},
        {tr("Last used"), fileTime(KeyField::LastUsed), timeText(stats.lastUsed)},
        {tr("Expires"), fileTime(KeyField::ExpiryDate), timeText(stats.expiryDate)},
        {tr("Model"), displayText(effectiveModel(m_key)), displayText(stats.model)},
        {tr("Name"), displayText(m_key.name()), displayText(stats.name)},
    };
}

bool GatewayComparison::differs(const Row &row) const
{
    return m_sample && row.file != row.gateway;
}

int GatewayComparison::differences() const
{
    return int(std::count_if(
        m_rows.begin(), m_rows.end(), [this](const Row &row) { return differs(row); }));
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
    const QString cells[] = {row.figure, row.file, m_sample ? row.gateway : u"–"_s};
    const bool marked = differs(row) && index.column() == GatewayColumn;
    switch (role) {
    case Qt::DisplayRole:
        return marked ? u"≠ "_s + cells[index.column()] : cells[index.column()];
    case Qt::AccessibleTextRole:
        return marked ? tr("differs: %1").arg(cells[index.column()]) : cells[index.column()];
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
        return differs(row);
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
    default:
        return QString();
    }
}

} // namespace keydeck
