// Readers of a store that take no lock, as the gateway's neighbours do.
#pragma once

#include <QByteArray>
#include <QProcess>

#include <atomic>
#include <vector>

#include <sys/types.h>

namespace keydeck::test {

/// Processes that read the whole store over and over and validate it as JSON, as fast as they can:
/// some with the strict scanner, and one with JSON.parse of Node.js, at an easier pace. What cannot
/// be read, is empty or is no JSON counts as unparsable: the gateway would take it for a store
/// without keys.
class StoreReaders final
{
public:
    explicit StoreReaders(const QString &storePath, int scanners = 1);
    ~StoreReaders();
    Q_DISABLE_COPY_MOVE(StoreReaders)

    /// Of the scanners alone while Node's is still reading.
    [[nodiscard]] qint64 reads() const { return m_counts->reads + m_nodeReads; }
    [[nodiscard]] qint64 unparsable() const { return m_counts->unparsable + m_nodeUnparsable; }
    /// Ends them all. A failure of the running test when one did not end well.
    void stop();

private:
    struct Counts
    {
        std::atomic<qint64> reads;
        std::atomic<qint64> unparsable;
        std::atomic<bool> isOver;
    };
    void startNode(const QString &storePath);
    [[noreturn]] void readUntilOver(const QByteArray &path);

    Counts *m_counts; ///< shared with the scanners' processes
    std::vector<pid_t> m_scanners;
    QProcess m_node;
    qint64 m_nodeReads = 0;
    qint64 m_nodeUnparsable = 0;
};

} // namespace keydeck::test
