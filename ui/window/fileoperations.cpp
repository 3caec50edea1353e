#include "ui/window/fileoperations.h"

#include "core/base/format.h"
#include "core/report/csvwriter.h"
#include "core/report/keyreport.h"
#include "core/store/keycodec.h"
#include "core/store/storefile.h"
#include "ui/keys/keytext.h"
#include "ui/widgets/messagebar.h"
#include "ui/window/dialogs.h"

#include <QDir>
#include <QFileInfo>

namespace keydeck {

namespace {

constexpr int NoteMs = 6000;

} // namespace

FileOperations::FileOperations(const Surroundings &surroundings, QObject *parent)
    : QObject(parent)
    , m_in(surroundings)
{
    m_worker.setMaxThreadCount(1);
}

FileOperations::~FileOperations()
{
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

void FileOperations::exportCsv(
    const QString &storePath, const KeySet &keys, const std::vector<qsizetype> &indexes)
{
    const QString name = tr("%1-keys.csv").arg(QFileInfo(storePath).completeBaseName());
    m_in.dialogs.askWhereToSave(&m_in.window,
        {tr("Export CSV"), QDir::home().filePath(name), tr("CSV files (*.csv)"),
            QStringLiteral("csv")},
        [this, keys, indexes](const QString &path) { exportCsvTo(path, keys, indexes); });
}

void FileOperations::exportCsvTo(
    const QString &path, const KeySet &keys, const std::vector<qsizetype> &indexes)
{
    m_worker.start([this, path, keys, indexes, now = m_in.clock.nowMs()] {
        const Result<> written = writeReport(path, csvText(keyReport(keys, indexes, now)), false);
        QMetaObject::invokeMethod(
            this,
            [this, path, written, count = indexes.size()] {
                if (written)
                    m_in.messages.showMessage({theme::Role::Ok,
                        tr("Exported %1 to %2.").arg(keyCount(qsizetype(count)), displayText(path)),
                        {}, NoteMs, true});
                else
                    m_in.messages.showMessage(
                        {theme::Role::Danger, written.error().message, {}, 0, true});
            },
            Qt::QueuedConnection);
    });
}

} // namespace keydeck
