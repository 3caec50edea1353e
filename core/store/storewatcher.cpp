#include "core/store/storewatcher.h"

#include "core/store/ioerror.h"
#include "core/store/storefile.h"

namespace keydeck {

StoreWatcher::StoreWatcher(QString path, QObject *parent)
    : StoreWatcher(std::move(path), Settings(), parent)
{ }

StoreWatcher::StoreWatcher(QString path, const Settings &settings, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
{
    m_coalesce.setSingleShot(true);
    m_coalesce.setInterval(settings.coalesceMs);
    m_poll.setInterval(settings.pollMs);
    connect(&m_coalesce, &QTimer::timeout, this, &StoreWatcher::check);
    connect(&m_poll, &QTimer::timeout, this, &StoreWatcher::check);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &StoreWatcher::onEvent);

    // The watch before the first look, so that no change falls between the two.
    watchDirectory();
    look();
    m_poll.start();
}

void StoreWatcher::onEvent()
{
    // A running timer is left alone: under a steady stream of events it must still fire.
    if (!m_coalesce.isActive())
        m_coalesce.start();
}

void StoreWatcher::watchDirectory()
{
    const QString folder = folderOf(m_path);
    const FileIdentity found = StoreFile(folder).identity();
    const bool watching = !m_watcher.directories().isEmpty();
    if (watching && found.inode == m_directory.inode && found.device == m_directory.device)
        return;
    // The system's watch stays with the directory that was there, not with its name.
    if (watching)
        m_watcher.removePath(folder);
    if (found.exists() && m_watcher.addPath(folder))
        m_directory = found;
}

void StoreWatcher::check()
{
    watchDirectory();
    if (look())
        Q_EMIT changed();
}

bool StoreWatcher::look()
{
    const qint64 clockNs = fileClockNs();
    const FileIdentity now = StoreFile(m_path).identity();
    const bool mayBeAnother = now != m_last || m_mayHideAChange;
    m_last = now;
    m_mayHideAChange = now.mayHideAChange(clockNs);
    return mayBeAnother;
}

} // namespace keydeck
