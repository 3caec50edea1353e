#include "core/history/recorder.h"

#include "core/base/background.h"

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
    Worker(UsageHistory::Location location, const Clock &clock)
        : m_location(std::move(location))
        , m_clock(clock)
    { }

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
        if (const std::optional<Snapshot> snapshot = take()) {
            write([&](UsageHistory &history) {
                return history.record(snapshot->keys, snapshot->readMs);
            });
        }
    }

    template <typename Write>
    void write(Write write)
    {
        const Result<> done = open().and_then([&] { return write(*m_history); });
        if (m_history)
            say(m_history->notice());
        if (!done) {
            sayFailure(done.error().message);
            return;
        }
        const QStringList over(m_failures.begin(), m_failures.end());
        m_failures.clear();
        for (const QString &message : over) {
            m_said.remove(message); // it may come again
            Q_EMIT recovered(message);
        }
        Q_EMIT recorded();
    }

    template <typename Value, typename Ask>
    [[nodiscard]] Result<Value> answer(Ask ask)
    {
        return open().and_then([&]() -> Result<Value> { return ask(*m_history); });
    }

    /// A history that could not be opened is tried again whenever it is needed.
    Result<> open()
    {
        if (m_history)
            return {};
        auto opened = UsageHistory::open(m_location, m_clock);
        if (!opened) {
            sayFailure(opened.error().message);
            return tl::make_unexpected(opened.error());
        }
        m_history = std::move(*opened);
        say(m_history->notice());
        return {};
    }

Q_SIGNALS:
    void recorded();
    void failed(const QString &message);
    void recovered(const QString &message);

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

    /// What opening did stays true, whatever comes after it.
    void sayFailure(const QString &message)
    {
        if (!m_history || message != m_history->notice())
            m_failures.insert(message);
        say(message);
    }

    const UsageHistory::Location m_location;
    const Clock &m_clock;
    std::unique_ptr<UsageHistory> m_history;
    QSet<QString> m_said;
    QSet<QString> m_failures; ///< since the last write
    QMutex m_mutex; ///< guards m_waiting
    std::optional<Snapshot> m_waiting;
};

Recorder::Recorder(UsageHistory::Location location, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_worker(new Worker(std::move(location), clock))
{
    m_thread.setObjectName(QStringLiteral("usage history"));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &Worker::recorded, this, &Recorder::recorded);
    connect(m_worker, &Worker::failed, this, &Recorder::failed);
    connect(m_worker, &Worker::recovered, this, &Recorder::recovered);
    connect(&m_thread, &QThread::started, m_worker, &stayInBackground);
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

void Recorder::recordStats(const QString &key, const StatsSample &sample, qint64 nowMs)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, key, sample, nowMs] {
        worker->write(
            [&](UsageHistory &history) { return history.recordStats(key, sample, nowMs); });
    });
}

void Recorder::stillWatching(qint64 nowMs)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, nowMs] {
        worker->write([&](UsageHistory &history) { return history.stillWatching(nowMs); });
    });
}

template <typename Value, typename Ask>
QFuture<Result<Value>> Recorder::ask(Ask ask)
{
    const auto promise = std::make_shared<QPromise<Result<Value>>>();
    promise->start();
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, promise, ask] {
        promise->addResult(worker->template answer<Value>(ask));
        promise->finish();
    });
    return promise->future();
}

QFuture<Result<KeyHistory>> Recorder::history(const QString &key, qint64 sinceMs)
{
    return ask<KeyHistory>(
        [=](const UsageHistory &history) { return history.history(key, sinceMs); });
}

QFuture<Result<QHash<QString, KeyHistory>>> Recorder::histories(
    const QStringList &keys, qint64 sinceMs)
{
    return ask<QHash<QString, KeyHistory>>(
        [=](const UsageHistory &history) { return history.histories(keys, sinceMs); });
}

QFuture<Result<StoreUsage>> Recorder::usage(const QStringList &keys, const TimeSpan &span, int top)
{
    return ask<StoreUsage>(
        [=](const UsageHistory &history) { return history.usage(keys, span, top); });
}

QFuture<Result<UsageByKey>> Recorder::hours(const QStringList &keys, const TimeSpan &span)
{
    return ask<UsageByKey>([=](const UsageHistory &history) { return history.hours(keys, span); });
}

QFuture<Result<>> Recorder::read(std::function<void(const UsageHistory &history)> work)
{
    return ask<void>([work = std::move(work)](const UsageHistory &history) -> Result<> {
        work(history);
        return {};
    });
}

} // namespace keydeck

#include "recorder.moc"
