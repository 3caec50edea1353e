// What the tables behind charts have in common.
#pragma once

#include <QAbstractTableModel>

namespace keydeck {

/// Columns of figures and texts, each with a title for people and a field's name for files
/// (FigureRole). Rows and cells are the subclass's.
class FiguresModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const final;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const final;

protected:
    struct Heading
    {
        QString title;
        QString field; ///< in snake_case
        bool isFigure = true; ///< aligned right
    };

    explicit FiguresModel(int columnCount, QObject *parent = nullptr);

    [[nodiscard]] virtual Heading headingAt(int column) const = 0;
    /// For Qt::TextAlignmentRole of a cell.
    [[nodiscard]] int alignmentOf(int column) const;

private:
    int m_columnCount;
};

} // namespace keydeck
