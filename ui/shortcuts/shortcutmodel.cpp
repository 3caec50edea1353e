#include "ui/shortcuts/shortcutmodel.h"

#include "ui/shortcuts/shortcutbook.h"
#include "ui/shortcuts/shortcutrules.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QSize>

namespace keydeck {

namespace {

constexpr int RowHeight = 24;
constexpr quintptr OfGroup = 0; // an action's index has its group's number + 1

} // namespace

ShortcutModel::ShortcutModel(const ShortcutBook &book, QObject *parent)
    : QAbstractItemModel(parent)
    , m_book(book)
    , m_groups(book.actions().groups())
{
    connect(&book, &ShortcutBook::changed, this, &ShortcutModel::noteChanged);
}

void ShortcutModel::noteChanged()
{
    for (int group = 0; group < rowCount(); ++group) {
        const QModelIndex parent = index(group, 0);
        Q_EMIT dataChanged(
            index(0, 0, parent), index(rowCount(parent) - 1, ColumnCount - 1, parent));
    }
}

QAction *ShortcutModel::actionAt(const QModelIndex &index) const
{
    return !index.isValid() || index.internalId() == OfGroup
        ? nullptr
        : m_groups[int(index.internalId()) - 1].actions[index.row()];
}

QModelIndex ShortcutModel::indexOf(const QAction *action) const
{
    for (int group = 0; group < rowCount(); ++group) {
        for (int row = 0; row < int(m_groups[group].actions.size()); ++row) {
            if (m_groups[group].actions[row] == action)
                return index(row, 0, index(group, 0));
        }
    }
    return {};
}

QModelIndex ShortcutModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row() + 1) : OfGroup);
}

QModelIndex ShortcutModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == OfGroup)
        return {};
    return createIndex(int(index.internalId()) - 1, 0, OfGroup);
}

int ShortcutModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_groups.size());
    const bool isGroup = parent.internalId() == OfGroup && parent.column() == 0;
    return isGroup ? int(m_groups[parent.row()].actions.size()) : 0;
}

int ShortcutModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

Qt::ItemFlags ShortcutModel::flags(const QModelIndex &index) const
{
    const bool isGroup = index.isValid() && !actionAt(index);
    return isGroup ? Qt::ItemFlags(Qt::ItemIsEnabled) : QAbstractItemModel::flags(index);
}

QVariant ShortcutModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::SizeHintRole)
        return QSize(0, RowHeight);
    if (const QAction *action = actionAt(index))
        return ofAction(*action, index.column(), role);
    if (role == Qt::FontRole)
        return theme::strong(theme::bodyFont());
    return role == Qt::DisplayRole && index.column() == ActionColumn
        ? QVariant(m_groups[index.row()].name)
        : QVariant();
}

QVariant ShortcutModel::ofAction(const QAction &action, int column, int role) const
{
    const bool isUsual = m_book.isUsual(action);
    const QString usual = shortcutText(m_book.usual(action));
    const QString said = isUsual ? QString()
        : usual.isEmpty()        ? tr("changed, usually none")
                                 : tr("changed, usually %1").arg(usual);
    const QString text
        = column == ActionColumn ? Actions::nameOf(action) : shortcutText(action.shortcuts());
    switch (role) {
    case Qt::DisplayRole:
        return isUsual || column == ActionColumn ? text
            : text.isEmpty()                     ? tr("none  –  %1").arg(said)
                                                 : tr("%1  –  %2").arg(text, said);
    case Qt::FontRole:
        return isUsual ? QVariant() : QVariant(theme::strong(theme::bodyFont()));
    default:
        return {};
    }
}

QVariant ShortcutModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == ActionColumn ? tr("Action") : tr("Shortcut");
}

} // namespace keydeck
