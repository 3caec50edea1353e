// Feeds and asks the history from a thread of its own.
#pragma once

#include "core/history/usagehistory.h"

#include <QFuture>
#include <QObject>
#include <QThread>

#include <functional>

namespace keydeck {

/// Owns a thread and the UsageHistory that lives in it; a history that cannot be opened or written
/// is said once by failed() and stops nothing else. Once it can be again, recovered() says so.
///
/// Thread: call it from the thread it lives in; nothing blocks but the destructor, which waits for
/// what is being written.
class Recorder final : public QObject
{
    Q_OBJECT

public:
    /// The clock outlives it.
    explicit Recorder(UsageHistory::Location location, const Clock &clock = SystemClock::instance(),
        QObject *parent = nullptr);
    ~Recorder() override;

    /// Recorded in the background; recorded() follows. Only the newest of what waits is written.
    void record(const KeySet &keys, qint64 nowMs);
    /// The same for an answer of /stats.
    void recordStats(const QString &key, const StatsSample &sample, qint64 nowMs);
    /// The store was looked at and is as it was recorded last: the owner's call, every minute or
    /// so while it watches the store.
    void stillWatching(qint64 nowMs);

    /// See UsageHistory. Answered after what was recorded before the call.
    [[nodiscard]] QFuture<Result<KeyHistory>> history(const QString &key, qint64 sinceMs);
    [[nodiscard]] QFuture<Result<QHash<QString, KeyHistory>>> histories(
        const QStringList &keys, qint64 sinceMs);
    [[nodiscard]] QFuture<Result<StoreUsage>> usage(
        const QStringList &keys, const TimeSpan &span, int top);
    [[nodiscard]] QFuture<Result<UsageByKey>> hours(const QStringList &keys, const TimeSpan &span);
    /// Runs work in the thread of the history, for questions that belong together. Fails where the
    /// history cannot be opened.
    [[nodiscard]] QFuture<Result<>> read(std::function<void(const UsageHistory &history)> work);

Q_SIGNALS:
    void recorded();
    void failed(const QString &message);
    /// What failed() said with that sentence is over.
    void recovered(const QString &message);

private:
    template <typename Value, typename Ask>
    [[nodiscard]] QFuture<Result<Value>> ask(Ask ask);

    QThread m_thread;
    class Worker;
    Worker *m_worker = nullptr;
};

} // namespace keydeck
