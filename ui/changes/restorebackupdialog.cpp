#include "ui/changes/restorebackupdialog.h"

#include "core/changes/changetext.h"
#include "ui/changes/backupsmodel.h"
#include "ui/changes/changedelegate.h"
#include "ui/changes/changesmodel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/roomyheaderstyle.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/textlabel.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QListView>
#include <QPushButton>
#include <QStackedLayout>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr QSize UsualSize(760, 540);

/// With air above and below.
class BackupDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(
        const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(0, theme::Related);
    }
};

QTreeView *newList(BackupsModel *model, QWidget *parent)
{
    auto *list = new QTreeView(parent);
    list->setModel(model);
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setAllColumnsShowFocus(true);
    list->setItemDelegate(new BackupDelegate(list));
    list->setStyle(new RoomyHeaderStyle(list));
    list->header()->setStyle(list->style());
    list->header()->setStretchLastSection(true);
    list->header()->setSectionsMovable(false);
    list->setAccessibleName(RestoreBackupDialog::tr("Backups, newest first"));
    return list;
}

QListView *newLines(ChangesModel *model, QWidget *parent)
{
    auto *lines = new QListView(parent);
    lines->setObjectName(u"lines"_s);
    lines->setModel(model);
    lines->setItemDelegate(new ChangeDelegate(lines));
    lines->setUniformItemSizes(true);
    lines->setEditTriggers(QAbstractItemView::NoEditTriggers);
    lines->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    lines->setAccessibleName(RestoreBackupDialog::tr("What restoring it changes"));
    return lines;
}

QString summaryOf(const BackupPreview &preview)
{
    if (!preview.isWritten)
        return RestoreBackupDialog::tr(
            "Restoring it changes nothing: the store is as it was then.");
    if (preview.changes.empty())
        return RestoreBackupDialog::tr("No key changes, but the file becomes what it was.");
    return RestoreBackupDialog::tr("Compared with now: %1.").arg(changeSummary(preview.changes));
}

} // namespace

RestoreBackupDialog::RestoreBackupDialog(const Clock &clock, QWidget *parent)
    : QDialog(parent)
    , m_clock(clock)
    , m_backups(new BackupsModel(this))
    , m_changes(new ChangesModel(this))
    , m_bar(new MessageBar(this))
    , m_list(newList(m_backups, this))
    , m_lines(newLines(m_changes, this))
    , m_summary(new TextLabel(TextLabel::Style::Heading, tr("Looking for backups…"), this))
    , m_advice(new TextLabel(TextLabel::Style::Quiet, this))
    , m_stack(new QStackedLayout)
{
    setWindowTitle(tr("Restore a backup"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_summary->setObjectName(u"summary"_s);
    m_summary->setWordWrap(true);
    m_advice->setObjectName(u"advice"_s);
    m_advice->setWordWrap(true);
    layOut();
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &RestoreBackupDialog::choose);
    resize(UsualSize);
    updateButton();
}

void RestoreBackupDialog::layOut()
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_restore = buttons->addButton(tr("Restore"), QDialogButtonBox::ActionRole);
    m_restore->setAutoDefault(false);
    connect(m_restore, &QPushButton::clicked, this, &RestoreBackupDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);

    auto *sentence = new TextLabel(TextLabel::Style::Quiet,
        tr("A copy of the store is made before each edit. Restoring one keeps the usage that the "
           "gateway has booked since."),
        this);
    sentence->setWordWrap(true);
    m_content = newContent();
    m_stack->addWidget(m_content);
    m_stack->addWidget(new EmptyState(
        tr("No backup yet"), tr("One is made before each edit that is made with Keydeck."), this));
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

QWidget *RestoreBackupDialog::newContent()
{
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Tight);
    column->addWidget(m_list, 4);
    column->addSpacing(theme::Related);
    column->addWidget(m_summary);
    column->addWidget(m_advice);
    column->addWidget(m_lines, 3);
    return content;
}

