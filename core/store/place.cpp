#include "core/store/place.h"

#include "core/store/filedescriptor.h"

#include <QFile>

#include <sys/stat.h>

namespace keydeck {

std::optional<Place> Place::hold(const QString &path)
{
    // Not QFileInfo's idea of the folder: it takes ".." for a step back, which behind a link is
    // none.
    const Place whole(QFile::encodeName(path));
    const qsizetype slash = whole.m_name.lastIndexOf('/');
    FileDescriptor folder
        = FileDescriptor::open(whole.m_name.first(slash + 1) + '.', O_PATH | O_DIRECTORY);
    if (!folder.isOpen())
        return std::nullopt;
    Place place(whole.m_name.sliced(slash + 1));
    place.m_folder = std::make_shared<const FileDescriptor>(std::move(folder));
    return place;
}

Place Place::beside(const QByteArray &name) const
{
    Place place(m_name.first(m_name.lastIndexOf('/') + 1) + name);
    place.m_folder = m_folder;
    return place;
}

int Place::folder() const
{
    return m_folder ? m_folder->get() : AT_FDCWD;
}

bool Place::isOf(int descriptor) const
{
    struct stat there
    { };
    struct stat ours
    { };
    errno = 0; // callers ask why not
    return ::fstatat(folder(), name(), &there, AT_SYMLINK_NOFOLLOW) == 0
        && ::fstat(descriptor, &ours) == 0 && there.st_dev == ours.st_dev
        && there.st_ino == ours.st_ino;
}

} // namespace keydeck
