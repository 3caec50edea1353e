// The actions of a window with their shortcuts, group by group.
#pragma once

#include "ui/window/actions.h"

#include <QAbstractItemModel>

namespace keydeck {

class ShortcutBook;

/// Follows the book by itself.
class ShortcutModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column
    {
        ActionColumn,
        ShortcutColumn,
        ColumnCount
    };

    /// The book must outlive it.
    explicit ShortcutModel(const ShortcutBook &book, QObject *parent = nullptr);

    /// nullptr: a group's.
    [[nodiscard]] QAction *actionAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const QAction *action) const;

    [[nodiscard]] QModelIndex index(
        int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QVariant ofAction(const QAction &action, int column, int role) const;
    void noteChanged();

    const ShortcutBook &m_book;
    QList<Actions::Group> m_groups;
};

} // namespace keydeck
