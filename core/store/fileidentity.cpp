#include "core/store/fileidentity.h"

#include <ctime>

#include <sys/stat.h>

namespace keydeck {

namespace {

/// A stamp that lies further ahead is of a clock that was set back, or of another machine's.
constexpr qint64 AheadNs = 1'000'000'000;

qint64 nanoseconds(const struct ::timespec &time)
{
    return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

} // namespace

FileIdentity FileIdentity::of(const struct ::stat &status)
{
    FileIdentity identity;
    identity.device = status.st_dev;
    identity.inode = status.st_ino;
    identity.size = status.st_size;
    identity.modifiedNs = nanoseconds(status.st_mtim);
    identity.changedNs = nanoseconds(status.st_ctim);
    return identity;
}

bool FileIdentity::mayHideAChange(qint64 fileClockNs) const
{
    return exists() && changedNs >= fileClockNs && changedNs < fileClockNs + AheadNs;
}

qint64 fileClockNs()
{
    struct timespec now
    { };
    ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
    return nanoseconds(now);
}

} // namespace keydeck
