#include "core/store/storenotes.h"

#include "core/base/format.h"
#include "core/store/lockdoctor.h"
#include "core/store/username.h"

#include <QFile>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr qint64 UsPerMs = 1000;
constexpr qint64 UsPerSecond = 1'000'000;

/// "160 ms", "1.0 s": the tenths matter here.
QString holdText(qint64 us)
{
    return us < UsPerSecond ? u"%1 ms"_s.arg(us / UsPerMs)
                            : u"%1 s"_s.arg(double(us) / double(UsPerSecond), 0, 'f', 1);
}

} // namespace

QString longHoldNote(qint64 lockHeldUs)
{
    if (lockHeldUs <= LockPatience::MaximumHoldMs * UsPerMs)
        return {};
    const bool failed = lockHeldUs >= LockDoctor::GatewayPatienceMs * UsPerMs;
    return u"The change is made, but Keydeck was held up and held the lock for %1, where %2 ms is "
           u"its limit: %3."_s.arg(holdText(lockHeldUs),
               QString::number(LockPatience::MaximumHoldMs),
               failed ? u"the gateway may have failed requests meanwhile, and not counted their "
                        u"usage"_s
                      : u"the gateway's requests may have waited for that long"_s);
}

QString rootNote(const QString &storePath, uint effectiveUser)
{
    struct stat status
    { };
    if (effectiveUser != 0 || ::stat(QFile::encodeName(storePath).constData(), &status) != 0
        || status.st_uid == 0)
        return {};
    return u"Running as root: %1 stays owned by user %2."_s.arg(
        displayText(storePath), userText(status.st_uid));
}

QString recoveredNote(const QStringList &lockPaths)
{
    if (lockPaths.isEmpty())
        return {};
    return u"A Keydeck that was killed had left %1 behind. It is removed, and the gateway can take "
           u"it again."_s.arg(displayText(lockPaths.join(u" and "_s)));
}

} // namespace keydeck
