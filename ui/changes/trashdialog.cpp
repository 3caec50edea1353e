#include "ui/changes/trashdialog.h"

#include "ui/changes/trashmodel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/roomyheaderstyle.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/textlabel.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QStackedLayout>
#include <QTreeView>
#include <QVBoxLayout>

namespace keydeck {

namespace {

constexpr QSize UsualSize(720, 420);

QTreeView *newList(TrashModel *model, QWidget *parent)
{
    auto *list = new QTreeView(parent);
    list->setModel(model);
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setAllColumnsShowFocus(true);
    list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    list->setStyle(new RoomyHeaderStyle(list));
    list->header()->setStyle(list->style());
    list->header()->setSectionsMovable(false);
    list->setAccessibleName(TrashDialog::tr("Deleted keys, newest first"));
    return list;
}

} // namespace

TrashDialog::TrashDialog(const Clock &clock, QWidget *parent)
    : QDialog(parent)
    , m_clock(clock)
    , m_keys(new TrashModel(this))
    , m_bar(new MessageBar(this))
    , m_list(newList(m_keys, this))
    , m_stack(new QStackedLayout)
{
    setWindowTitle(tr("Deleted keys"));
    setAttribute(Qt::WA_DeleteOnClose);
    layOut();
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        &TrashDialog::updateButton);
    connect(m_list, &QTreeView::doubleClicked, this, &TrashDialog::submit);
    resize(UsualSize);
    updateButton();
}

void TrashDialog::layOut()
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_giveBack = buttons->addButton(tr("Give back"), QDialogButtonBox::ActionRole);
    m_giveBack->setDefault(true);
    connect(m_giveBack, &QPushButton::clicked, this, &TrashDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *sentence = new TextLabel(TextLabel::Style::Quiet,
        tr("What is deleted here stays for %1 days, and is given back as it was, at the end of the "
           "store.")
            .arg(Trash::DaysKept),
        this);
    sentence->setWordWrap(true);
    m_stack->addWidget(m_list);
    m_stack->addWidget(new EmptyState(tr("Nothing to give back"),
        tr("Keys that are deleted with Keydeck, here or in the terminal, are listed here."), this));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Page, theme::Page, theme::Page, theme::Group);
    column->setSpacing(theme::Related);
    column->addWidget(new TextLabel(TextLabel::Style::Title, windowTitle(), this));
    column->addWidget(sentence);
    column->addWidget(m_bar);
    column->addLayout(m_stack, 1);
    column->addSpacing(theme::Related);
    column->addWidget(buttons);
    tabInLayoutOrder(*this);
}

void TrashDialog::showKeys(const QList<TrashedKey> &keys)
{
    const QStringList selected = chosen();
    m_keys->setKeys(keys, m_clock.nowMs());
    for (int row = 0; row < keys.size(); ++row) {
        if (selected.contains(keys[row].id))
            m_list->selectionModel()->select(
                m_keys->index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    if (!std::exchange(m_isListed, true)) {
        for (int column = 0; column < TrashModel::AuthorColumn; ++column)
            m_list->resizeColumnToContents(column);
        if (!keys.isEmpty())
            m_list->setCurrentIndex(m_keys->index(0, 0));
        m_list->setFocus();
    }
    m_stack->setCurrentIndex(keys.isEmpty() ? 1 : 0);
    updateButton();
}

void TrashDialog::showDone()
{
    setBusy(false);
}

void TrashDialog::showFailure(const Error &error)
{
    setBusy(false);
    m_bar->showMessage({theme::Role::Danger, error.message, {}, 0, true});
}

void TrashDialog::setLocked(const QString &reason)
{
    m_lock = reason;
    updateButton();
}

QStringList TrashDialog::chosen() const
{
    QStringList ids;
    for (const QModelIndex &index : m_list->selectionModel()->selectedRows())
        ids += m_keys->at(index.row()).id;
    return ids;
}

void TrashDialog::submit()
{
    if (!m_giveBack->isEnabled())
        return;
    m_bar->dismiss();
    setBusy(true);
    Q_EMIT giveBackRequested(chosen());
}

void TrashDialog::setBusy(bool busy)
{
    m_busy = busy;
    m_list->setEnabled(!busy);
    m_giveBack->setText(busy ? tr("Giving back…") : tr("Give back"));
    updateButton();
}

void TrashDialog::updateButton()
{
    const bool has = m_list->selectionModel()->hasSelection();
    m_giveBack->setEnabled(!m_busy && has && m_lock.isEmpty());
    m_giveBack->setToolTip(!m_lock.isEmpty() ? m_lock
            : has                            ? tr("Put the selected keys back into the store")
                                             : tr("Select a deleted key first."));
}

} // namespace keydeck
