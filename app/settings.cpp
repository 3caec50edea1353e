#include "app/settings.h"

#include <QDir>

#include <algorithm>

namespace keydeck {

namespace {

constexpr qint64 MinimumTtlMs = 1000;
constexpr qint64 MinimumSize = 1;

qint64 wholeNumber(const QString &text, qint64 fallback, qint64 floor)
{
    bool ok = false;
    const qint64 value = text.trimmed().toLongLong(&ok);
    return ok ? std::max(value, floor) : fallback;
}

} // namespace

CacheSettings cacheSettings(const QProcessEnvironment &environment)
{
    const CacheSettings defaults;
    return {wholeNumber(
                environment.value(QStringLiteral("CACHE_TTL_MS")), defaults.ttlMs, MinimumTtlMs),
        wholeNumber(
            environment.value(QStringLiteral("CACHE_MAX_SIZE")), defaults.maxSize, MinimumSize),
        environment.value(QStringLiteral("CACHE_ENABLED")).trimmed().toLower()
            != QStringLiteral("false")};
}

QString defaultStorePath(const QProcessEnvironment &environment)
{
    return environment.value(QStringLiteral("KEYDECK_STORE"));
}

QString lockJournalFolder(const QProcessEnvironment &environment)
{
    // As the XDG base directories are defined: one that is not absolute does not count.
    QString state = environment.value(QStringLiteral("XDG_STATE_HOME"));
    if (!QDir::isAbsolutePath(state)) {
        const QString home = environment.value(QStringLiteral("HOME"));
        if (!QDir::isAbsolutePath(home))
            return {};
        state = home + QStringLiteral("/.local/state");
    }
    return state + QStringLiteral("/keydeck/locks");
}

} // namespace keydeck
