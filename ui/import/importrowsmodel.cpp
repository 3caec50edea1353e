#include "ui/import/importrowsmodel.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/import/importecho.h"
#include "core/rules/jsdate.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tooltip.h"

#include <QGuiApplication>

namespace keydeck {

namespace {

QIcon verdictIcon(const PlannedKey &row)
{
    const bool isRemarked = !row.remarks.isEmpty();
    const theme::Role role = row.isBad() ? theme::Role::Danger
        : isRemarked                     ? theme::Role::Warning
                                         : theme::Role::Ok;
    const QString name = row.isBad() ? QStringLiteral("dialog-error")
        : isRemarked                 ? QStringLiteral("dialog-warning")
                                     : QStringLiteral("emblem-ok");
    return tintedIcon(name, theme::colors(role, QGuiApplication::palette()).shape);
}

QString verdict(const PlannedKey &row)
{
    if (row.isBad())
        return joinSentences(row.faults);
    if (!row.remarks.isEmpty())
        return joinSentences(row.remarks);
    return row.isGenerated ? ImportRowsModel::tr("Gets a new key.")
                           : ImportRowsModel::tr("Is imported as it is.");
}

} // namespace

void ImportRowsModel::setPlan(std::shared_ptr<const ImportPlan> plan, qint64 nowMs)
{
    beginResetModel();
    m_plan = std::move(plan);
    m_nowMs = nowMs;
    arrange();
    endResetModel();
}

void ImportRowsModel::setOnlyBad(bool onlyBad)
{
    beginResetModel();
    m_onlyBad = onlyBad;
    arrange();
    endResetModel();
}

void ImportRowsModel::arrange()
{
    m_order.clear();
    if (!m_plan)
        return;
    for (const bool bad : {true, false}) {
        for (size_t row = 0; row < m_plan->rows.size(); ++row) {
            if (m_plan->rows[row].isBad() == bad && (bad || !m_onlyBad))
                m_order.push_back(row);
        }
    }
}

int ImportRowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_order.size());
}

int ImportRowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ImportRowsModel::text(const PlannedKey &row, int column) const
{
    switch (column) {
    case LineColumn:
        return QString::number(row.line);
    case NameColumn:
        return echoedName(row.key.name);
    case KeyColumn:
        if (row.isGenerated)
            return tr("new");
        return row.key.key.isEmpty() ? QString() : maskedKey(row.key.key);
    case LimitColumn:
        return row.isBad() && row.key.tokenLimitPer5h == 0
            ? QString() // it may be what is at fault
            : formatCount(double(row.key.tokenLimitPer5h));
    case ExpiryColumn:
        if (const auto atMs = parseJsDate(row.key.expiryDate))
            return formatMoment(*atMs, m_nowMs);
        return {};
    case ModelColumn:
        return displayText(row.key.model);
    default:
        return verdict(row);
    }
}

QString ImportRowsModel::sentence(int row) const
{
    return tr("Line %1: %2").arg(at(row).line).arg(verdict(at(row)));
}

QVariant ImportRowsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PlannedKey &row = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        if (const auto atMs = parseJsDate(row.key.expiryDate);
            atMs && index.column() == ExpiryColumn)
            return plainToolTip(formatExact(*atMs));
        return plainToolTip(text(row, index.column()));
    case Qt::DecorationRole:
        return index.column() == VerdictColumn ? QVariant(verdictIcon(row)) : QVariant();
    case Qt::FontRole:
        return index.column() == KeyColumn && !row.isGenerated ? QVariant(theme::fixedFont())
                                                               : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == LineColumn || index.column() == LimitColumn
            ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter))
            : QVariant();
    case Qt::AccessibleTextRole:
        return index.column() == VerdictColumn && row.isBad()
            ? QVariant(tr("Cannot be imported: %1").arg(verdict(row)))
            : QVariant();
    default:
        return {};
    }
}

QVariant ImportRowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const QString titles[ColumnCount] = {tr("Line"), tr("Name"), tr("Key"), tr("Limit"),
        tr("Expires"), tr("Model"), tr("What becomes of it")};
    if (role == Qt::DisplayRole)
        return titles[section];
    if (role == Qt::TextAlignmentRole && (section == LineColumn || section == LimitColumn))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

} // namespace keydeck
