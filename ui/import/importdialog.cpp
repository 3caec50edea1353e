#include "ui/import/importdialog.h"

#include "core/base/clock.h"
#include "ui/import/importcolumns.h"
#include "ui/import/importfileline.h"
#include "ui/import/importrows.h"
#include "ui/widgets/busyline.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/textlabel.h"

#include <QDialogButtonBox>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace keydeck {

namespace {

constexpr QSize UsualSize(960, 660);
enum StackPage
{
    NothingYet,
    Content,
};

/// The one local file that is dragged; empty: it is something else.
QString draggedFile(const QMimeData &data)
{
    const QList<QUrl> urls = data.urls();
    return urls.size() == 1 ? urls.constFirst().toLocalFile() : QString();
}

BusyLine::Pace paceOf(const ImportState &state)
{
    if (state.isStopping)
        return BusyLine::Pace::Stopping;
    if (state.isWriting)
        return BusyLine::Pace::Unknown;
    return state.isReading ? BusyLine::Pace::Known : BusyLine::Pace::Idle;
}

} // namespace

ImportDialog::ImportDialog(const KeySet &store, const Clock &clock, QWidget *parent)
    : QDialog(parent)
    , m_clock(clock)
    , m_store(store)
    , m_file(new ImportFileLine(this))
    , m_shape(new TextLabel(TextLabel::Style::Quiet, this))
    , m_bar(new MessageBar(this))
    , m_stack(new QStackedLayout)
    , m_columns(new ImportColumns(clock, this))
    , m_rows(new ImportRows(this))
    , m_busy(new BusyLine(this))
{
    setWindowTitle(tr("Import keys"));
    setAttribute(Qt::WA_DeleteOnClose);
    setAcceptDrops(true);
    layOut();
    connectReader();
    connect(m_file, &ImportFileLine::typed, this, &ImportDialog::readTyped);
    connect(m_file, &ImportFileLine::edited, this, &ImportDialog::refresh);
    connect(m_file, &ImportFileLine::lookWanted, this, &ImportDialog::fileWanted);
    connect(m_file, &ImportFileLine::separatorChosen, this, &ImportDialog::read);
    connect(m_columns, &ImportColumns::changed, this, &ImportDialog::planAgain);
    connect(m_rows, &ImportRows::leaveOutChanged, this, &ImportDialog::refresh);
    connect(m_busy, &BusyLine::stopWanted, this, &ImportDialog::stop);
    resize(UsualSize.boundedTo(parent ? parent->window()->size() : UsualSize));
    m_file->takeFocus();
    refresh();
}

ImportDialog::~ImportDialog()
{
    m_file->disconnect(this); // it loses the focus now, which is no wish to read
    if (m_writing)
        *m_writing = true; // nobody is there any more to hear of it
}

QWidget *ImportDialog::newContent()
{
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Related);
    column->addWidget(m_columns);
    column->addWidget(m_rows, 1);
    return content;
}

void ImportDialog::layOut()
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_import = buttons->addButton(tr("Import"), QDialogButtonBox::AcceptRole);
    m_import->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false); // Return imports, or nothing
    connect(buttons, &QDialogButtonBox::accepted, this, &ImportDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &ImportDialog::reject);

    m_stack->addWidget(new EmptyState(tr("No file yet"),
        tr("A CSV file with a header row, or a JSON list: a row for each key, all of them imported "
           "in one write, or none."),
        this));
    m_stack->addWidget(newContent());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Page, theme::Group, theme::Page, theme::Group);
    column->setSpacing(theme::Related);
    column->addWidget(new TextLabel(TextLabel::Style::Title, windowTitle(), this));
    column->addWidget(m_file);
    column->addWidget(m_shape);
    column->addWidget(m_bar);
    column->addLayout(m_stack, 1);
    column->addWidget(m_busy);
    column->addWidget(buttons);
}

void ImportDialog::connectReader()
{
    connect(&m_reader, &ImportReader::tableRead, this, &ImportDialog::takeTable);
    connect(&m_reader, &ImportReader::planned, this, &ImportDialog::takePlan);
    connect(&m_reader, &ImportReader::progressed, m_busy, &BusyLine::setPercent);
    connect(&m_reader, &ImportReader::failed, this, [this](const Error &error) {
        forgetFile();
        showError(error);
    });
}

void ImportDialog::readFile(const QString &path)
{
    m_file->setPath(path);
    m_file->showTable(nullptr);
    m_path = path;
    read();
}

