#include "ui/changes/restorebackupdialog.h"

#include "core/base/format.h"
#include "core/changes/changetext.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/roomyheaderstyle.h"
#include "ui/widgets/textlabel.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace keydeck {

namespace {

enum Column
{
    Taken,
    Keys,
    Size,
    ColumnCount,
};
constexpr int IdRole = Qt::UserRole;
constexpr qsizetype MostLines = 500;
constexpr QSize UsualSize(620, 560);

QTreeWidget *newList(QWidget *parent)
{
    auto *list = new QTreeWidget(parent);
    list->setColumnCount(ColumnCount);
    list->setHeaderLabels({RestoreBackupDialog::tr("Taken"), RestoreBackupDialog::tr("Keys"),
        RestoreBackupDialog::tr("Size")});
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setAllColumnsShowFocus(true);
    list->header()->setStyle(new RoomyHeaderStyle(list->header()));
    list->header()->setStretchLastSection(false);
    list->header()->setSectionResizeMode(Taken, QHeaderView::Stretch);
    list->setAccessibleName(RestoreBackupDialog::tr("Backups, newest first"));
    return list;
}

QTreeWidgetItem *newItem(const BackupLine &line, qint64 nowMs, int rowHeight)
{
    const QString taken = RestoreBackupDialog::tr("%1, %2").arg(
        formatRelative(line.backup.takenMs, nowMs), formatExact(line.backup.takenMs));
    auto *item = new QTreeWidgetItem(
        {taken, formatCount(double(line.keyCount)), QLocale().formattedDataSize(line.backup.size)});
    for (const int column : {Keys, Size})
        item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    item->setData(Taken, IdRole, line.backup.id);
    item->setSizeHint(Taken, {0, rowHeight});
    if (!line.isUsable) {
        item->setText(Keys, RestoreBackupDialog::tr("not usable"));
        item->setFlags(item->flags() & ~Qt::ItemIsEnabled);
        for (int column = 0; column < ColumnCount; ++column)
            item->setToolTip(column,
                RestoreBackupDialog::tr("The gateway could not use the store as it was then."));
    }
    return item;
}

QString changeLines(const std::vector<NotedChange> &changes)
{
    QStringList lines;
    for (const NotedChange &change : changes) {
        if (lines.size() == MostLines) {
            lines += RestoreBackupDialog::tr("and %1 more")
                         .arg(formatCount(double(qsizetype(changes.size()) - MostLines)));
            break;
        }
        lines
            += RestoreBackupDialog::tr("%1: %2").arg(displayText(change.name), changeText(change));
    }
    return lines.join(u'\n');
}

} // namespace

RestoreBackupDialog::RestoreBackupDialog(const Clock &clock, QWidget *parent)
    : QDialog(parent)
    , m_clock(clock)
    , m_bar(new MessageBar(this))
    , m_list(newList(this))
    , m_summary(new TextLabel(TextLabel::Style::Heading, this))
    , m_changes(new QPlainTextEdit(this))
{
    setWindowTitle(tr("Restore a backup"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_changes->setReadOnly(true);
    m_changes->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_changes->setAccessibleName(tr("What restoring it changes"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_restore = buttons->addButton(tr("Restore"), QDialogButtonBox::ActionRole);
    m_restore->setObjectName(QStringLiteral("restore"));
    m_restore->setAutoDefault(false);
    connect(m_restore, &QPushButton::clicked, this, &RestoreBackupDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &RestoreBackupDialog::choose);

    auto *advice = new TextLabel(TextLabel::Style::Quiet,
        tr("A copy of the store is made before each edit. Restoring one keeps the usage that the "
           "gateway has booked since, and can be undone."),
        this);
    advice->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Page, theme::Page, theme::Page, theme::Group);
    column->setSpacing(theme::Related);
    column->addWidget(new TextLabel(TextLabel::Style::Title, windowTitle(), this));
    column->addWidget(advice);
    column->addWidget(m_bar);
    column->addWidget(m_list, 1);
    column->addSpacing(theme::Related);
    column->addWidget(m_summary);
    column->addWidget(m_changes, 1);
    column->addWidget(buttons);
    QPushButton *cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setDefault(true);
    resize(UsualSize);
    m_summary->setText(tr("Looking for backups…"));
    updateButton();
}

void RestoreBackupDialog::showBackups(const QList<BackupLine> &backups)
{
    m_list->clear();
    const int rowHeight = m_list->fontMetrics().height() + theme::Related;
    QTreeWidgetItem *first = nullptr;
    for (const BackupLine &line : backups) {
        QTreeWidgetItem *item = newItem(line, m_clock.nowMs(), rowHeight);
        m_list->addTopLevelItem(item);
        if (!first && line.isUsable)
            first = item;
    }
    for (const int column : {Keys, Size}) {
        m_list->resizeColumnToContents(column);
        m_list->setColumnWidth(column, m_list->columnWidth(column) + theme::Group);
    }
    if (first)
        m_list->setCurrentItem(first);
    else
        m_summary->setText(tr("There is no backup to restore yet: one is made before each edit."));
    m_list->setFocus();
}

QString RestoreBackupDialog::chosen() const
{
    const QTreeWidgetItem *item = m_list->currentItem();
    return item && !item->isDisabled() ? item->data(Taken, IdRole).toString() : QString();
}

void RestoreBackupDialog::choose()
{
    m_changesSomething = false;
    m_changes->clear();
    const QString id = chosen();
    if (!id.isEmpty()) {
        m_summary->setText(tr("Comparing…"));
        Q_EMIT previewRequested(id);
    }
    updateButton();
}

void RestoreBackupDialog::showPreview(
    const QString &backupId, const std::vector<NotedChange> &changes)
{
    if (backupId != chosen())
        return;
    m_changesSomething = !changes.empty();
    m_summary->setText(m_changesSomething
            ? tr("Restoring it changes: %1").arg(changeSummary(changes))
            : tr("Restoring it changes nothing: the store is as it was then."));
    m_changes->setPlainText(changeLines(changes));
    updateButton();
}

void RestoreBackupDialog::showPreviewFailure(const QString &backupId, const Error &error)
{
    if (backupId != chosen())
        return;
    m_summary->setText(tr("It cannot be restored."));
    m_bar->showMessage({theme::Role::Danger, error.message, {}, 0, true});
}

void RestoreBackupDialog::submit()
{
    if (m_busy || !m_changesSomething)
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

void RestoreBackupDialog::setBusy(bool busy)
{
    m_busy = busy;
    m_list->setEnabled(!busy);
    m_restore->setText(busy ? tr("Restoring…") : tr("Restore"));
    updateButton();
}

void RestoreBackupDialog::updateButton()
{
    m_restore->setEnabled(!m_busy && m_changesSomething);
    m_restore->setToolTip(m_changesSomething || m_busy
            ? tr("Put the chosen copy back")
            : tr("Choose a backup that differs from the store."));
}

} // namespace keydeck
