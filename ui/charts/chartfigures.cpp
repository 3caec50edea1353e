#include "ui/charts/chartfigures.h"

#include <QAbstractItemModel>

#include <cmath>

namespace keydeck {

namespace {

QString fieldName(const QAbstractItemModel &model, int column)
{
    const QString name = model.headerData(column, Qt::Horizontal, FigureRole).toString();
    return name.isEmpty() ? model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()
                          : name;
}

QVariant cell(const QModelIndex &index, bool knowsFigures)
{
    const QVariant value = index.data(knowsFigures ? FigureRole : int(Qt::DisplayRole));
    const bool isNone = value.typeId() == QMetaType::Double && !std::isfinite(value.toDouble());
    return isNone ? QVariant() : value;
}

} // namespace

ReportTable figuresOf(const QAbstractItemModel &model)
{
    ReportTable table;
    QList<bool> knowsFigures;
    for (int column = 0; column < model.columnCount(); ++column) {
        table.columns << fieldName(model, column);
        knowsFigures << model.headerData(column, Qt::Horizontal, FigureRole).isValid();
    }
    table.rows.reserve(model.rowCount());
    for (int row = 0; row < model.rowCount(); ++row) {
        QVariantList cells;
        for (int column = 0; column < table.columns.size(); ++column) {
            cells << cell(model.index(row, column), knowsFigures.at(column));
        }
        table.rows << cells;
    }
    return table;
}

} // namespace keydeck
