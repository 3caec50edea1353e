#include "core/base/format.h"
#include "core/store/lockdoctor.h"

using namespace Qt::StringLiterals;

namespace keydeck {

QString LockReport::obstacle() const
{
    const QString name = displayText(path);
    if (!lock.held)
        return u"%1 is not there: the lock is free."_s.arg(name);
    if (!lock.isDirectory) {
        return u"%1 is not a folder, so nobody took it as a lock: look at what it is, and move it "
               u"away."_s.arg(name);
    }
    if (!lock.isEmpty) {
        return u"%1 holds %2, and a lock is an empty folder: look at what that is, and move it "
               u"away."_s.arg(name, contents.isEmpty() ? u"something"_s : contents.join(u", "_s));
    }
    if (condition != LockCondition::Stale) {
        return u"%1 has been held for %2, and may be in use: only a lock that has not changed for "
               u"%3 was left behind. Try again then."_s.arg(
                   name, formatDuration(heldMs), formatDuration(LockDoctor::StaleMs));
    }
    return {};
}

QString LockReport::summary() const
{
    switch (condition) {
    case LockCondition::Free:
        return u"free"_s;
    case LockCondition::Busy:
        return u"busy"_s;
    case LockCondition::Held:
        return u"held for %1"_s.arg(formatDuration(heldMs));
    case LockCondition::Stale:
        break;
    }
    return u"stale: held for %1"_s.arg(formatDuration(heldMs));
}

QString LockReport::gatewayEffect() const
{
    switch (condition) {
    case LockCondition::Free:
        return u"The gateway can take it."_s;
    case LockCondition::Busy:
        return u"The gateway's requests wait for it, up to 450 ms."_s;
    case LockCondition::Held:
    case LockCondition::Stale:
        break;
    }
    return u"The gateway fails every request with status 500 until it is gone; with a cache, every "
           u"request for a key that is not in it, and no usage is counted."_s;
}

} // namespace keydeck
