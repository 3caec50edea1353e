#include "ui/health/lockadvice.h"

#include "core/base/format.h"

#include <QCoreApplication>

namespace keydeck {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("keydeck::LockAdvice", text);
}

} // namespace

LockAdvice lockAdvice(const LockStatus &lock, qint64 nowMs)
{
    if (!lock.held) {
        return {theme::Role::Ok, Mark::Check,
            tr("The store's lock is free: the gateway and Keydeck can both write.")};
    }
    if (!lock.isDirectory) {
        return {theme::Role::Danger, Mark::Octagon,
            tr("A file stands where the gateway makes its lock directory: the gateway fails every "
               "request that needs the store. Remove that file.")};
    }
    if (!lock.isEmpty) {
        return {theme::Role::Danger, Mark::Octagon,
            tr("The lock directory has something in it: the gateway cannot release it and fails "
               "every request that needs the store. Empty and remove it.")};
    }
    const qint64 age = nowMs - lock.createdMs;
    if (age < StaleLockMs) {
        return {theme::Role::Info, Mark::Clock,
            age < 1000 ? tr("The store's lock is held right now, as it is for each request.")
                       : tr("The store's lock has been held for %1.").arg(formatDuration(age))};
    }
    return {theme::Role::Danger, Mark::Octagon,
        tr("The store's lock has been held for %1; whoever took it is probably gone. The gateway "
           "fails every request that needs the store until the lock directory is removed: make "
           "sure that nothing is writing, then remove it.")
            .arg(formatDuration(age))};
}

} // namespace keydeck
