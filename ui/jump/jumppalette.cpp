#include "ui/jump/jumppalette.h"

#include "core/base/fingerprint.h"
#include "ui/jump/jumpmodel.h"
#include "ui/keys/keymodel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/notedelegate.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QMainWindow>
#include <QMenuBar>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace keydeck {

namespace {

constexpr QSize UsualSize(560, 420);
constexpr int FromTop = 64;
constexpr int LinesAPage = 10;

} // namespace

JumpPalette::JumpPalette(QMainWindow &window, const KeyModel &model)
    : QFrame(&window)
    , m_window(window)
    , m_keys(model)
    , m_model(new JumpModel(this))
    , m_line(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_nothing(new EmptyState(this))
{
    build();
    window.installEventFilter(this);
    m_line->installEventFilter(this);
    connect(m_line, &QLineEdit::textChanged, this, &JumpPalette::search);
    connect(m_list, &QListView::clicked, this, &JumpPalette::take);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &JumpPalette::offer);
    hide();
}

void JumpPalette::build()
{
    setObjectName(QStringLiteral("jumpPalette"));
    setAccessibleName(tr("Jump to"));
    setAutoFillBackground(true);
    m_line->setObjectName(QStringLiteral("jumpLine"));
    m_line->setAccessibleName(tr("Jump to a key or an action"));
    m_line->setPlaceholderText(tr("A key, or what to do…"));
    m_line->addAction(icon(QStringLiteral("go-jump")), QLineEdit::LeadingPosition)
        ->setText(tr("Jump to"));
    m_list->setObjectName(QStringLiteral("jumpList"));
    m_list->setAccessibleName(tr("Keys and actions"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new NoteDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Related, theme::Related, theme::Related, theme::Related);
    column->setSpacing(theme::Related);
    column->addWidget(m_line);
    column->addWidget(m_list, 1);
    column->addWidget(m_nothing, 1);
}

void JumpPalette::open(const QAction *asking)
{
    if (isVisible()) {
        leave();
        return;
    }
    m_focusBefore = QApplication::focusWidget();
    m_model->setTargets(jumpActions(*m_window.menuBar(), asking), m_keys.rows(), m_keys.states());
    m_line->clear();
    search();
    place();
    show();
    raise();
    m_line->setFocus(Qt::PopupFocusReason);
}

void JumpPalette::place()
{
    const QSize room = m_window.size() - QSize(2 * theme::Page, FromTop + theme::Page);
    const QSize size = UsualSize.boundedTo(room);
    setGeometry((m_window.width() - size.width()) / 2, FromTop, size.width(), size.height());
}

void JumpPalette::search()
{
    m_takesFirst = false;
    m_model->setTyped(m_line->text());
    m_list->setCurrentIndex({});
    m_list->scrollToTop();
    offer();
}

/// What is there, from the first line on that can be used.
void JumpPalette::offer()
{
    if (!m_list->currentIndex().isValid())
        move(1);
    const bool any = m_model->rowCount() > 0;
    m_list->setVisible(any);
    m_nothing->setVisible(!any);
    m_nothing->setTexts(tr("Nothing has this name"), whyNothing());
    if (std::exchange(m_takesFirst, m_takesFirst && !any))
        take(m_list->currentIndex());
}

QString JumpPalette::whyNothing() const
{
    const QString typed = m_line->text().simplified();
    const auto missing = FingerprintMinimumDigits - typed.size();
    if (missing > 0 && isFingerprintStart(typed, 1))
        return tr("No key and nothing in the menus. If these are the first digits of a "
                  "fingerprint, %1 of them are needed: %2 more.")
            .arg(FingerprintMinimumDigits)
            .arg(missing);
    return tr("No key and nothing in the menus. Search finds keys by more than their name.");
}

/// Over those that cannot be used; at an end it stays.
void JumpPalette::move(int by)
{
    const int step = by < 0 ? -1 : 1;
    const int from = m_list->currentIndex().row(); // -1: none yet
    const int rows = m_model->rowCount();
    int reached = from;
    for (int row = from + step; row >= 0 && row < rows && std::abs(reached - from) < std::abs(by);
         row += step) {
        if (m_model->index(row).flags().testFlag(Qt::ItemIsEnabled))
            reached = row;
    }
    if (reached != from)
        m_list->setCurrentIndex(m_model->index(reached));
}

void JumpPalette::take(const QModelIndex &index)
{
    if (!index.isValid() || !index.flags().testFlag(Qt::ItemIsEnabled))
        return;
    const auto key = m_model->keyAt(index.row());
    const QPointer<QAction> action = m_model->actionAt(index.row());
    leave(); // first: what is done may want the focus
    if (key)
        Q_EMIT keyChosen(*key);
    else if (action)
        action->trigger();
}

void JumpPalette::leave()
{
    if (!isVisible())
        return;
    const QPointer<QWidget> before = std::exchange(m_focusBefore, nullptr);
    const bool hadFocus = m_line->hasFocus();
    hide();
    if (hadFocus && before)
        before->setFocus(Qt::PopupFocusReason);
    m_model->setTargets({}, nullptr, nullptr); // nobody looks: the store may go
}

bool JumpPalette::press(int key)
{
    switch (key) {
    case Qt::Key_Down:
        move(1);
        return true;
    case Qt::Key_Up:
        move(-1);
        return true;
    case Qt::Key_PageDown:
        move(LinesAPage);
        return true;
    case Qt::Key_PageUp:
        move(-LinesAPage);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_takesFirst = !m_list->currentIndex().isValid() && m_model->isLooking();
        take(m_list->currentIndex());
        return true;
    case Qt::Key_Escape:
        leave();
        return true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        return true; // there is nowhere to go
    default:
        return false;
    }
}

bool JumpPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_window && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched != m_line)
        return false;
    if (event->type() == QEvent::FocusOut
        && static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason)
        leave();
    return event->type() == QEvent::KeyPress && press(static_cast<QKeyEvent *>(event)->key());
}

void JumpPalette::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        update();
    QFrame::changeEvent(event);
}

void JumpPalette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(theme::quietText(palette()));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace keydeck
