#include "core/history/recorder.h"

#include <QMutex>
#include <QPromise>
#include <QSet>

#include <optional>

namespace keydeck {

/// Lives in the recorder's thread, except for take() and put().
class Recorder::Worker final : public QObject
{
    Q_OBJECT

public:
    explicit Worker(UsageHistory::Location location) : m_location(std::move(location)) { }

    struct Snapshot
    {
        KeySet keys;
        qint64 readMs;
    };

    /// From any thread. True: record() has to be called for it, since nothing was waiting.
    [[nodiscard]] bool put(Snapshot snapshot)
    {
        const QMutexLocker lock(&m_mutex);
        const bool first = !m_waiting;
        m_waiting = std::move(snapshot);
        return first;
    }

    void record()
    {
        const std::optional<Snapshot> snapshot = take();
        if (!snapshot)
            return;
        const Result<> done
            = open().and_then([&] { return m_history->record(snapshot->keys, snapshot->readMs); });
        if (!done)
            say(done.error().message);
        else
            Q_EMIT recorded();
    }

    [[nodiscard]] Result<KeyHistory> history(const QString &key, qint64 sinceMs)
    {
        return open().and_then([&] { return m_history->history(key, sinceMs); });
    }

    /// A history that could not be opened is tried again whenever it is needed.
    Result<> open()
    {
        if (m_history)
            return {};
        auto opened = UsageHistory::open(m_location);
        if (!opened) {
            say(opened.error().message);
            return tl::make_unexpected(opened.error());
        }
        m_history = std::move(*opened);
        say(m_history->notice());
        return {};
    }

Q_SIGNALS:
    void recorded();
    void failed(const QString &message);

private:
    [[nodiscard]] std::optional<Snapshot> take()
    {
        const QMutexLocker lock(&m_mutex);
        return std::exchange(m_waiting, std::nullopt);
    }

    void say(const QString &message)
    {
        if (message.isEmpty() || m_said.contains(message))
            return;
        m_said.insert(message);
        Q_EMIT failed(message);
    }

    const UsageHistory::Location m_location;
    std::unique_ptr<UsageHistory> m_history;
    QSet<QString> m_said;
    QMutex m_mutex; ///< guards m_waiting
    std::optional<Snapshot> m_waiting;
};

Recorder::Recorder(UsageHistory::Location location, QObject *parent)
    : QObject(parent)
    , m_worker(new Worker(std::move(location)))
{
    m_thread.setObjectName(QStringLiteral("usage history"));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &Worker::recorded, this, &Recorder::recorded);
    connect(m_worker, &Worker::failed, this, &Recorder::failed);
    m_thread.start();
    QMetaObject::invokeMethod(m_worker, [worker = m_worker] { std::ignore = worker->open(); });
}

// The request to quit queues behind what waits, so that the last snapshot is still written.
Recorder::~Recorder()
{
    QMetaObject::invokeMethod(m_worker, [this] { m_thread.quit(); });
    m_thread.wait();
}

void Recorder::record(const KeySet &keys, qint64 nowMs)
{
    if (m_worker->put({keys, nowMs}))
        QMetaObject::invokeMethod(m_worker, &Worker::record);
}

QFuture<Result<KeyHistory>> Recorder::history(const QString &key, qint64 sinceMs)
{
    const auto promise = std::make_shared<QPromise<Result<KeyHistory>>>();
    promise->start();
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, promise, key, sinceMs] {
        promise->addResult(worker->history(key, sinceMs));
        promise->finish();
    });
    return promise->future();
}

} // namespace keydeck

#include "recorder.moc"
