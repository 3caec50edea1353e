#include "core/store/lockidentity.h"

#include <QRandomGenerator>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace keydeck {

namespace {

constexpr qint64 NsPerSecond = 1'000'000'000;
constexpr qint64 MarkStepNs = 100; // the coarsest resolution that still leaves room for a mark

qint64 nanoseconds(const statx_timestamp &time)
{
    return time.tv_sec * NsPerSecond + time.tv_nsec;
}

} // namespace

LockIdentity LockIdentity::of(const struct ::statx &status)
{
    LockIdentity identity;
    identity.device = ::makedev(status.stx_dev_major, status.stx_dev_minor);
    identity.inode = status.stx_ino;
    identity.bornNs = status.stx_mask & STATX_BTIME ? nanoseconds(status.stx_btime) : 0;
    identity.modifiedNs = nanoseconds(status.stx_mtime);
    return identity;
}

std::optional<LockIdentity> LockIdentity::at(const Place &place)
{
    struct statx status
    { };
    if (::statx(place.folder(), place.name(), AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS | STATX_BTIME,
            &status)
        != 0)
        return std::nullopt;
    return of(status);
}

bool LockIdentity::isSameInAnotherBoot(const LockIdentity &other) const
{
    return inode == other.inode && bornNs == other.bornNs && modifiedNs == other.modifiedNs;
}

bool markDirectory(const Place &place)
{
    const auto before = LockIdentity::at(place);
    if (!before)
        return false;
    const qint64 second = before->modifiedNs / NsPerSecond;
    qint64 markNs = before->modifiedNs;
    while (markNs == before->modifiedNs) {
        const auto step
            = QRandomGenerator::global()->bounded(quint32(1), quint32(NsPerSecond / MarkStepNs));
        markNs = second * NsPerSecond + step * MarkStepNs;
    }
    const timespec times[2]
        = {{0, UTIME_OMIT}, {time_t(second), long(markNs - second * NsPerSecond)}};
    if (::utimensat(place.folder(), place.name(), times, AT_SYMLINK_NOFOLLOW) != 0)
        return false;
    const auto after = LockIdentity::at(place);
    return after && after->inode == before->inode && after->modifiedNs == markNs;
}

} // namespace keydeck
