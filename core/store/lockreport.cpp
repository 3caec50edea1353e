#include "core/base/format.h"
#include "core/store/lockdoctor.h"

using namespace Qt::StringLiterals;

namespace keydeck {

QString lockConditionId(LockCondition condition)
{
    switch (condition) {
    case LockCondition::Free:
        return u"free"_s;
    case LockCondition::Busy:
        return u"busy"_s;
    case LockCondition::Held:
        return u"held"_s;
    case LockCondition::Stale:
        break;
    }
    return u"stale"_s;
}

Result<> LockReport::clearable() const
{
    const QString name = displayText(path);
    if (!lock.held) {
        return failure(ErrorCode::InvalidInput, u"%1 is not there: the lock is free."_s.arg(name));
    }
    if (!lock.isDirectory) {
        return failure(ErrorCode::Failed,
            u"%1 is not a folder, so nobody took it as a lock: look at what it is, and move it "
            u"away."_s.arg(name));
    }
    if (!lock.isEmpty) {
        return failure(ErrorCode::Failed,
            u"%1 holds %2, and a lock is an empty folder: look at what that is, and move it "
            u"away."_s.arg(name, contents.isEmpty() ? u"something"_s : contents.join(u", "_s)));
    }
    if (condition != LockCondition::Stale) {
        return failure(ErrorCode::LockBusy,
            u"%1 has been held for %2, and may be in use: only a lock that has not changed for %3 "
            u"was left behind. Try again then."_s.arg(
                name, formatDuration(heldMs), formatDuration(LockDoctor::StaleMs)));
    }
    if (maker && maker->mayBeAlive) {
        return failure(ErrorCode::LockBusy,
            u"Keydeck's process %1 holds %2 and is still there: end that process, and the lock "
            u"goes with it."_s.arg(QString::number(maker->pid), name));
    }
    return {};
}

QString LockReport::obstacle() const
{
    const auto result = clearable();
    return result ? QString() : result.error().message;
}

QString LockReport::summary() const
{
    switch (condition) {
    case LockCondition::Free:
    case LockCondition::Busy:
        return lockConditionId(condition);
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

QString LockReport::nextStep() const
{
    const auto result = clearable();
    if (result)
        return u"Stop the gateway, or make sure that it does not hold the lock; then clear it."_s;
    if (condition == LockCondition::Stale || result.error().code == ErrorCode::Failed)
        return result.error().message;
    if (!isAlarming())
        return u"There is nothing to do."_s;
    return u"Wait: a lock that has not changed for %1 was left behind, and can be cleared."_s.arg(
        formatDuration(LockDoctor::StaleMs));
}

} // namespace keydeck
