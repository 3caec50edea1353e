#include "app/keydeck/windowsettings.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

QString gatewayEntry(const QString &storePath)
{
    return u"gateways/"_s + QString::fromLatin1(QUrl::toPercentEncoding(storePath));
}

} // namespace

WindowSettings::WindowSettings(const QString &file)
    : m_settings(file.isEmpty()
            ? QSettings(QSettings::IniFormat, QSettings::UserScope, u"Keydeck"_s, u"keydeck"_s)
                  .fileName()
            : file,
        QSettings::IniFormat)
{ }

QStringList WindowSettings::recentStores() const
{
    return m_settings.value(u"recentStores"_s).toStringList();
}

void WindowSettings::addRecentStore(const QString &path)
{
    QStringList paths = recentStores();
    paths.removeAll(path);
    paths.prepend(path);
    m_settings.setValue(u"recentStores"_s, paths.mid(0, MaximumRecent));
}

QUrl WindowSettings::gatewayOf(const QString &storePath) const
{
    return m_settings.value(gatewayEntry(storePath)).toUrl();
}

void WindowSettings::setGatewayOf(const QString &storePath, const QUrl &gateway)
{
    if (gateway.isEmpty())
        m_settings.remove(gatewayEntry(storePath));
    else
        m_settings.setValue(gatewayEntry(storePath), gateway.adjusted(QUrl::RemoveUserInfo));
}

Appearance WindowSettings::appearance() const
{
    return appearanceFromId(m_settings.value(u"appearance"_s).toString())
        .value_or(Appearance::System);
}

void WindowSettings::setAppearance(Appearance appearance)
{
    m_settings.setValue(u"appearance"_s, appearanceId(appearance));
}

bool WindowSettings::notifying() const
{
    return m_settings.value(u"notifying"_s, true).toBool();
}

void WindowSettings::setNotifying(bool notifying)
{
    m_settings.setValue(u"notifying"_s, notifying);
}

QByteArray WindowSettings::view() const
{
    return m_settings.value(u"view"_s).toByteArray();
}

void WindowSettings::setView(const QByteArray &view)
{
    m_settings.setValue(u"view"_s, view);
}

} // namespace keydeck
