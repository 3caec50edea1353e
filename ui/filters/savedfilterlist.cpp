#include "ui/filters/savedfilterlist.h"

#include "core/base/format.h"
#include "ui/keys/keytext.h"
#include "ui/widgets/notedelegate.h"
#include "ui/widgets/tooltip.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QSignalBlocker>

#include <algorithm>

namespace keydeck {

SavedFilterList::SavedFilterList(QWidget *parent) : QListWidget(parent)
{
    setObjectName(QStringLiteral("savedFilters"));
    setAccessibleName(tr("Saved filters"));
    setItemDelegate(new NoteDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(QAbstractItemView::EditKeyPressed);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUniformItemSizes(true);
    setTabKeyNavigation(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    viewport()->setAutoFillBackground(false);
    connect(this, &QListWidget::itemClicked, this,
        [this](const QListWidgetItem *item) { Q_EMIT chosen(row(item)); });
    connect(this, &QListWidget::itemChanged, this, &SavedFilterList::noteRename);
    hide();
}

void SavedFilterList::setFilters(const QList<SavedFilter> &filters)
{
    const QSignalBlocker quiet(this);
    const int current = currentRow();
    m_filters = filters;
    clear();
    for (const SavedFilter &filter : filters) {
        auto *item = new QListWidgetItem(filter.name, this);
        item->setFlags(item->flags() | Qt::ItemIsEditable);
        item->setToolTip(plainToolTip(filter.query));
        showLine(row(item));
    }
    if (!filters.isEmpty() && current >= 0)
        setCurrentRow(std::min(current, count() - 1), QItemSelectionModel::NoUpdate);
    updateGeometry();
    setVisible(!filters.isEmpty());
}

void SavedFilterList::setCounts(const QHash<QString, int> &counts)
{
    m_counts = counts;
    if (state() == EditingState)
        return; // the editor would show the old name again; the next count comes soon
    const QSignalBlocker quiet(this);
    for (int each = 0; each < count(); ++each)
        showLine(each);
}

void SavedFilterList::showLine(int row)
{
    const SavedFilter &filter = m_filters[row];
    const auto found = m_counts.constFind(filter.query);
    const bool isCounted = found != m_counts.cend();
    item(row)->setData(NoteDelegate::NoteRole, isCounted ? formatCount(*found) : QString());
    item(row)->setData(Qt::AccessibleTextRole,
        isCounted ? tr("%1: %2").arg(filter.name, keyCount(*found)) : filter.name);
}

void SavedFilterList::setQuery(const QString &query)
{
    const auto found = std::ranges::find(m_filters, query, &SavedFilter::query);
    if (found == m_filters.end())
        clearSelection();
    else
        setCurrentRow(int(found - m_filters.begin()));
}

/// The line shows the old name until the new one is in the filters, which it may only be once the
/// editor is gone: the lines are made anew then.
void SavedFilterList::noteRename(QListWidgetItem *item)
{
    const int at = row(item);
    const QString name = item->text();
    if (at < 0 || at >= m_filters.size() || name == m_filters[at].name)
        return;
    {
        const QSignalBlocker quiet(this);
        item->setText(m_filters[at].name);
    }
    QMetaObject::invokeMethod(
        this, [this, at, name] { Q_EMIT renameRequested(at, name); }, Qt::QueuedConnection);
}

void SavedFilterList::keyPressEvent(QKeyEvent *event)
{
    const bool isCurrent = currentRow() >= 0 && state() != EditingState;
    const bool chooses = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter
        || event->key() == Qt::Key_Space;
    if (isCurrent && chooses)
        Q_EMIT chosen(currentRow());
    else if (isCurrent && event->key() == Qt::Key_Delete)
        Q_EMIT removeRequested(currentRow());
    else
        QListWidget::keyPressEvent(event);
}

void SavedFilterList::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
    const QListWidgetItem *under = byMouse ? itemAt(event->pos()) : currentItem();
    if (!under)
        return;
    openMenu(row(under),
        byMouse ? event->globalPos() : viewport()->mapToGlobal(visualItemRect(under).bottomLeft()));
}

void SavedFilterList::openMenu(int row, const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("&Show keys")), &QAction::triggered, this,
        [this, row] { Q_EMIT chosen(row); });
    connect(menu->addAction(tr("&Rename")), &QAction::triggered, this, [this, row] {
        if (row < count())
            editItem(item(row));
    });
    menu->addSeparator();
    connect(menu->addAction(tr("&Delete filter")), &QAction::triggered, this,
        [this, row] { Q_EMIT removeRequested(row); });
    menu->popup(at);
}

QSize SavedFilterList::sizeHint() const
{
    const int lines = std::clamp(count(), 1, MostLines);
    return {QListWidget::minimumSizeHint().width(),
        lines * std::max(1, sizeHintForRow(0)) + 2 * frameWidth()};
}

QSize SavedFilterList::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

} // namespace keydeck
