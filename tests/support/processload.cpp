#include "tests/support/processload.h"

#include <QFile>

#include <algorithm>

#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace Qt::StringLiterals;

namespace keydeck::test {

namespace {

constexpr int PulseMs = 5;

/// A line of /proc/self/status.
qint64 kilobytesOf(const QByteArray &name)
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(status.fileName()));
    const QByteArray text = status.readAll();
    const qsizetype at = text.indexOf('\n' + name + ':');
    const qsizetype figure = at + name.size() + 2;
    return text.mid(figure, text.indexOf('k', figure) - figure).trimmed().toLongLong();
}

/// How long this thread was ready to run and did not, since it began: the second figure of
/// /proc/thread-self/schedstat, which is in nanoseconds. 0 where the kernel keeps no account.
qint64 waitedForProcessorMs()
{
    QFile account(u"/proc/thread-self/schedstat"_s);
    if (!account.open(QIODevice::ReadOnly))
        return 0;
    return account.readAll().split(' ').value(1).toLongLong() / 1'000'000;
}

} // namespace

PeakMemory::PeakMemory()
{
#ifdef __GLIBC__
    ::malloc_trim(0); // or what was freed before would hide what is taken now
#endif
    QFile peak(u"/proc/self/clear_refs"_s);
    if (!peak.open(QIODevice::WriteOnly) || peak.write("5") != 1 || !peak.flush())
        qFatal("cannot set the peak back");
    m_before = kilobytesOf("VmRSS"_ba);
}

qint64 PeakMemory::grownByKilobytes() const
{
    return kilobytesOf("VmHWM"_ba) - m_before;
}

StallMeter::StallMeter()
{
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_longestMs = std::max(m_longestMs, stallMs());
        m_since.start();
        m_waitedMs = waitedForProcessorMs();
    });
    m_since.start();
    m_waitedMs = waitedForProcessorMs();
    m_timer.start(PulseMs);
}

qint64 StallMeter::stallMs() const
{
    return m_since.elapsed() - (waitedForProcessorMs() - m_waitedMs);
}

qint64 StallMeter::longestMs() const
{
    return std::max(m_longestMs, stallMs());
}

} // namespace keydeck::test
