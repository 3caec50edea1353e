// Feeds and asks the history from a thread of its own.
#pragma once

#include "core/history/usagehistory.h"

#include <QFuture>
#include <QObject>
#include <QThread>

namespace keydeck {

/// Owns a thread and the UsageHistory that lives in it; a history that cannot be opened or written
/// is said once by failed() and stops nothing else.
///
/// Thread: call it from the thread it lives in; nothing blocks but the destructor, which waits for
/// what is being written.
class Recorder final : public QObject
{
    Q_OBJECT

public:
    explicit Recorder(UsageHistory::Location location, QObject *parent = nullptr);
    ~Recorder() override;

    /// Recorded in the background; recorded() follows. Only the newest of what waits is written.
    void record(const KeySet &keys, qint64 nowMs);

    [[nodiscard]] QFuture<Result<KeyHistory>> history(const QString &key, qint64 sinceMs);

Q_SIGNALS:
    void recorded();
    void failed(const QString &message);

private:
    QThread m_thread;
    class Worker;
    Worker *m_worker = nullptr;
};

} // namespace keydeck
