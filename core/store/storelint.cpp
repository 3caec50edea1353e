#include "core/store/storelint.h"

#include "core/base/format.h"
#include "core/store/filelock.h"
#include "core/store/gatewaytemp.h"
#include "core/store/ioerror.h"
#include "core/store/leftovers.h"
#include "core/store/storeaccess.h"
#include "core/store/storefile.h"
#include "core/store/storerepair.h"
#include "core/store/username.h"

#include <QFile>
#include <QFileInfo>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace keydeck {

using enum FindingSeverity;

namespace {

constexpr uint ReadByOthers = S_IROTH;
constexpr uint WrittenByOthers = S_IWOTH;

QString octal(uint mode)
{
    return u"%1"_s.arg(mode, 4, 8, QChar(u'0'));
}

/// One look at a store's file and what is around it.
class FileLint final
{
public:
    FileLint(const QString &storePath, qint64 nowMs) : m_path(storePath), m_nowMs(nowMs) { }

    [[nodiscard]] QList<StoreFinding> findings()
    {
        checkFile();
        checkTemp();
        checkLock();
        checkOurs();
        return m_findings;
    }

private:
    void checkFile();
    [[nodiscard]] bool checkNames(const struct stat &status);
    [[nodiscard]] bool checkAttributes();
    void checkOthersAccess(const StoreAccess &access);
    void checkOwners(const StoreAccess &access);
    void checkTemp();
    void checkTempFile(const GatewayTemp &temp);
    void checkLock();
    void checkOurs();

    void add(const QString &id, FindingSeverity severity, const QString &message,
        const QString &remedy, StoreFix fix = StoreFix::None)
    {
        m_findings.append({{id, severity, message}, remedy, fix});
    }

