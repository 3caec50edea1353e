// Whether the event loop of a thread is free for the next frame.
#pragma once

#include <QElapsedTimer>
#include <QFile>
#include <QObject>
#include <QTimer>

namespace keydeck::test {

/// How long at most what a person does waits for this thread's event loop: the longest time between
/// two beats of a timer of 1 ms, without the beat itself, and without what the thread waited for a
/// processor that other threads or programs had. Waiting for a lock or a disk counts.
///
/// A beat comes once a turn of the loop, so that several events handled in one turn count as one
/// stall: a frame would wait for all of them.
class FrameWatchdog final : public QObject
{
    Q_OBJECT

public:
    FrameWatchdog();

    /// Forgets what was before.
    void restart();
    /// Up to now, the time since the last beat included.
    [[nodiscard]] double longestMs() const;

private:
    void beat();
    [[nodiscard]] double stallMs() const;
    [[nodiscard]] qint64 waitedNs() const;

    QTimer m_timer;
    QElapsedTimer m_since;
    mutable QFile m_account; ///< /proc's, of this thread
    qint64 m_waitedNs = 0; ///< up to the last beat
    double m_longestMs = 0;
};

/// What this thread has run for, in seconds: its own time on a processor.
[[nodiscard]] double threadSeconds();

} // namespace keydeck::test
