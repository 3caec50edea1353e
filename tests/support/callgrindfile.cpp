#include "tests/support/callgrindfile.h"

#include <QByteArrayList>

namespace keydeck::test {

namespace {

/// "12 34": the line of the source and its cost.
qint64 costOf(const QByteArray &line)
{
    return line.mid(line.lastIndexOf(' ') + 1).toLongLong();
}

} // namespace

qint64 ownInstructions(const QByteArray &callgrindFile, const QString &program)
{
    const QByteArray own = "ob=" + program.toUtf8();
    qint64 count = 0;
    bool isOwn = false;
    bool isCallsCost = false; // the next line is what a call came to: it is counted where it ran
    for (const QByteArray &line : callgrindFile.split('\n')) {
        if (line.startsWith("ob=")) {
            isOwn = line == own;
        } else if (line.startsWith("calls=")) {
            isCallsCost = true;
        } else if (!line.isEmpty() && line.front() >= '0' && line.front() <= '9') {
            if (isOwn && !isCallsCost)
                count += costOf(line);
            isCallsCost = false;
        }
    }
    return count;
}

} // namespace keydeck::test
