#include "core/store/lockentry.h"

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

QJsonObject identityJson(const LockIdentity &identity)
{
    return {{u"device"_s, qint64(identity.device)}, {u"inode"_s, qint64(identity.inode)},
        {u"born_ns"_s, identity.bornNs}, {u"modified_ns"_s, identity.modifiedNs}};
}

LockIdentity identityFrom(const QJsonObject &object)
{
    LockIdentity identity;
    identity.device = quint64(object["device"_L1].toInteger());
    identity.inode = quint64(object["inode"_L1].toInteger());
    identity.bornNs = object["born_ns"_L1].toInteger();
    identity.modifiedNs = object["modified_ns"_L1].toInteger();
    return identity;
}

} // namespace

QJsonObject LockEntry::toJson() const
{
    QJsonObject object{{u"lock"_s, lockPath}, {u"private"_s, privatePath},
        {u"folder_inode"_s, qint64(folderInode)}, {u"identity"_s, identityJson(identity)},
        {u"marked"_s, marked}, {u"pid"_s, process.pid},
        {u"start_ticks"_s, qint64(process.startTicks)}, {u"boot_id"_s, process.bootId}};
    if (displaced)
        object[u"displaced"_s] = identityJson(*displaced);
    return object;
}

std::optional<LockEntry> LockEntry::fromJson(const QJsonObject &object)
{
    LockEntry entry;
    entry.lockPath = object["lock"_L1].toString();
    entry.privatePath = object["private"_L1].toString();
    entry.folderInode = quint64(object["folder_inode"_L1].toInteger());
    entry.identity = identityFrom(object["identity"_L1].toObject());
    entry.marked = object["marked"_L1].toBool();
    entry.process = {object["pid"_L1].toInteger(), quint64(object["start_ticks"_L1].toInteger()),
        object["boot_id"_L1].toString()};
    if (object.contains("displaced"_L1))
        entry.displaced = identityFrom(object["displaced"_L1].toObject());
    const bool usable = entry.lockPath.startsWith(u'/') && entry.privatePath.startsWith(u'/')
        && entry.identity.inode != 0 && entry.process.pid > 0;
    return usable ? std::optional(entry) : std::nullopt;
}

} // namespace keydeck
