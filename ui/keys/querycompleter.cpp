#include "ui/keys/querycompleter.h"

#include "core/base/format.h"
#include "ui/widgets/notedelegate.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QStandardItemModel>

#include <algorithm>

namespace keydeck {

namespace {

constexpr int ListWidth = 460;
constexpr int MostLines = 12;

} // namespace

QueryCompleter::QueryCompleter(QLineEdit &line)
    : QObject(&line)
    , m_line(line)
    , m_model(new QStandardItemModel(this))
    , m_list(new QListView(&line))
{
    m_list->setObjectName(QStringLiteral("queryProposals"));
    m_list->setAccessibleName(tr("Proposals for the search"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new NoteDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::Box);
    m_list->hide();
    line.installEventFilter(this);
    connect(&line, &QLineEdit::textEdited, this, [this] {
        propose();
        if (m_completion.size == 0 && !m_line.text().endsWith(u':'))
            m_list->hide(); // nobody asked for all there is
    });
    connect(m_list, &QListView::clicked, this, &QueryCompleter::take);
}

QueryCompleter::~QueryCompleter()
{
    delete m_list; // unless its window went first
}

void QueryCompleter::propose()
{
    m_completion = completeQuery(m_line.text(), m_line.cursorPosition(), m_vocabulary);
    m_model->clear();
    for (const QueryProposal &proposal : m_completion.proposals) {
        auto *item = new QStandardItem(displayText(proposal.label));
        item->setData(proposal.meaning, NoteDelegate::NoteRole);
        item->setData(proposal.meaning, Qt::AccessibleDescriptionRole);
        m_model->appendRow(item);
    }
    m_list->setCurrentIndex({});
    showList();
}

void QueryCompleter::showList()
{
    const int lines = std::min(m_model->rowCount(), MostLines);
    if (lines == 0) {
        m_list->hide();
        return;
    }
    QWidget *window = m_line.window();
    if (m_list->parentWidget() != window)
        m_list->setParent(window);
    const int frame = 2 * m_list->frameWidth();
    const int width = std::min(ListWidth, window->width());
    const QPoint below = m_line.mapTo(window, QPoint(0, m_line.height()));
    const int left = std::clamp(below.x(), 0, window->width() - width);
    m_list->setGeometry(left, below.y(), width, lines * m_list->sizeHintForRow(0) + frame);
    m_list->show();
    m_list->raise();
}

void QueryCompleter::take(const QModelIndex &index)
{
    const QString text = m_completion.proposals[index.row()].text;
    m_list->hide();
    m_line.setSelection(int(m_completion.begin), int(m_completion.size));
    if (m_completion.size == 0)
        m_line.setCursorPosition(int(m_completion.begin));
    m_line.insert(text); // as if it were typed: it can be undone
    propose();
    if (m_completion.size == 0 && text.endsWith(u' '))
        m_list->hide();
}

void QueryCompleter::move(int by)
{
    const int rows = m_model->rowCount();
    const int row = m_list->currentIndex().row(); // -1: none yet
    const int next = row < 0 ? (by > 0 ? 0 : rows - 1) : row + by;
    m_list->setCurrentIndex(m_model->index(std::min(next, rows - 1), 0)); // before the first: none
}

/// True where the key was the list's.
bool QueryCompleter::pressWhileShown(int key)
{
    switch (key) {
    case Qt::Key_Down:
        move(1);
        return true;
    case Qt::Key_Up:
        move(-1);
        return true;
    case Qt::Key_PageDown:
        move(MostLines);
        return true;
    case Qt::Key_Escape:
        m_list->hide();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        if (m_list->currentIndex().isValid()) {
            take(m_list->currentIndex());
            return true;
        }
        m_list->hide();
        return false;
    default:
        return false;
    }
}

bool QueryCompleter::eventFilter(QObject *watched, QEvent *event)
{
    if (!m_list)
        return false;
    if (event->type() == QEvent::FocusOut || event->type() == QEvent::Hide)
        m_list->hide();
    if (event->type() != QEvent::KeyPress)
        return QObject::eventFilter(watched, event);
    const auto *press = static_cast<QKeyEvent *>(event);
    if (m_list->isVisible())
        return pressWhileShown(press->key());
    const bool asks = press->key() == Qt::Key_Down
        || (press->key() == Qt::Key_Space && press->modifiers() == Qt::ControlModifier);
    if (asks)
        propose();
    return asks;
}

} // namespace keydeck
