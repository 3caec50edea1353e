#include "ui/keys/keystable.h"

#include "ui/keys/groupheader.h"
#include "ui/keys/identitydelegate.h"
#include "ui/keys/keyfilter.h"
#include "ui/keys/sparklinedelegate.h"
#include "ui/keys/statusdelegate.h"
#include "ui/keys/usagemeterdelegate.h"
#include "ui/widgets/roomyheaderstyle.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QMouseEvent>
#include <QPainter>

namespace keydeck {

namespace {

constexpr int ColumnWidths[KeyModel::ColumnCount]
    = {196, 120, 172, 104, 112, 108, 96, 100, 104, 120};

/// What a group does something with, or keeps from the keys.
const QList<int> GroupKeys{Qt::Key_Left, Qt::Key_Right, Qt::Key_Space, Qt::Key_Return,
    Qt::Key_Enter, Qt::Key_F2, Qt::Key_Delete};

} // namespace

KeysTable::KeysTable(KeyFilter &filter, QWidget *parent) : QTableView(parent), m_filter(filter)
{
    setModel(&filter);
    setObjectName(QStringLiteral("keysTable"));
    setAccessibleName(tr("Keys"));
    setItemDelegate(new KeyCellDelegate(this));
    setItemDelegateForColumn(KeyModel::IdentityColumn, new IdentityDelegate(this));
    setItemDelegateForColumn(KeyModel::StatusColumn, new StatusDelegate(this));
    setItemDelegateForColumn(KeyModel::WindowColumn, new UsageMeterDelegate(this));
    setItemDelegateForColumn(KeyModel::DayColumn, new SparklineDelegate(this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setFrameShape(QFrame::NoFrame);
    setContextMenuPolicy(Qt::CustomContextMenu);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(KeyCellDelegate::rowHeight());
    dressHeader();
    layOutColumns();
    setSortingEnabled(true);
    sortByColumn(KeyModel::IdentityColumn, Qt::AscendingOrder);
}

void KeysTable::dressHeader()
{
    QHeaderView *header = horizontalHeader();
    header->setStyle(new RoomyHeaderStyle(header));
    header->setHighlightSections(false);
    // Or it would ask of every column whether each of its rows is selected, only to highlight it.
    header->setSelectionModel(new QItemSelectionModel(&m_filter, header));
    header->setSectionsMovable(true);
    header->setStretchLastSection(true);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

void KeysTable::selectAll()
{
    m_filter.catchUp();
    QTableView::selectAll();
}

void KeysTable::selectToo(const std::vector<int> &rows)
{
    // Few ranges rather than many rows: the selection compares each with all others.
    QItemSelection selection;
    for (size_t first = 0; first < rows.size();) {
        size_t last = first;
        while (last + 1 < rows.size() && rows[last + 1] == rows[last] + 1)
            ++last;
        selection.append({model()->index(rows[first], 0), model()->index(rows[last], 0)});
        first = last + 1;
    }
    selectionModel()->select(selection, QItemSelectionModel::Select | QItemSelectionModel::Rows);
}

void KeysTable::layOutColumns()
{
    QHeaderView *header = horizontalHeader();
    for (int column = 0; column < KeyModel::ColumnCount; ++column) {
        header->setSectionHidden(column, column == KeyModel::TagsColumn); // on request
        header->moveSection(header->visualIndex(column), column);
        header->resizeSection(column, ColumnWidths[column]);
    }
}

/// Over what is no cell: the text of a group runs across all columns.
void KeysTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (!m_filter.isGrouped())
        return;
    QPainter painter(viewport());
    const QRect dirty = event->rect();
    for (int row = std::max(rowAt(dirty.top()), 0); row < m_filter.rowCount(); ++row) {
        const int top = rowViewportPosition(row);
        if (top > dirty.bottom())
            break;
        const QRect area(0, top, viewport()->width(), rowHeight(row));
        if (const KeyGroup *group = m_filter.groupAt(row))
            paintGroupHeader(
                painter, area, *group, *this, hasFocus() && currentIndex().row() == row);
    }
}

/// On a group, the keys that edit and delete would mean keys that are elsewhere.
bool KeysTable::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && isOnGroup()) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->modifiers() == Qt::NoModifier && GroupKeys.contains(key->key())) {
            event->accept();
            return true;
        }
    }
    return QTableView::event(event);
}

void KeysTable::mousePressEvent(QMouseEvent *event)
{
    if (toggleGroupAt(*event))
        return;
    Q_EMIT choosing();
    QTableView::mousePressEvent(event);
}

void KeysTable::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (!toggleGroupAt(*event))
        QTableView::mouseDoubleClickEvent(event);
}

bool KeysTable::toggleGroupAt(const QMouseEvent &event)
{
    const int row = rowAt(int(event.position().y()));
    if (row < 0 || !m_filter.groupAt(row))
        return false;
    setFocus(Qt::MouseFocusReason);
    selectionModel()->setCurrentIndex(m_filter.index(row, 0), QItemSelectionModel::NoUpdate);
    if (event.button() == Qt::LeftButton)
        m_filter.toggleGroup(row);
    return true;
}

void KeysTable::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() == Qt::NoModifier && handleGroupKey(event->key()))
        return;
    const QModelIndex current = currentIndex();
    const QItemSelection selected = selectionModel()->selection();
    QTableView::keyPressEvent(event);
    if (currentIndex() != current || selectionModel()->selection() != selected)
        Q_EMIT choosing();
}

bool KeysTable::isOnGroup() const
{
    const int row = currentIndex().row();
    return row >= 0 && m_filter.groupAt(row);
}

bool KeysTable::handleGroupKey(int key)
{
    const int row = currentIndex().row();
    if (row < 0 || !m_filter.isGrouped())
        return false;
    const bool isGroup = m_filter.groupAt(row);
    if (!isGroup && key == Qt::Key_Left) {
        const QModelIndex header = m_filter.index(m_filter.groupRowOf(row), 0);
        selectionModel()->setCurrentIndex(header, QItemSelectionModel::NoUpdate);
        scrollTo(header);
        return true;
    }
    if (!isGroup || !GroupKeys.contains(key))
        return false;
    if (key == Qt::Key_Delete || key == Qt::Key_F2)
        return true; // a group has nothing to delete or edit
    if (key == Qt::Key_Left || key == Qt::Key_Right)
        m_filter.setGroupOpen(row, key == Qt::Key_Right);
    else
        m_filter.toggleGroup(row);
    return true;
}

/// Passing over a group selects nothing, and takes nothing away from the selection; with Shift,
/// what is selected reaches across it.
QItemSelectionModel::SelectionFlags KeysTable::selectionCommand(
    const QModelIndex &index, const QEvent *event) const
{
    const auto usual = QTableView::selectionCommand(index, event);
    const bool isGroup = index.isValid() && m_filter.groupAt(index.row());
    return isGroup && !usual.testFlag(QItemSelectionModel::Current)
        ? QItemSelectionModel::SelectionFlags(QItemSelectionModel::NoUpdate)
        : usual;
}

} // namespace keydeck
