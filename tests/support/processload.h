// What work costs this process, and its event loop.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace keydeck::test {

/// Figures mean something: no sanitizer with an allocator and a pace of its own.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool MeasuresLoad = false;
#else
inline constexpr bool MeasuresLoad = true;
#endif

/// By how much the resident memory of this process grew at most since this was made. One at a time:
/// Linux keeps one peak a process, which this sets back.
class PeakMemory final
{
public:
    PeakMemory();
    [[nodiscard]] qint64 grownByKilobytes() const;

private:
    qint64 m_before = 0;
};

/// The longest time that this thread's event loop did not get to a timer of 5 ms, without what it
/// waited for a processor that other programs had.
class StallMeter final : public QObject
{
    Q_OBJECT

public:
    StallMeter();
    [[nodiscard]] qint64 longestMs() const;

private:
    /// Since the last pulse.
    [[nodiscard]] qint64 stallMs() const;

    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_waitedMs = 0; ///< for a processor, up to the last pulse
    qint64 m_longestMs = 0;
};

} // namespace keydeck::test
