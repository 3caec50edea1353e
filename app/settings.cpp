#include "app/settings.h"

#include "core/store/username.h"

#include <QDir>
#include <QSysInfo>

#include <algorithm>

#include <unistd.h>

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

/// As the XDG base directories are defined: one that is not absolute does not count.
QString xdgFolder(const QProcessEnvironment &environment, const QString &variable,
    const QString &below, const QString &name)
{
    const QString base = environment.value(variable);
    if (QDir::isAbsolutePath(base))
        return base + name;
    const QString home = environment.value(QStringLiteral("HOME"));
    return QDir::isAbsolutePath(home) ? home + below + name : QString();
}

} // namespace

QProcessEnvironment programEnvironment()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (environment.value(QStringLiteral("HOME")).isEmpty())
        environment.insert(QStringLiteral("HOME"), userHome(::geteuid()));
    return environment;
}

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
    return xdgFolder(environment, QStringLiteral("XDG_STATE_HOME"), QStringLiteral("/.local/state"),
        QStringLiteral("/keydeck/locks"));
}

QString storesFolder(const QProcessEnvironment &environment)
{
    return xdgFolder(environment, QStringLiteral("XDG_DATA_HOME"), QStringLiteral("/.local/share"),
        QStringLiteral("/keydeck/stores"));
}

QString historyFolder(const QProcessEnvironment &environment)
{
    return xdgFolder(environment, QStringLiteral("XDG_DATA_HOME"), QStringLiteral("/.local/share"),
        QStringLiteral("/keydeck/history"));
}

QString profilesPath(const QProcessEnvironment &environment)
{
    return xdgFolder(environment, QStringLiteral("XDG_CONFIG_HOME"), QStringLiteral("/.config"),
        QStringLiteral("/keydeck/profiles.json"));
}

QString loginSession(const QProcessEnvironment &environment)
{
    return environment.value(QStringLiteral("XDG_SESSION_ID"));
}

QString editorName(const QProcessEnvironment &environment)
{
    const QString name
        = QStringLiteral("%1@%2").arg(userName(::geteuid()), QSysInfo::machineHostName());
    const QString behind = environment.value(QStringLiteral("SUDO_USER"));
    return ::geteuid() != 0 || behind.isEmpty()
        ? name
        : QStringLiteral("%1 (%2 by sudo)").arg(name, behind);
}

} // namespace keydeck
