#include "core/gateway/listeneruser.h"

#include "core/base/format.h"
#include "core/gateway/gatewaysettings.h"
#include "core/store/username.h"

#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <vector>

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

// The columns of /proc/net/tcp, as proc(5) describes them.
constexpr qsizetype LocalColumn = 1, StateColumn = 3, UserColumn = 7;
constexpr QByteArrayView Listening("0A");
constexpr int HexBase = 16;

void addListeners(const QString &table, int port, QSet<uint> *users)
{
    QFile file(table);
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QByteArrayList lines = file.readAll().split('\n');
    for (const QByteArray &line : lines.mid(1)) {
        const QByteArrayList columns = line.simplified().split(' ');
        if (columns.size() <= UserColumn || columns[StateColumn] != Listening)
            continue;
        const QByteArray &local = columns[LocalColumn];
        if (local.mid(local.lastIndexOf(':') + 1).toInt(nullptr, HexBase) == port)
            users->insert(columns[UserColumn].toUInt());
    }
}

std::vector<gid_t> groupsOf(uint userId)
{
    constexpr size_t Buffer = 16 * 1024;
    std::vector<char> buffer(Buffer);
    struct passwd entry
    { };
    struct passwd *found = nullptr;
    if (::getpwuid_r(userId, &entry, buffer.data(), buffer.size(), &found) != 0 || !found)
        return {};
    int count = 64;
    std::vector<gid_t> groups(static_cast<size_t>(count));
    while (::getgrouplist(entry.pw_name, entry.pw_gid, groups.data(), &count) < 0)
        groups.resize(size_t(count));
    groups.resize(size_t(count));
    return groups;
}

/// right: as of others (S_IROTH, S_IXOTH).
bool mayDo(uint userId, const std::vector<gid_t> &groups, const QString &path, mode_t right)
{
    struct stat status
    { };
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return true;
    if (status.st_uid == userId)
        return (status.st_mode & (right << 6)) != 0;
    if (std::find(groups.begin(), groups.end(), status.st_gid) != groups.end())
        return (status.st_mode & (right << 3)) != 0;
    return (status.st_mode & right) != 0;
}

} // namespace

std::optional<uint> listenerUser(const QUrl &url)
{
    const int port = url.port(url.scheme() == "https"_L1 ? 443 : 80);
    if (!isLoopback(url))
        return std::nullopt;
    QSet<uint> users;
    addListeners(u"/proc/net/tcp"_s, port, &users);
    addListeners(u"/proc/net/tcp6"_s, port, &users);
    return users.size() == 1 ? std::optional(*users.cbegin()) : std::nullopt;
}

bool userMayRead(uint userId, const QString &path)
{
    if (userId == 0)
        return true;
    const std::vector<gid_t> groups = groupsOf(userId);
    QString folder = QFileInfo(path).absolutePath();
    while (mayDo(userId, groups, folder, S_IXOTH)) {
        const QString above = QFileInfo(folder).absolutePath();
        if (above == folder)
            return mayDo(userId, groups, path, S_IROTH);
        folder = above;
    }
    return false;
}

QString unreadableNote(const QUrl &gateway, const QString &storePath)
{
    const std::optional<uint> user = listenerUser(gateway);
    if (!user || userMayRead(*user, storePath))
        return {};
    return u"The gateway runs as %1, who may not read %2: it takes the store for an empty one and "
           "refuses every key that it does not remember. Let that user read the file and pass "
           "through its folders."_s.arg(userText(*user), displayText(storePath));
}

} // namespace keydeck
