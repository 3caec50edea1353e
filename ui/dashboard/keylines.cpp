#include "ui/dashboard/keylines.h"

#include "ui/dashboard/keylinedelegate.h"
#include "ui/widgets/tooltip.h"

#include <QKeyEvent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

QString spoken(const KeyLine &line)
{
    QStringList parts{line.title, line.value, line.remark};
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

} // namespace

void KeyLinesModel::setLines(const QList<KeyLine> &lines)
{
    if (lines.size() == m_lines.size() && !lines.isEmpty()) {
        m_lines = lines;
        Q_EMIT dataChanged(index(0), index(int(lines.size()) - 1));
        return;
    }
    beginResetModel();
    m_lines = lines;
    endResetModel();
}

int KeyLinesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

QVariant KeyLinesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const KeyLine &line = m_lines.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return line.title;
    case Qt::AccessibleTextRole:
        return spoken(line);
    case Qt::ToolTipRole:
        return plainToolTip(line.toolTip);
    default:
        return {};
    }
}

KeyLines::KeyLines(QWidget *parent) : QListView(parent), m_model(new KeyLinesModel(this))
{
    setModel(m_model);
    setItemDelegate(new KeyLineDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setSelectionMode(QAbstractItemView::NoSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setCursor(Qt::PointingHandCursor);
    viewport()->setAutoFillBackground(false);
    connect(this, &QListView::clicked, this, &KeyLines::activate);
    setLines({});
}

void KeyLines::setLines(const QList<KeyLine> &lines)
{
    const QModelIndex current = currentIndex();
    const std::optional<KeyRef> key
        = current.isValid() ? std::optional(m_model->lines().at(current.row()).ref) : std::nullopt;
    m_model->setLines(lines);
    if (key) {
        follow(*key);
    }
    setFixedHeight(qMax(1, int(lines.size())) * KeyLineDelegate::lineHeight());
}

/// Whoever has chosen a line means its key, wherever it stands now.
void KeyLines::follow(const KeyRef &key)
{
    const auto line = std::ranges::find(lines(), key, &KeyLine::ref);
    const int row = line == lines().end() ? -1 : int(line - lines().begin());
    setCurrentIndex(row < 0 ? QModelIndex() : m_model->index(row));
}

void KeyLines::activate(const QModelIndex &index)
{
    if (index.isValid()) {
        Q_EMIT keyActivated(lines().at(index.row()).ref);
    }
}

void KeyLines::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        activate(currentIndex());
        return;
    }
    QListView::keyPressEvent(event);
}

void KeyLines::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // the page scrolls, the list never does
}

} // namespace keydeck
