#include "core/store/processidentity.h"

#include <QFile>

#include <errno.h>
#include <signal.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

struct ProcStat
{
    char state = 0;
    quint64 startTicks = 0;
};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

/// Field 2 is the program's name in parentheses, which may hold spaces and parentheses itself.
ProcStat procStat(qint64 pid)
{
    constexpr qsizetype stateField = 0;
    constexpr qsizetype startField = 19; // field 22, counted from the state, which is field 3
    const QByteArray text = contentOf(u"/proc/%1/stat"_s.arg(pid));
    const QByteArrayList fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    if (fields.size() <= startField || fields[stateField].isEmpty())
        return {};
    return {fields[stateField][0], fields[startField].toULongLong()};
}

} // namespace

QString currentBootId()
{
    return QString::fromLatin1(contentOf(u"/proc/sys/kernel/random/boot_id"_s)).trimmed();
}

ProcessIdentity ProcessIdentity::current()
{
    return {::getpid(), procStat(::getpid()).startTicks, currentBootId()};
}

bool ProcessIdentity::mayBeAlive() const
{
    if (!bootId.isEmpty() && bootId != currentBootId())
        return false;
    if (::kill(pid_t(pid), 0) != 0 && errno == ESRCH)
        return false;
    const ProcStat now = procStat(pid);
    if (now.state == 'Z' || now.state == 'X')
        return false;
    return startTicks == 0 || now.startTicks == 0 || now.startTicks == startTicks;
}

} // namespace keydeck
