// Notices that the store was replaced.
#pragma once

#include "core/store/fileidentity.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QString>
#include <QTimer>

namespace keydeck {

/// Watches the directory, since a watch on the file is deaf after the first atomic replace, and
/// looks itself every pollMs as a net (network file systems, writes in place, a directory that was
/// not there yet or was replaced), so that the last state is known within a second whatever
/// happened. A burst of events is answered once: one stat at most every coalesceMs.
///
/// Thread: the one it lives in, which needs an event loop.
class StoreWatcher final : public QObject
{
    Q_OBJECT

public:
    struct Settings
    {
        int coalesceMs = 25;
        int pollMs = 500;
    };

    explicit StoreWatcher(QString path, QObject *parent = nullptr);
    StoreWatcher(QString path, const Settings &settings, QObject *parent = nullptr);

Q_SIGNALS:
    /// The file is another one than at the last signal, or is gone, or is back, or may be another
    /// one without its times telling (FileIdentity::mayHideAChange()).
    void changed();

private:
    void onEvent();
    void watchDirectory();
    void check();
    /// True when there may be something new.
    bool look();

    QString m_path;
    FileIdentity m_last;
    bool m_mayHideAChange = false; ///< the look that found it
    FileIdentity m_directory; ///< the one that is watched
    QFileSystemWatcher m_watcher;
    QTimer m_coalesce;
    QTimer m_poll;
};

} // namespace keydeck