void RestoreBackupDialog::showBackups(const QList<BackupLine> &backups)
{
    m_isListed = true;
    m_backups->setBackups(backups, m_clock.nowMs());
    for (int column = 0; column < BackupsModel::EditColumn; ++column)
        m_list->resizeColumnToContents(column);
    m_stack->setCurrentIndex(backups.isEmpty() ? 1 : 0);
    const int first = m_backups->firstUsable();
    if (first >= 0)
        m_list->setCurrentIndex(m_backups->index(first, 0));
    else
        m_summary->setText(tr("None of these can be restored."));
    m_list->setFocus();
}

void RestoreBackupDialog::showLines(const std::vector<NotedChange> &changes)
{
    ChangeEntry entry;
    entry.id = ChangeEntry::newId();
    entry.changes = changes;
    m_changes->setEdits({entry}, matchingEdits({entry}, {}));
    m_lines->setRootIndex(m_changes->index(0, 0));
}

QString RestoreBackupDialog::chosen() const
{
    const QModelIndex index = m_list->currentIndex();
    return index.isValid() ? m_backups->at(index.row()).backup.id : QString();
}

void RestoreBackupDialog::choose()
{
    m_bar->dismiss();
    m_isWanted = false;
    showLines({});
    m_advice->clear();
    if (!chosen().isEmpty()) {
        m_summary->setText(tr("Comparing…"));
        ask();
    }
    updateButton();
}

void RestoreBackupDialog::ask()
{
    if (!m_asked.isEmpty() || chosen().isEmpty())
        return;
    m_asked = chosen();
    Q_EMIT previewRequested(m_asked);
}

/// Somebody who runs through the list has one comparison made at a time, and no queue of them.
bool RestoreBackupDialog::isAnswer(const QString &backupId)
{
    if (backupId == m_asked)
        m_asked.clear();
    if (backupId == chosen())
        return true;
    ask();
    return false;
}

void RestoreBackupDialog::compareAgain()
{
    ask();
}

void RestoreBackupDialog::showPreview(const QString &backupId, const BackupPreview &preview)
{
    if (!isAnswer(backupId))
        return;
    m_isWanted = preview.isWritten;
    m_summary->setText(summaryOf(preview));
    m_advice->setText(!preview.isWritten ? QString()
            : preview.isUndoable         ? tr("This can be undone.")
                                         : tr("This cannot be undone: the gateway cannot use the "
                                                      "store as it is now."));
    showLines(preview.changes);
    updateButton();
}

void RestoreBackupDialog::showPreviewFailure(const QString &backupId, const Error &error)
{
    if (!isAnswer(backupId))
        return;
    m_summary->setText(tr("It cannot be restored."));
    m_bar->showMessage({theme::Role::Danger, error.message, {}, 0, true});
}

void RestoreBackupDialog::submit()
{
    if (m_busy || !m_isWanted)
        return;
    m_bar->dismiss();
    setBusy(true);
    Q_EMIT restoreRequested(chosen());
}

void RestoreBackupDialog::showDone()
{
    accept();
}

void RestoreBackupDialog::showFailure(const Error &error)
{
    setBusy(false);
    m_bar->showMessage({theme::Role::Danger, error.message, {}, 0, true});
}

void RestoreBackupDialog::reject()
{
    if (!m_busy)
        QDialog::reject();
}

void RestoreBackupDialog::setBusy(bool busy)
{
    m_busy = busy;
    m_content->setEnabled(!busy);
    m_restore->setText(busy ? tr("Restoring…") : tr("Restore"));
    updateButton();
}

void RestoreBackupDialog::updateButton()
{
    m_restore->setEnabled(!m_busy && m_isWanted);
    m_restore->setToolTip(m_isWanted || m_busy
            ? tr("Put the chosen copy back")
            : tr("Choose a backup that differs from the store."));
}

} // namespace keydeck
