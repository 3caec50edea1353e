#include "tests/support/diskrecording.h"

#include "tests/support/tracededit.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace keydeck::test {

namespace {

using Kind = DiskEvent::Kind;

constexpr int StandardOutput = 1;
constexpr qint64 Program = 0; ///< no process has it

/// Of calls on files and descriptors, those that change neither a file nor a name.
const QSet<QByteArray> &harmlessCalls()
{
    static const QSet<QByteArray> calls{"access", "faccessat", "faccessat2", "stat", "lstat",
        "fstat", "newfstatat", "statx", "statfs", "fstatfs", "read", "pread64", "readv", "lseek",
        "getdents64", "readlink", "readlinkat", "getcwd", "chdir", "flock", "fcntl", "dup", "dup2",
        "dup3", "ioctl", "poll", "ppoll", "fadvise64", "fgetxattr", "getxattr", "lgetxattr",
        "fsetxattr", "fremovexattr", "fchown", "utimensat", "mmap", "socketpair", "sendmsg",
        "recvmsg", "execve", "pipe2", "memfd_create", "eventfd2", "close_range"};
    return calls;
}

/// "\x2f\x74" between quotes.
QByteArray decoded(const QByteArray &quoted)
{
    return QByteArray::fromHex(quoted.mid(1, quoted.lastIndexOf('"') - 1).replace("\\x", ""));
}

QByteArray folderOf(const QByteArray &path)
{
    return path.left(path.lastIndexOf('/'));
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

/// As C writes numbers: 0600 is octal.
qint64 number(const QByteArray &text)
{
    return text.toLongLong(nullptr, 0);
}

/// Of "trace.4711".
qint64 numberOf(const QString &trace)
{
    return trace.section(u'.', -1).toLongLong();
}

} // namespace

DiskRecording::DiskRecording(const FaultBench &bench, const QStringList &words)
    : m_roots{QFile::encodeName(bench.store.directory()), QFile::encodeName(bench.home())}
{
    find(bench.store.directory());
    find(bench.home());
    // One file a process or thread: calls of two do not mix in a line.
    const QDir folder(bench.home());
    const CtlOutcome outcome
        = runCtl(QStringList{u"-ff"_s, u"-o"_s, folder.filePath(u"trace"_s), u"-xx"_s, u"-s"_s,
                     u"4000000"_s, u"-e"_s, u"trace=%file,%desc,clone,clone3"_s, ctlProgram()}
                + words + QStringList{u"--store"_s, bench.store.path()},
            {}, bench.environment(), Strace);
    if (outcome.exitCode != 0)
        m_trouble = QString::fromUtf8(outcome.all());
    QHash<qint64, std::vector<Call>> calls; // by process or thread
    for (const QString &name : folder.entryList({u"trace.*"_s}, QDir::Files)) {
        const QByteArray trace = contentOf(folder.filePath(name));
        calls[trace.startsWith("execve(") ? Program : numberOf(name)] = callsIn(trace);
        QFile::remove(folder.filePath(name));
    }
    for (const Call &call : calls[Program])
        understand(call);
    for (const qint64 thread : std::as_const(m_threads)) {
        for (const Call &call : calls[thread])
            understandThread(call);
    }
}

std::vector<DiskRecording::Call> DiskRecording::callsIn(const QByteArray &trace)
{
    std::vector<Call> calls;
    for (const QByteArray &line : trace.split('\n')) {
        if (!line.isEmpty() && line[0] >= 'a' && line[0] <= 'z')
            calls.push_back(parse(line));
    }
    return calls;
}

void DiskRecording::find(const QString &folder)
{
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        struct stat status
        { };
        ::lstat(QFile::encodeName(path).constData(), &status);
        m_names[QFile::encodeName(path)] = m_files;
        m_found[QFile::encodeName(path)]
            = {m_files++, contentOf(path), qint64(status.st_mode & 07777)};
    }
}

DiskRecording::Call DiskRecording::parse(const QByteArray &line)
{
    const qsizetype begin = line.indexOf('(');
    const qsizetype end = line.lastIndexOf(") = ");
    const QByteArray result = line.mid(line.lastIndexOf(" = ") + 3);
    Call call{line.left(begin), {}, result.left(result.indexOf(' ')).toLongLong(nullptr, 0)};
    if (!result.contains(' '))
        call.result = result.toLongLong(nullptr, 0);
    // No comma stands within a string in hexadecimal digits.
    const QByteArray text
        = line.mid(begin + 1, (end < 0 ? line.lastIndexOf(')') : end) - begin - 1);
    for (const QByteArray &argument : text.split(','))
        call.arguments += argument.trimmed().startsWith('"') ? decoded(argument.trimmed())
                                                             : argument.trimmed();
    return call;
}

bool DiskRecording::isOurs(const QByteArray &path) const
{
    return std::any_of(m_roots.begin(), m_roots.end(),
        [&](const QByteArray &root) { return path.startsWith(root); });
}

