#include "tests/support/smalldisk.h"

#include "core/store/filedescriptor.h"
#include "tests/support/ctlrunner.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <cstring>

#include <sched.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace keydeck::test {

namespace {

constexpr const char *TmpfsOptions = "size=2m,nr_inodes=64,mode=0755";
const QString Ext4Size = u"4M"_s; // half of it is its journal
const QString Ext4Inodes = u"64"_s;

bool writeTo(const char *path, const QByteArray &text)
{
    const FileDescriptor file = FileDescriptor::open(QByteArray(path), O_WRONLY);
    return file.isOpen() && writeAll(file.get(), text);
}

/// As an ordinary user, with the right to mount what needs no device.
bool enterUserNamespace()
{
    const QByteArray user = QByteArray::number(::geteuid());
    const QByteArray group = QByteArray::number(::getegid());
    return ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && writeTo("/proc/self/setgroups", "deny")
        && writeTo("/proc/self/uid_map", "0 " + user + " 1")
        && writeTo("/proc/self/gid_map", "0 " + group + " 1");
}

struct statvfs spaceOn(const QString &path)
{
    struct statvfs space
    { };
    if (::statvfs(qPrintable(path), &space) != 0)
        qFatal("cannot look at the small disk: %s", std::strerror(errno));
    return space;
}

QString failureOf(const QString &program, const QStringList &arguments)
{
    QProcessEnvironment environment = ctlEnvironment();
    environment.insert(u"PATH"_s, environment.value(u"PATH"_s) + u":/usr/sbin:/sbin"_s);
    const CtlOutcome outcome = runCtl(arguments, {}, environment, program);
    return outcome.exitCode == 0 ? QString()
                                 : u"%1 fails: %2"_s.arg(program, outcome.errorText().simplified());
}

} // namespace

QString enterPrivateMounts()
{
    const bool isEntered = ::geteuid() == 0 ? ::unshare(CLONE_NEWNS) == 0 : enterUserNamespace();
    if (isEntered && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0)
        return {};
    return u"This test fills small disks up, and this system lets it mount none: %1. Run it as "
           u"root, or allow user namespaces."_s.arg(QString::fromLocal8Bit(std::strerror(errno)));
}

SmallDisk::SmallDisk(Kind kind) : m_kind(kind)
{
    QDir(m_folder.path()).mkdir(u"disk"_s);
    kind == Kind::Tmpfs ? mountTmpfs() : mountExt4();
}

SmallDisk::~SmallDisk()
{
    if (m_obstacle.isEmpty())
        ::umount2(qPrintable(path()), MNT_DETACH);
}

QString SmallDisk::name() const
{
    return m_kind == Kind::Tmpfs ? u"tmpfs"_s : u"ext4"_s;
}

QString SmallDisk::path() const
{
    return m_folder.filePath(u"disk"_s);
}

QString SmallDisk::fillerPath() const
{
    return path() + u"/filler"_s;
}

void SmallDisk::mountTmpfs()
{
    if (::mount("tmpfs", qPrintable(path()), "tmpfs", 0, TmpfsOptions) != 0)
        m_obstacle = QString::fromLocal8Bit(std::strerror(errno));
}

void SmallDisk::mountExt4()
{
    const QString image = m_folder.filePath(u"image"_s);
    // No blocks are kept for root, who runs this.
    m_obstacle = failureOf(u"mkfs.ext4"_s,
        {u"-q"_s, u"-F"_s, u"-b"_s, u"1024"_s, u"-m"_s, u"0"_s, u"-N"_s, Ext4Inodes, image,
            Ext4Size});
    if (m_obstacle.isEmpty())
        m_obstacle = failureOf(u"mount"_s, {u"-o"_s, u"loop"_s, image, path()});
}

void SmallDisk::leaveBytes(qint64 free) const
{
    const FileDescriptor filler
        = FileDescriptor::open(QFile::encodeName(fillerPath()), O_WRONLY | O_CREAT, 0600);
    const struct statvfs space = spaceOn(path());
    const qint64 toFill = qint64(space.f_bavail * space.f_frsize) - free;
    const int reason
        = toFill > 0 && filler.isOpen() ? ::posix_fallocate(filler.get(), 0, toFill) : 0;
    if (!filler.isOpen() || reason != 0)
        qFatal("cannot fill the small disk: %s", std::strerror(filler.isOpen() ? reason : errno));
}

void SmallDisk::leaveInodes(quint64 free) const
{
    QDir(path()).mkdir(u"filler"_s);
    for (int number = 0; spaceOn(path()).f_favail > free; ++number) {
        QFile file(fillerPath() + u'/' + QString::number(number));
        if (!file.open(QFile::WriteOnly))
            qFatal("cannot fill the small disk with files");
    }
}

void SmallDisk::makeRoom() const
{
    QFile::remove(fillerPath());
    QDir(fillerPath()).removeRecursively();
}

} // namespace keydeck::test
