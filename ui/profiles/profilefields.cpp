#include "ui/profiles/profilefields.h"

#include "core/base/format.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ProfileFields", text);
}

FieldHint hintOf(const Result<> &checked, const QString &otherwise = {})
{
    if (!checked)
        return {theme::Role::Danger, checked.error().message};
    return {theme::Role::Neutral, otherwise};
}

} // namespace

FieldHint profileNameHint(const Profile &profile, const QList<Profile> &all)
{
    return hintOf(checkProfileName(profile, all));
}

FieldHint profileStoreHint(const Profile &profile)
{
    const Result<> checked = checkProfileStore(profile.storePath);
    if (checked && !QFileInfo::exists(profile.storePath))
        return {theme::Role::Warning,
            tr("There is no file %1 at the moment: the window waits for it.")
                .arg(displayText(profile.storePath))};
    return hintOf(checked);
}

FieldHint profileGatewayHint(const Profile &profile)
{
    if (profile.gateway.isEmpty())
        return {theme::Role::Neutral, tr("Without one only the store is watched.")};
    const Result<> usable = checkGateway(gatewaySettings(profile));
    if (usable && isPlainHttpElsewhere(profile.gateway) && !profile.allowsPlainHttp())
        return {theme::Role::Danger,
            tr("Keys would go to %1 unencrypted, for anybody on the way to read: use https, or "
               "say yes below.")
                .arg(displayText(profile.gateway.host()))};
    return hintOf(usable);
}

FieldHint caCertificateHint(const Profile &profile)
{
    return hintOf(checkCaCertificate(profile.caCertificateFile));
}

FieldHint gatewayBuildHint(const Profile &profile)
{
    if (profile.build == GatewayBuild::Unknown)
        return {theme::Role::Neutral, tr("Keydeck finds out by asking the gateway.")};
    return {theme::Role::Neutral, buildAdvice(gatewayTraits(profile))};
}

FieldHint pollsHint(const Profile &profile)
{
    if (profile.pollsPerMinute == 0)
        return {theme::Role::Neutral, tr("Only /health is asked, which takes no key and no lock.")};
    return {theme::Role::Neutral,
        tr("At most so many questions about keys; each takes the store's lock for a moment.")};
}

} // namespace keydeck
