#include "tests/support/storereaders.h"

#include "core/store/filedescriptor.h"
#include "core/store/jsonscanner.h"
#include "tests/support/childprocess.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <csignal>
#include <new>

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace keydeck::test {

namespace {

constexpr int Politeness = 10; // what is measured runs beside it on the same processors
constexpr qint64 LargestBytes = 64 * 1024 * 1024;
constexpr qint64 ExpectedBytes = 16 * 1024;
constexpr int EndMs = 30'000;

bool isReadable(const QByteArray &path)
{
    const FileDescriptor file = FileDescriptor::open(path, O_RDONLY);
    QByteArray bytes;
    return file.isOpen() && readAll(file.get(), LargestBytes, ExpectedBytes, bytes)
        && JsonScanner(bytes).validateDocument();
}

} // namespace

StoreReaders::StoreReaders(const QString &storePath, int scanners)
{
    void *shared = ::mmap(
        nullptr, sizeof(Counts), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        qFatal("no shared memory");
    m_counts = new (shared) Counts{};
    for (int scanner = 0; scanner < scanners; ++scanner) {
        const pid_t pid = forkChild();
        if (pid == 0)
            readUntilOver(QFile::encodeName(storePath));
        m_scanners.push_back(pid);
    }
    startNode(storePath);
}

StoreReaders::~StoreReaders()
{
    stop();
    ::munmap(m_counts, sizeof(Counts));
}

void StoreReaders::startNode(const QString &storePath)
{
    m_node.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_node.start(u"node"_s, {QStringLiteral(KEYDECK_TEST_SUPPORT "/storereader.mjs"), storePath});
    if (!m_node.waitForReadyRead(EndMs) || m_node.readLine().trimmed() != "reading")
        QTest::qFail("the reader on Node.js did not start", __FILE__, __LINE__);
}

void StoreReaders::readUntilOver(const QByteArray &path)
{
    if (::nice(Politeness) < 0)
        ::_exit(1);
    while (!m_counts->isOver) {
        if (!isReadable(path))
            ++m_counts->unparsable;
        ++m_counts->reads;
    }
    ::_exit(0);
}

void StoreReaders::stop()
{
    if (m_counts->isOver.exchange(true))
        return;
    bool endedWell = true;
    for (const pid_t pid : m_scanners) {
        int status = 0;
        endedWell = ::waitpid(pid, &status, 0) == pid && status == 0 && endedWell;
    }
    m_node.terminate();
    endedWell = m_node.waitForFinished(EndMs) && m_node.exitCode() == 0 && endedWell;
    const QJsonObject counts = QJsonDocument::fromJson(m_node.readAllStandardOutput()).object();
    m_nodeReads = counts["reads"_L1].toInteger();
    m_nodeUnparsable = counts["unparsable"_L1].toInteger();
    if (!endedWell || m_nodeReads == 0)
        QTest::qFail("a reader did not end well", __FILE__, __LINE__);
}

} // namespace keydeck::test
