#include "ui/keys/keystable.h"

#include "ui/keys/identitydelegate.h"
#include "ui/keys/keyfilter.h"
#include "ui/keys/sparklinedelegate.h"
#include "ui/keys/statusdelegate.h"
#include "ui/keys/usagemeterdelegate.h"
#include "ui/widgets/roomyheaderstyle.h"

#include <QHeaderView>

namespace keydeck {

namespace {

constexpr int ColumnWidths[KeyModel::ColumnCount]
    = {196, 120, 172, 104, 112, 108, 96, 100, 104, 120};

} // namespace

KeysTable::KeysTable(KeyFilter &filter, QWidget *parent) : QTableView(parent)
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
    header->setSectionsMovable(true);
    header->setStretchLastSection(true);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
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

} // namespace keydeck
