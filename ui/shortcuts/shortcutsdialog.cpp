#include "ui/shortcuts/shortcutsdialog.h"

#include "ui/shortcuts/shortcutbook.h"
#include "ui/shortcuts/shortcutmodel.h"
#include "ui/shortcuts/shortcutrecorder.h"
#include "ui/shortcuts/shortcutrules.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/roomyheaderstyle.h"
#include "ui/widgets/searchlinecontroller.h"
#include "ui/widgets/textlabel.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedLayout>
#include <QTreeView>
#include <QVBoxLayout>

#include <utility>

namespace keydeck {

namespace {

constexpr QSize UsualSize(680, 560);
constexpr int ActionColumnWidth = 300;
constexpr int RecorderWidth = 180;
constexpr int VanishMs = 8000;

QTreeView *newList(QAbstractItemModel *model, QWidget *parent)
{
    auto *list = new QTreeView(parent);
    list->setModel(model);
    list->setItemsExpandable(false);
    list->setRootIsDecorated(false);
    list->setIndentation(theme::Group);
    list->setAllColumnsShowFocus(true);
    list->setUniformRowHeights(true);
    list->setStyle(new RoomyHeaderStyle(list));
    list->header()->setStyle(list->style());
    list->header()->setSectionsMovable(false);
    list->setColumnWidth(ShortcutModel::ActionColumn, ActionColumnWidth);
    list->setAccessibleName(ShortcutsDialog::tr("Actions and their shortcuts"));
    return list;
}

QSortFilterProxyModel *newFilter(ShortcutModel *model, QObject *parent)
{
    auto *filter = new QSortFilterProxyModel(parent);
    filter->setRecursiveFilteringEnabled(true);
    filter->setAutoAcceptChildRows(true);
    filter->setFilterKeyColumn(-1);
    filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    filter->setSourceModel(model);
    return filter;
}

} // namespace

void ShortcutsDialog::open(ShortcutBook &book, QWidget *window)
{
    auto *dialog = window->findChild<ShortcutsDialog *>(QString(), Qt::FindDirectChildrenOnly);
    if (!dialog) {
        dialog = new ShortcutsDialog(book, window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->QDialog::open();
    }
    dialog->raise();
    dialog->activateWindow();
}

ShortcutsDialog::ShortcutsDialog(ShortcutBook &book, QWidget *parent)
    : QDialog(parent)
    , m_book(book)
    , m_model(new ShortcutModel(book, this))
    , m_found(newFilter(m_model, this))
    , m_search(new QLineEdit(this))
    , m_list(newList(m_found, this))
    , m_stack(new QStackedLayout)
    , m_label(new TextLabel(TextLabel::Style::Body, this))
    , m_recorder(new ShortcutRecorder(this))
    , m_reset(new QPushButton(tr("&Reset"), this))
    , m_remove(new QPushButton(tr("Re&move"), this))
    , m_bar(new MessageBar(this))
{
    setWindowTitle(tr("Change shortcuts"));
    m_search->setPlaceholderText(tr("Search actions and keys"));
    m_search->setAccessibleName(tr("Search actions and keys"));
    m_stack->addWidget(m_list);
    m_stack->addWidget(new EmptyState(
        tr("Nothing matches"), tr("No action and no shortcut has this in it."), this));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Page, theme::Page, theme::Page, theme::Group);
    column->setSpacing(theme::Related);
    column->addWidget(new TextLabel(TextLabel::Style::Title, windowTitle(), this));
    column->addWidget(m_search);
    column->addLayout(m_stack, 1);
    column->addLayout(newEditor());
    column->addWidget(m_bar);
    column->addSpacing(theme::Related);
    column->addWidget(newButtons());
    connectParts();
    resize(UsualSize.boundedTo(parent ? parent->size() : UsualSize));
    filter({});
    if (!m_book.problems().isEmpty())
        m_bar->showMessage(
            {theme::Role::Warning, m_book.problems().join(QStringLiteral("\n")), {}, 0, true});
}

QLayout *ShortcutsDialog::newEditor()
{
    m_recorder->setAccessibleName(tr("Shortcut"));
    for (QLineEdit *line : m_recorder->findChildren<QLineEdit *>())
        line->setAccessibleName(m_recorder->accessibleName());
    m_recorder->setMinimumWidth(RecorderWidth);
    m_recorder->setToolTip(tr("Press the keys that the action is to have; Esc leaves it as it is"));
    m_reset->setToolTip(tr("Give the action its usual shortcut back"));
    for (QPushButton *button : {m_reset, m_remove})
        button->setAutoDefault(false);
    m_label->setElided(true);
    auto *row = new QHBoxLayout;
    row->setSpacing(theme::Related);
    row->addWidget(m_label, 1);
    row->addWidget(m_recorder);
    row->addWidget(m_reset);
    row->addWidget(m_remove);
    return row;
}

QWidget *ShortcutsDialog::newButtons()
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_resetAll = buttons->addButton(tr("Reset &all"), QDialogButtonBox::ResetRole);
    for (QPushButton *button : {m_resetAll, buttons->button(QDialogButtonBox::Close)})
        button->setAutoDefault(false); // Return searches, and goes to where keys are pressed
    m_resetAll->setToolTip(tr("Give every action its usual shortcut back"));
    connect(m_resetAll, &QPushButton::clicked, this, [this] {
        m_asked = {};
        m_book.resetAll();
        m_bar->showMessage({theme::Role::Ok, tr("Every action has its usual shortcut again."), {},
            VanishMs, true});
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

void ShortcutsDialog::connectParts()
{
    auto *searching = new SearchLineController(*m_search);
    connect(searching, &SearchLineController::searched, this, &ShortcutsDialog::filter);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        m_asked = {};
        m_bar->dismiss();
        follow();
    });
    // Enter on an action, or a double click.
    connect(m_list, &QTreeView::activated, this, [this] {
        if (current())
            m_recorder->setFocus();
    });
    connect(m_recorder, &ShortcutRecorder::recorded, this, &ShortcutsDialog::record);
    connect(m_recorder, &ShortcutRecorder::cancelled, this, &ShortcutsDialog::leaveRecorder);
    connect(m_reset, &QPushButton::clicked, this,
        [this] { give(current(), m_book.usual(*current())); });
    connect(m_remove, &QPushButton::clicked, this, [this] { give(current(), {}); });
    connect(&m_book, &ShortcutBook::changed, this, &ShortcutsDialog::follow);
}

void ShortcutsDialog::filter(const QString &text)
{
    const QAction *before = current();
    m_found->setFilterFixedString(text);
    m_list->expandAll();
    for (int group = 0; group < m_found->rowCount(); ++group)
        m_list->setFirstColumnSpanned(group, {}, true);
    m_stack->setCurrentIndex(m_found->rowCount() > 0 ? 0 : 1);
    QModelIndex shown = m_found->mapFromSource(m_model->indexOf(before));
    if (!shown.isValid())
        shown = m_found->index(0, 0, m_found->index(0, 0));
    m_list->setCurrentIndex(shown);
    follow();
}

QAction *ShortcutsDialog::current() const
{
    return m_model->actionAt(m_found->mapToSource(m_list->currentIndex()));
}

/// What stands below the list is about the action that is chosen in it.
void ShortcutsDialog::follow()
{
    const QAction *action = current();
    m_label->setText(
        action ? tr("Shortcut of “%1”").arg(Actions::nameOf(*action)) : tr("Choose an action"));
    m_recorder->setEnabled(action);
    m_recorder->setKeySequence(action ? action->shortcut() : QKeySequence());
    m_reset->setEnabled(action && !m_book.isUsual(*action));
    m_remove->setEnabled(action && !action->shortcuts().isEmpty());
    m_remove->setToolTip(
        m_remove->isEnabled() ? tr("Leave the action without a shortcut") : tr("It has none."));
}

void ShortcutsDialog::record(const QKeySequence &keys)
{
    QAction *action = current();
    if (!action)
        return;
    m_bar->dismiss();
    const bool isAgain = std::exchange(m_asked, {}) == keys;
    if (const QString refusal = m_book.refusal(*action, keys); !refusal.isEmpty()) {
        m_bar->showMessage({theme::Role::Warning, refusal, {}, 0, true});
        follow();
    } else if (isAgain) {
        m_book.assign(action, m_book.with(*action, keys));
    } else if (action->shortcut() != keys) {
        m_asked = keys;
        give(action, m_book.with(*action, keys));
    }
}

/// Unless another action has one of them, which is a question.
void ShortcutsDialog::give(QAction *action, const QList<QKeySequence> &shortcuts)
{
    m_bar->dismiss();
    if (const QAction *owner = m_book.owner(*action, shortcuts)) {
        ask(action, *owner, shortcuts);
        follow();
        return;
    }
    m_asked = {};
    m_book.assign(action, shortcuts);
}

void ShortcutsDialog::ask(
    QAction *action, const QAction &owner, const QList<QKeySequence> &shortcuts)
{
    QList<QKeySequence> common = shortcuts;
    common.removeIf([&](const QKeySequence &keys) { return !owner.shortcuts().contains(keys); });
    const QString sentence
        = m_asked.isEmpty() ? tr("%1 is “%2”.") : tr("%1 is “%2”. Press it again to take it.");
    const MessageBar::Action take{tr("Take it"), [this, action, shortcuts] {
                                      m_asked = {};
                                      m_bar->dismiss();
                                      m_book.assign(action, shortcuts);
                                  }};
    m_bar->showMessage({theme::Role::Warning,
        sentence.arg(shortcutText(common), Actions::nameOf(owner)), {take}, 0, true});
}

void ShortcutsDialog::leaveRecorder()
{
    m_asked = {};
    m_bar->dismiss();
    follow();
    m_list->setFocus();
}

} // namespace keydeck
