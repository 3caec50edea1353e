#include "core/store/fileidentity.h"

#include <sys/stat.h>

namespace keydeck {

namespace {

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

} // namespace keydeck