    QString m_path;
    qint64 m_nowMs;
    QList<StoreFinding> m_findings;
};

void FileLint::checkFile()
{
    struct stat status
    { };
    const auto access = storeAccess(m_path);
    if (::lstat(QFile::encodeName(m_path).constData(), &status) != 0 || !access)
        return; // whoever reads it says so
    const bool isPlain = checkNames(status) && checkAttributes();
    if (S_ISLNK(status.st_mode))
        return; // its permissions mean nothing
    checkOthersAccess(*access);
    checkOwners(*access);
    if (const auto replaceable = StoreFile(m_path).checkReplaceable(); isPlain && !replaceable)
        add(u"not-writable"_s, Info,
            u"The store cannot be edited by this user: the gateway will go on with it as it is."_s,
            replaceable.error().message);
}

/// False where it says already why the store is not edited.
bool FileLint::checkNames(const struct stat &status)
{
    if (S_ISLNK(status.st_mode)) {
        const QString target = displayText(QFileInfo(m_path).symLinkTarget());
        add(u"symlink"_s, Danger,
            u"The store is a symbolic link: the gateway will replace the link by a file of its own "
            "at its next write, and leave %1 behind."_s.arg(target),
            u"Open %1 itself, and let the gateway use that path too."_s.arg(target));
        return false;
    }
    if (S_ISREG(status.st_mode) && status.st_nlink > 1) {
        add(u"hard-links"_s, Warning,
            u"The store has %1 names: the gateway will leave the others with the old content at "
            "its next write."_s.arg(status.st_nlink),
            u"Keep one of them; until then Keydeck does not edit the store."_s);
        return false;
    }
    return true;
}

bool FileLint::checkAttributes()
{
    struct statx status
    { };
    if (::statx(AT_FDCWD, QFile::encodeName(m_path).constData(), AT_SYMLINK_NOFOLLOW,
            STATX_BASIC_STATS, &status)
        != 0)
        return true;
    const quint64 attributes = status.stx_attributes & status.stx_attributes_mask;
    if (attributes & STATX_ATTR_MOUNT_ROOT) {
        add(u"mount-point"_s, Danger,
            u"The store is a mount point of its own (a single file mounted into a container?): the "
            "gateway will fail to replace it, and book no usage."_s,
            u"Mount its folder instead."_s);
    } else if (attributes & (STATX_ATTR_IMMUTABLE | STATX_ATTR_APPEND)) {
        add(u"immutable"_s, Danger,
            u"The store is marked as immutable or append-only: the gateway will fail to replace "
            "it, and book no usage."_s,
            u"Clear that with chattr."_s);
    } else {
        return true;
    }
    return false;
}

void FileLint::checkOthersAccess(const StoreAccess &access)
{
    if (!access.isReachable)
        return;
    if (access.folderMode & WrittenByOthers) {
        add(u"folder-world-writable"_s, Danger,
            u"Everybody on this computer may write to the store's folder: the gateway will stop at "
            "any lock that they make there, and write wherever a link of theirs points."_s,
            u"Take that right away: chmod o-w %1"_s.arg(displayText(folderOf(m_path))));
    }
    if ((access.mode & (ReadByOthers | WrittenByOthers)) == 0)
        return;
    const bool isWritten = (access.mode & WrittenByOthers) != 0;
    const QString change
        = u"mode %1 becomes %2"_s.arg(octal(access.mode), octal(access.mode & ~uint(S_IRWXO)));
    add(u"world-readable"_s, isWritten ? Danger : Warning,
        u"Everybody on this computer may %1 the store: the gateway will let in whoever %2."_s.arg(
            isWritten ? u"read and change"_s : u"read"_s,
            isWritten ? u"copies a key from it or writes one into it"_s
                      : u"copies a key from it"_s),
        access.canBeNarrowed
            ? u"Others lose their access (%1). The gateway's next write makes it %2 again, unless "
              "its umask is 077 or 027."_s.arg(change, octal(0644))
            : u"If the gateway runs as the store's owner, take their access away: chmod o-rwx "
              "%1"_s.arg(displayText(m_path)),
        access.canBeNarrowed ? StoreFix::TakeFromOthers : StoreFix::None);
}

void FileLint::checkOwners(const StoreAccess &access)
{
    if (access.ownerId == access.folderOwnerId)
        return;
    const QString owner = userText(access.ownerId);
    const QString folderOwner = userText(access.folderOwnerId);
    if (!access.folderOwnerReads) {
        add(u"owner"_s, Danger,
            u"The store belongs to %1 and its folder to %2, who may not read it: the gateway will "
            "take it for an empty one if it runs as %2, and refuse every key."_s.arg(
                owner, folderOwner),
            u"Give the store to the user that the gateway runs as, with chown."_s);
    } else if (!access.ownerWritesFolder) {
        add(u"owner"_s, Warning,
            u"The store belongs to %1, who may not write to its folder: the gateway will fail "
            u"every "
            "request if it runs as %1, since it cannot make its lock."_s.arg(owner),
            u"Give both to the user that the gateway runs as, with chown; if that is %1, its next "
            "write does so."_s.arg(folderOwner));
    }
}

void FileLint::checkTemp()
{
    const GatewayTemp temp = GatewayTemp::beside(m_path);
    const QString name = displayText(temp.path);
    const QString byHand = u"Find out where it is from, and remove it: %1"_s.arg(name);
    switch (temp.kind) {
    case GatewayTemp::Kind::None:
        break;
    case GatewayTemp::Kind::File:
        checkTempFile(temp);
        break;
    case GatewayTemp::Kind::Link:
        add(u"temp-link"_s, Danger,
            u"A symbolic link stands where the gateway writes its new content: the gateway will "
            "write all keys to where it points, and put the link in the store's place."_s,
            byHand);
        break;
    case GatewayTemp::Kind::Folder:
        add(u"temp-folder"_s, Danger,
            u"A folder stands where the gateway writes its new content: the gateway will fail at "
            "every write, and book no usage."_s,
            byHand);
        break;
    case GatewayTemp::Kind::Other:
        add(u"temp-other"_s, Danger,
            u"A pipe, socket or device stands where the gateway writes its new content: the "
            "gateway will fail at every write or wait for ever with its lock held."_s,
            byHand);
        break;
    }
}

void FileLint::checkTempFile(const GatewayTemp &temp)
{
    if (!temp.isLeftOver(m_nowMs))
        return; // the gateway is just writing it
    struct stat store
    { };
    const bool hasStore = ::lstat(QFile::encodeName(m_path).constData(), &store) == 0;
    const bool isForeign = hasStore && store.st_uid != temp.ownerId && store.st_uid != 0
        && (temp.mode & WrittenByOthers) == 0;
    QString effect = u"the gateway will write over it at its next write, and until then its keys "
                     "lie open to whoever may read it."_s;
    if (isForeign)
        effect = u"the gateway will fail at every write, since it belongs to %1, and book no "
                 "usage."_s.arg(userText(temp.ownerId));
    else if (temp.nameCount > 1)
        effect = u"the gateway will write all keys into the other names that it has, too."_s;
    add(u"temp-left"_s, isForeign || temp.nameCount > 1 ? Danger : Warning,
        u"A temporary file was left where the gateway writes its new content: "_s + effect,
        u"It is moved into a folder of Keydeck's own, and kept there."_s, StoreFix::SetAside);
}

void FileLint::checkLock()
{
    const LockStatus lock = FileLock::status(m_path);
    const QString name = displayText(FileLock::lockPath(m_path));
    if (!lock.held)
        return;
    if (!lock.isDirectory)
        add(u"lock-no-folder"_s, Danger,
            u"Something that is no folder stands where the gateway makes its lock: the gateway "
            "will fail every request."_s,
            u"Find out where it is from, and remove it: %1"_s.arg(name));
    else if (!lock.isEmpty)
        add(u"lock-not-empty"_s, Danger,
            u"There is something in the gateway's lock: the gateway will not be able to release "
            "it, and fail every request."_s,
            u"Look at what is in it, and move that away: %1"_s.arg(name));
}

void FileLint::checkOurs()
{
    const auto count = oldLeftovers(m_path).size();
    if (count > 0)
        add(u"leftovers"_s, Info,
            u"%1 of a Keydeck that was killed beside the store: the gateway will not mind, but it "
            "may hold keys."_s.arg(count == 1 ? u"There is a temporary file"_s
                                              : u"There are %1 temporary files"_s.arg(count)),
            u"Removed; the next edit does so, too."_s, StoreFix::RemoveOurs);
}

} // namespace

QList<StoreFinding> lintContent(const KeySet &keys)
{
    if (keys.isEditable())
        return {};
    const auto repair = repairStore(keys);
    if (!repair)
        return {{{u"unusable"_s, Danger, keys.problem()},
            u"Keydeck cannot repair it without guessing: correct it by hand, or restore a backup."_s,
            StoreFix::None}};
    QList<StoreFinding> findings;
    for (const RepairStep &step : repair->steps)
        findings.append({step.finding, step.remedy, StoreFix::Repair});
    return findings;
}

QList<StoreFinding> lintFile(const QString &storePath, qint64 nowMs)
{
    return FileLint(storePath, nowMs).findings();
}

} // namespace keydeck