void ImportDialog::readTyped()
{
    const QString path = m_file->path();
    if (path != m_path && !path.isEmpty() && !m_writing)
        readFile(path);
}

/// With the separator that is chosen, or whichever is guessed.
void ImportDialog::read()
{
    m_bar->dismiss();
    m_table.reset();
    m_plan.reset();
    m_rows->forget();
    m_rows->setPlan(nullptr);
    m_reader.read(m_path, {std::nullopt, m_file->separator()});
    refresh();
}

void ImportDialog::takeTable(const ImportReader::Table &table)
{
    m_table = table;
    m_file->showTable(table.get());
    m_columns->setTable(table); // which plans
}

void ImportDialog::planAgain()
{
    m_plan.reset();
    if (m_table && m_columns->problem().isEmpty())
        m_reader.plan(
            m_table, {m_columns->mapping(), m_columns->defaults(), m_clock.nowMs()}, m_store);
    refresh();
}

void ImportDialog::takePlan(const ImportReader::Plan &plan)
{
    m_plan = plan;
    m_rows->setPlan(plan, m_clock.nowMs());
    refresh();
}

void ImportDialog::setStore(const KeySet &store)
{
    m_store = store;
    if (!m_writing)
        planAgain();
}

void ImportDialog::setLocked(const QString &reason)
{
    m_lock = reason;
    refresh();
}

void ImportDialog::forgetFile()
{
    m_reader.stop();
    m_path.clear();
    m_table.reset();
    m_plan.reset();
    m_rows->setPlan(nullptr);
    m_file->showTable(nullptr);
    refresh();
}

void ImportDialog::stop()
{
    if (m_writing) {
        *m_writing = true;
        refresh();
    } else if (m_reader.isBusy()) {
        forgetFile();
        m_bar->showMessage({theme::Role::Neutral,
            tr("Stopped: press Return in the file's line to read it after all."), {}, 0, true});
        m_file->takeFocus();
    }
}

void ImportDialog::submit()
{
    if (!state().block().isEmpty())
        return;
    m_bar->dismiss();
    m_writing = std::make_shared<std::atomic<bool>>(false);
    refresh();
    m_busy->focusStop();
    Q_EMIT importWanted(
        {m_plan, QFileInfo(m_path).fileName(), [stopped = m_writing] { return stopped->load(); }});
}

void ImportDialog::showDone()
{
    m_writing.reset();
    accept();
}

void ImportDialog::showFailure(const Error &error)
{
    const bool wasStopped = m_writing && *m_writing;
    m_writing.reset();
    if (wasStopped)
        m_bar->showMessage({theme::Role::Neutral, error.message, {}, 0, true});
    else
        showError(error);
    planAgain();
    m_file->takeFocus();
}

void ImportDialog::showError(const Error &error)
{
    m_bar->showMessage({theme::Role::Danger, error.message, {}, 0, true});
}

void ImportDialog::reject()
{
    if (m_writing)
        stop();
    else
        QDialog::reject();
}

void ImportDialog::dragEnterEvent(QDragEnterEvent *event)
{
    if (!m_writing && !draggedFile(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void ImportDialog::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    readFile(draggedFile(*event->mimeData()));
}

bool ImportDialog::isSettled() const
{
    return !m_reader.isBusy() && !m_writing;
}

ImportState ImportDialog::state() const
{
    ImportState state;
    state.lock = m_lock;
    state.problem = m_columns->problem();
    state.table = m_table.get();
    state.plan = m_plan.get();
    state.hasNames
        = m_table && m_columns->mapping().columnOf(ImportField::Name) != ImportMapping::NoColumn;
    state.leavesOutBad = m_rows->leavesOutBad();
    state.isTyped = m_file->path() != m_path;
    state.isReading = m_reader.isBusy();
    state.isWriting = m_writing != nullptr;
    state.isStopping = m_writing && *m_writing;
    return state;
}

void ImportDialog::refresh()
{
    const ImportState now = state();
    const QString blocked = now.block();
    m_import->setText(now.verb());
    m_import->setEnabled(blocked.isEmpty());
    m_import->setToolTip(blocked);
    m_busy->setText(now.summary());
    m_busy->setPace(paceOf(now));
    m_shape->setText(now.shape());
    m_stack->setCurrentIndex(m_table ? Content : NothingYet);
    for (QWidget *each : std::initializer_list<QWidget *>{m_file, m_columns, m_rows})
        each->setEnabled(!m_writing);
}

} // namespace keydeck