void DiskRecording::understand(const Call &call)
{
    if (call.name.startsWith("clone")) {
        if (call.arguments.join(' ').contains("CLONE_THREAD"))
            m_threads += call.result;
        return;
    }
    if (call.result < 0 || harmlessCalls().contains(call.name))
        return;
    if (understandNames(call) || understandContents(call))
        return;
    const bool concernsUs = std::any_of(call.arguments.begin(), call.arguments.end(),
                                [this](const QByteArray &argument) { return isOurs(argument); })
        || m_open.contains(number(call.arguments.value(0)));
    if (concernsUs)
        m_trouble = u"%1 is not understood"_s.arg(QString::fromLatin1(call.name));
}

/// Whether it came before or after a call of another thread is not known.
void DiskRecording::understandThread(const Call &call)
{
    if (call.result >= 0 && !harmlessCalls().contains(call.name))
        m_trouble
            = u"%1 in a thread of its own is not understood"_s.arg(QString::fromLatin1(call.name));
}

QByteArray DiskRecording::pathIn(const QByteArray &folder, const QByteArray &name) const
{
    QByteArray path = name.startsWith('/') ? name : m_open.value(number(folder)).path + '/' + name;
    if (path.endsWith("/."))
        path.chop(2);
    return path;
}

bool DiskRecording::understandNames(const Call &call)
{
    const QByteArrayList &given = call.arguments;
    const bool isAt = call.name.contains("at"); // as openat: after a folder's descriptor
    const QByteArray path = isAt ? pathIn(given.value(0), given.value(1)) : given.value(0);
    if (call.name == "openat") {
        open(call);
    } else if (call.name == "mkdir" || call.name == "mkdirat") {
        if (isOurs(path))
            add({Kind::MakeFolder, path});
    } else if (call.name == "rename" || call.name == "link") {
        rename(call, given.value(0), given.value(1));
    } else if (call.name == "renameat" || call.name == "renameat2" || call.name == "linkat") {
        rename(call, path, pathIn(given.value(2), given.value(3)));
    } else if (call.name == "unlink" || call.name == "rmdir" || call.name == "unlinkat") {
        if (isOurs(path))
            add({Kind::Remove, path});
        m_names.remove(path);
    } else {
        return false;
    }
    return true;
}

void DiskRecording::open(const Call &call)
{
    const QByteArray path = pathIn(call.arguments.value(0), call.arguments.value(1));
    const QByteArray flags = call.arguments.value(2);
    if (!isOurs(path))
        return;
    Open opened{-1, path, 0, flags.contains("O_APPEND")};
    if (!flags.contains("O_DIRECTORY") && (m_names.contains(path) || flags.contains("O_CREAT"))) {
        if (!m_names.contains(path)) {
            m_names[path] = m_files;
            add({Kind::Create, path, {}, m_files++, number(call.arguments.value(3))});
        }
        opened.file = m_names[path];
        if (flags.contains("O_TRUNC"))
            add({Kind::Truncate, {}, {}, opened.file, 0});
    }
    m_open[call.result] = opened;
}

void DiskRecording::rename(const Call &call, const QByteArray &from, const QByteArray &to)
{
    if (!isOurs(from) && !isOurs(to))
        return;
    const bool isLink = call.name.startsWith("link");
    const bool isExchange = call.arguments.value(4).contains("RENAME_EXCHANGE");
    if (folderOf(from) != folderOf(to) || isExchange)
        m_trouble = u"a rename between folders, or an exchange, is not understood"_s;
    add({isLink ? Kind::Link : Kind::Rename, from, to});
    if (!m_names.contains(from))
        return; // a folder
    m_names[to] = m_names[from];
    if (!isLink)
        m_names.remove(from);
}

bool DiskRecording::understandContents(const Call &call)
{
    const qint64 descriptor = number(call.arguments.value(0));
    if (call.name == "write" && descriptor == StandardOutput && !m_open.contains(descriptor)) {
        add({Kind::Say, {}, {}, -1, 0, call.arguments.value(1)});
        return true;
    }
    const bool isOpen = m_open.contains(descriptor);
    const Open opened = m_open.value(descriptor);
    if (call.name == "close") {
        m_open.remove(descriptor);
    } else if (call.name == "write" || call.name == "pwrite64") {
        if (isOpen)
            write(call);
    } else if (call.name == "fsync" || call.name == "fdatasync") {
        if (isOpen)
            add(opened.file < 0 ? DiskEvent{Kind::SyncFolder, opened.path}
                                : DiskEvent{Kind::Sync, {}, {}, opened.file});
    } else if (call.name == "ftruncate" || call.name == "fchmod") {
        const Kind kind = call.name == "fchmod" ? Kind::ChangeMode : Kind::Truncate;
        if (isOpen)
            add({kind, {}, {}, opened.file, number(call.arguments.value(1))});
    } else {
        return false;
    }
    return true;
}

void DiskRecording::write(const Call &call)
{
    Open &opened = m_open[number(call.arguments.value(0))];
    const QByteArray bytes = call.arguments.value(1).left(call.result);
    if (call.name == "pwrite64") {
        add({Kind::Write, {}, {}, opened.file, number(call.arguments.value(3)), bytes});
        return;
    }
    // Where it appends is only known when it is replayed.
    add({Kind::Write, {}, {}, opened.file, opened.appends ? -1 : opened.offset, bytes});
    opened.offset += bytes.size();
}

} // namespace keydeck::test
