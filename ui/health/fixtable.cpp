#include "ui/health/fixtable.h"

#include "core/base/format.h"
#include "core/command/recordfinder.h"
#include "ui/widgets/tooltip.h"

namespace keydeck {

std::vector<FixRow> fixRows(const KeySet &keys, const FixPlan &plan)
{
    std::vector<FixRow> rows;
    for (const RecordFix &fix : plan) {
        const ApiKey key = keys.at(fix.index);
        const QString label = recordLabel(key.name(), key.key());
        for (const FixedValue &value : fix.changes)
            rows.push_back({label, value.path, value.before, value.after, value.remark});
    }
    return rows;
}

FixTable::FixTable(std::vector<FixRow> rows, QObject *parent)
    : QAbstractTableModel(parent)
    , m_rows(std::move(rows))
{ }

int FixTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int FixTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FixTable::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)
        || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const FixRow &row = m_rows[size_t(index.row())];
    const QString *texts[ColumnCount]
        = {&row.key, &row.field, &row.before, &row.after, &row.remark};
    const QString text = displayText(*texts[index.column()]);
    return role == Qt::DisplayRole ? text : plainToolTip(text);
}

QVariant FixTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Key:
        return tr("Key");
    case Field:
        return tr("Field");
    case Before:
        return tr("Now");
    case After:
        return tr("Afterwards");
    default:
        return tr("Why");
    }
}

} // namespace keydeck
