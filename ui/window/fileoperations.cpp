#include "ui/window/fileoperations.h"

#include "core/base/format.h"
#include "core/report/csvwriter.h"
#include "core/report/keyreport.h"
#include "core/report/reportfile.h"
#include "core/store/keycodec.h"
#include "core/store/storefile.h"
#include "ui/charts/chartcard.h"
#include "ui/keys/keytext.h"
#include "ui/widgets/messagebar.h"
#include "ui/window/dialogs.h"

#include <QDir>
#include <QFileInfo>

namespace keydeck {

namespace {

constexpr int NoteMs = 6000;
constexpr int ProgressMs = 300; ///< what is there sooner needs no word

} // namespace

FileOperations::FileOperations(const Surroundings &surroundings, QObject *parent)
    : QObject(parent)
    , m_in(surroundings)
{
    m_worker.setMaxThreadCount(1);
    m_progress.setInterval(ProgressMs);
    connect(&m_progress, &QTimer::timeout, this, &FileOperations::showProgress);
}

FileOperations::~FileOperations()
{
    for (const WishPointer &wish : m_running) {
        if (wish->progress)
            wish->progress->isStopped = true;
    }
    m_worker.waitForDone();
}

void FileOperations::openStore()
{
    m_in.dialogs.askStoreToOpen(
        &m_in.window, [this](const QString &path) { Q_EMIT storeChosen(path); });
}

void FileOperations::createStore()
{
    m_in.dialogs.askWhereToSave(&m_in.window,
        {tr("New store"), QDir::home().filePath(QStringLiteral("apikeys.json")),
            tr("Key stores (*.json)"), QStringLiteral("json")},
        [this](const QString &path) { createStoreAt(path); });
}

void FileOperations::createStoreAt(const QString &path)
{
    m_worker.start([this, path] {
        const Result<> made = StoreFile(path).create(emptyStore());
        QMetaObject::invokeMethod(
            this,
            [this, path, made] {
                if (made)
                    Q_EMIT storeChosen(path);
                else
                    m_in.messages.showMessage(
                        {theme::Role::Danger, made.error().message, {}, 0, true});
            },
            Qt::QueuedConnection);
    });
}

void FileOperations::exportCsv(const KeySet &keys, const std::vector<qsizetype> &indexes)
{
    const QString name = tr("%1-keys.csv").arg(QFileInfo(m_storePath).completeBaseName());
    const auto content = [keys, indexes, now = m_in.clock.nowMs()] {
        return csvText(keyReport(keys, indexes, now));
    };
    m_in.dialogs.askWhereToSave(&m_in.window,
        {tr("Export CSV"), QDir::home().filePath(name), tr("CSV files (*.csv)"),
            QStringLiteral("csv")},
        [this, content, count = keyCount(qsizetype(indexes.size()))](const QString &path) {
            write({path, content, tr("list of keys"),
                tr("Exported %1 to %2.").arg(count, displayText(path))});
        });
}

void FileOperations::serveCharts(const QWidget &widget)
{
    for (const ChartCard *card : widget.findChildren<ChartCard *>()) {
        connect(card, &ChartCard::saveRequested, this, &FileOperations::save, Qt::UniqueConnection);
        connect(card, &ChartCard::pictureCopied, this, &FileOperations::noteCopied,
            Qt::UniqueConnection);
    }
}

void FileOperations::save(const OfferedFile &file)
{
    m_in.dialogs.askWhereToSave(&m_in.window,
        {file.title, QDir::home().filePath(file.name), file.filter, file.suffix},
        [this, file](const QString &path) {
            QString done = tr("Saved the %1 to %2.").arg(file.what, displayText(path));
            if (file.isPrivate)
                done += u' ' + tr("Only you can read the file; delete it once it is handed over.");
            write({path, file.content, file.what, done, file.isPrivate, file.progress});
        });
}

void FileOperations::noteCopied(const QString &title)
{
    m_in.messages.showMessage(
        {theme::Role::Ok, tr("Copied the picture of “%1”.").arg(title), {}, NoteMs, true});
}

void FileOperations::write(Wish wish)
{
    const auto running = std::make_shared<const Wish>(std::move(wish));
    m_running.append(running);
    m_progress.start();
    m_worker.start([this, running, storePath = m_storePath] {
        const Result<> written
            = checkReportTarget(running->path, storePath)
                  .and_then([&] { return running->content(); })
                  .and_then([&](const QByteArray &content) {
                      return writeReport(running->path, content, running->isPrivate, running->what);
                  });
        QMetaObject::invokeMethod(
            this, [this, running, written] { noteWritten(running, written); },
            Qt::QueuedConnection);
    });
}

/// Of the one that is being written, unless another message has come up since.
void FileOperations::showProgress()
{
    const WishPointer wish = m_running.constFirst();
    if (!wish->progress || wish->progress->isStopped)
        return;
    const QString text
        = tr("Writing the %1: %2 %").arg(wish->what).arg(int(wish->progress->percent));
    if (m_said.isEmpty()) {
        const auto stop = [progress = wish->progress] { progress->isStopped = true; };
        m_in.messages.showMessage({theme::Role::Info, text, {{tr("Cancel"), stop}}, 0, false});
    } else if (m_in.messages.text() == m_said) {
        m_in.messages.setText(text);
    } else {
        return;
    }
    m_said = text;
}

void FileOperations::noteWritten(const WishPointer &wish, const Result<> &written)
{
    m_running.removeOne(wish);
    m_said.clear();
    if (m_running.isEmpty())
        m_progress.stop();
    if (written)
        m_in.messages.showMessage({theme::Role::Ok, wish->done, {}, NoteMs, true});
    else if (wish->progress && wish->progress->isStopped)
        m_in.messages.showMessage({theme::Role::Info,
            tr("Stopped: no %1 was written.").arg(wish->what), {}, NoteMs, true});
    else
        m_in.messages.showMessage({theme::Role::Danger, written.error().message, {}, 0, true});
}

} // namespace keydeck
