#include "ui/charts/figuresmodel.h"

#include "ui/charts/chartfigures.h"

namespace keydeck {

FiguresModel::FiguresModel(int columnCount, QObject *parent)
    : QAbstractTableModel(parent)
    , m_columnCount(columnCount)
{ }

int FiguresModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_columnCount;
}

QVariant FiguresModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columnCount) {
        return QAbstractTableModel::headerData(section, orientation, role);
    }
    switch (role) {
    case Qt::DisplayRole:
        return headingAt(section).title;
    case Qt::TextAlignmentRole:
        return alignmentOf(section);
    case FigureRole:
        return headingAt(section).field;
    default:
        return QAbstractTableModel::headerData(section, orientation, role);
    }
}

int FiguresModel::alignmentOf(int column) const
{
    return int(Qt::AlignVCenter | (headingAt(column).isFigure ? Qt::AlignRight : Qt::AlignLeft));
}

} // namespace keydeck
